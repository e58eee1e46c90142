"""The style sheets: contrast, weight, and what browsers of the baseline (Chromium 108) understand."""

import gzip
import re
from pathlib import Path

import pytest

import quanheng.kernel.ui

STATIC = Path(quanheng.kernel.ui.__file__).parent / "static" / "ui"
SHEETS = [
    STATIC / "css" / f"{name}.css"
    for name in ("tokens", "base", "layout", "components", "controls", "acting", "data", "figures", "print")
]
SCRIPTS = [STATIC / "js" / "theme.js", STATIC / "js" / "ui.js"]

TONES = ("ok", "info", "warn", "danger", "neutral")
TEXT_PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "ink-muted", "link", "link-hover")
        for ground in ("ground", "surface", "surface-2")
    ),
    *((text, "brand-soft") for text in ("ink", "ink-muted", "link", "link-hover")),
    *((tone, ground) for tone in TONES for ground in (f"{tone}-soft", "surface", "ground")),
    *(("ink", f"{tone}-soft") for tone in TONES),
    *(("ink-muted", f"{tone}-soft") for tone in TONES),
    *(("link", f"{tone}-soft") for tone in TONES),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-brand-muted", "brand"),
    ("seal", "surface"),
    ("seal", "seal-soft"),
    ("ink", "mark"),
    ("surface", "link"),
]
SHAPE_PAIRS = [
    *((f"chart-{n}", "surface") for n in range(1, 7)),
    ("line-strong", "surface"),
    ("line-strong", "ground"),
    ("seal", "surface"),
    ("focus", "focus-ink"),
]


def blocks():
    """The colours of the light theme, of the system's dark theme, and of the chosen dark theme."""
    text = SHEETS[0].read_text()
    found = re.findall(r"(:root[^{]*)\{([^}]*)\}", text)
    colours = [
        (selector.strip(), dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", body))) for selector, body in found
    ]
    return {selector: values for selector, values in colours if values}


def themes():
    named = blocks()
    light = named[":root"]
    return {"light": light, "dark": {**light, **named[':root[data-theme="dark"]']}}


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_has_a_contrast_of_four_and_a_half(theme, text, ground):
    colours = themes()[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_have_a_contrast_of_three(theme, shape, ground):
    colours = themes()[theme]
    assert contrast(colours[shape], colours[ground]) >= 3


def test_dark_is_the_same_whether_the_system_or_the_reader_chose_it():
    named = blocks()
    assert named[':root:not([data-theme="light"])'] == named[':root[data-theme="dark"]']


def test_dark_redefines_every_colour_that_is_not_the_same_on_purpose():
    same = {"on-brand", "focus"}
    assert set(blocks()[":root"]) - set(blocks()[':root[data-theme="dark"]']) <= same


def packed(paths):
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_our_style_sheets_weigh_at_most_15_kb_packed():
    """Without fonts.css: the ranges of the vendored slices, loaded once and kept by the browser for a year."""
    assert packed(SHEETS) <= 15_000


def test_no_sheet_of_ours_is_longer_than_four_hundred_lines():
    assert {sheet.name: n for sheet in SHEETS if (n := len(sheet.read_text().splitlines())) > 400} == {}


def test_our_scripts_and_htmx_weigh_at_most_18_kb_packed():
    """Ours at most 3 KB of it; htmx 4.0.1 alone packs to 13 KB."""
    assert packed(SCRIPTS) <= 3_000
    assert packed([*SCRIPTS, *(STATIC / "vendor").glob("htmx-*.js")]) <= 18_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_browsers_of_the_baseline_understand_the_sheet(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    for newer in ("light-dark(", "popover", "@scope", "@starting-style", "color-mix(", ":user-valid"):
        assert newer not in text
    assert not re.search(r"[;{]\s*&", text), "nesting"


def test_every_custom_property_used_is_defined():
    text = "".join(path.read_text() for path in SHEETS)
    defined = set(re.findall(r"(--[a-z0-9-]+):", text))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", text)) <= defined


def test_sheets_name_no_colour_but_through_a_token():
    """The emblem keeps its own colours in every theme; shadows and veils are black."""
    for sheet in SHEETS[1:-1]:
        for line in sheet.read_text().splitlines():
            if re.search(r"#[0-9a-f]{3,8}\b", line):
                assert line.strip() in {"fill: #ffffff;", "stroke: #0b4a8f;", "fill: #0b4a8f;", "fill: #a8201a;"}


def test_every_sheet_and_script_exists_that_the_base_page_asks_for():
    base = (STATIC.parents[2] / "templates" / "base.html").read_text()
    asked = re.findall(r"asset '([^']+)'", base)
    assert len(asked) > 8
    for path in asked:
        assert (STATIC.parent / path).is_file(), path


def test_scripts_make_no_code_from_text_and_set_no_inline_style():
    for script in SCRIPTS:
        text = script.read_text()
        for forbidden in ("eval(", "new Function", "innerHTML", ".style", "document.write"):
            assert forbidden not in text
