"""What holds for every text: the linter reads, it never stumbles, never points beside the text, never changes more."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.metrology.units import convert, exact_number, read_unit
from quanheng.core.metrology.units.lint import corrected, lint
from quanheng.core.metrology.units.lint.folding import fold
from quanheng.core.metrology.units.lint.vocabulary import vocabulary
from tests.core.metrology.units.judging import NOT_LEGAL, judge

DAY = date(2026, 11, 22)
BOOK = vocabulary()
NUMBERS = [
    "3",
    "１２",
    "0.5",
    "1 200",
    "1,200",
    "(10～20)",
    "10~20",
    "（100±2）",
    "±3",
    "-40",
    "1.5×10⁻³",
    "三",
    "半",
    "1/2",
]
UNITS = sorted({*BOOK.symbols, *BOOK.names, "kg", "ｋｇ", "㎏", "kgf/cm²", "KG/M3", "kcal/(kg·℃)", "m/s", "％"})
WORDS = [
    "，",
    "。",
    "质量/",
    "压力（",
    "）",
    "\r\n",
    "\n",
    "第",
    "表",
    "每",
    "元/",
    "半",
    " ",
    "JJG ",
    "华氏",
    "度",
    "血压",
    "(",
    "/",
]
pieces = st.lists(st.one_of(*map(st.sampled_from, (NUMBERS, UNITS, WORDS)), st.text(max_size=3)), max_size=12)
texts = st.one_of(st.text(max_size=200), pieces.map("".join))
sentences = st.lists(
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from(["", " "]), st.sampled_from(UNITS)), max_size=6
)
METERLESS = st.text(alphabet="甲乙丙丁规程检定机构人民政府负责监督管理实施办法，。；：《》（）\n ", max_size=120)


@given(texts, st.booleans())
def test_any_text_is_read_and_every_finding_lies_in_it(text, cell):
    last = 0
    for found in lint(text, judge, DAY, cell=cell):
        assert last <= found.start < found.end <= len(text)
        assert 0 <= found.whole_start <= found.start
        assert found.end <= found.whole_end <= len(text)
        assert text[found.start : found.end] == found.text
        assert text[found.whole_start : found.whole_end] == found.whole
        lines = text[: found.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert (found.line, found.column) == (len(lines), len(lines[-1]) + 1)
        last = found.end


@given(texts)
def test_correcting_changes_nothing_outside_the_findings(text):
    findings = lint(text, judge, DAY)
    rest, at = corrected(text, findings), 0
    for found in findings:
        if found.replacement is None or found.whole_start < at:
            continue
        before = text[at : found.whole_start]
        assert rest.startswith(before + found.replacement)
        rest, at = rest[len(before) + len(found.replacement) :], found.whole_end
    assert rest == text[at:]


@given(sentences)
def test_corrected_text_has_nothing_left_to_correct(parts):
    text = "，".join("".join(part) for part in parts)
    again = corrected(text, lint(text, judge, DAY))
    left = [(found.whole, found.replacement) for found in lint(again, judge, DAY) if found.replacement is not None]
    assert left == []


@given(METERLESS)
def test_text_without_units_gives_nothing(text):
    assert lint(text, judge, DAY) == ()


@given(METERLESS, pieces.map("".join))
def test_what_stands_before_moves_the_findings_and_does_nothing_else(before, text):
    before = before.rstrip("（：，") + "。\n"
    alone, moved = lint(text, judge, DAY), lint(before + text, judge, DAY)
    assert [found.start + len(before) for found in alone] == [found.start for found in moved]
    assert [found.replacement for found in alone] == [found.replacement for found in moved]


@given(st.decimals(min_value=0, max_value=10**6, places=3), st.sampled_from(["lb", "in", "kgf", "斤", "psi", "mmHg"]))
def test_converted_values_are_exact_or_right_to_the_digits_they_state(value, unit):
    (found,) = lint(f"共 {value} {unit}", judge, DAY)
    text, _space, target = found.converted.text.rpartition(" ")
    true = convert(Fraction(value), read_unit(unit), read_unit(target)).result.ratio
    printed = exact_number(text)
    if found.converted.exact:
        assert printed == true
    else:
        assert abs(printed - true) <= abs(true) / (2 * Fraction(10) ** (found.converted.digits - 1))


@given(st.text(max_size=80))
def test_folding_keeps_every_character_at_its_place(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert set(folded.origin) == set(range(len(text)))


@pytest.mark.parametrize(
    "seed", ["9", "1 ", "(1～", "1,", "1/1", "m/", "1m·", "一", "质量/", "1平方", "1e", "(", "1×10", "每"]
)
def test_hostile_repetitions_end(seed):
    lint(seed * 3000, judge, DAY)


def test_the_vocabulary_says_only_what_the_catalogue_can_read():
    for text, entry in {**BOOK.symbols, **BOOK.names}.items():
        for meaning in entry.means:
            assert read_unit(meaning) is not None, text
        assert not (entry.right and len(entry.means) > 1), text
    for rule in (*BOOK.permitted, *BOOK.doubts):
        assert rule.atoms <= NOT_LEGAL
    assert all(rule.basis.source and rule.why for rule in BOOK.rules.values())


def test_no_wrong_writing_is_a_symbol_of_the_catalogue():
    """A row for what the catalogue reads as another unit would turn a right text into a wrong one."""
    from quanheng.core.metrology.units import catalogue

    known = catalogue().symbols
    shared = {text for text in BOOK.symbols if text in known}
    assert shared == {"ton"}  # the long ton by its symbol, the tonne in most Chinese texts: reported, never converted
