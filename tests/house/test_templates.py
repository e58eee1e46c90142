"""House rules of templates. Each rule says why, and each is shown to catch what it is for."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Lexer, Token, TokenType

import quanheng
from quanheng.kernel.ui.badges import LOOKS, NEUTRAL

SOURCE = Path(quanheng.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
SPRITE = SOURCE / "kernel" / "ui" / "static" / "ui" / "icons.svg"

HAN = re.compile(r"[\u3400-\u9fff]")
TRANSLATED = re.compile(r"""_\(("[^"]*"|'[^']*')\)""")

Faults = Iterator[tuple[int, str]]

INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|\shx-on|javascript:", re.IGNORECASE)


def tokens(text: str) -> list[Token]:
    return Lexer(text).tokenize()


def outside_comments(text: str) -> Iterator[Token]:
    inside = False
    for token in tokens(text):
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if name in {"comment", "endcomment"}:
            inside = name == "comment"
        elif not inside and token.token_type != TokenType.COMMENT:
            yield token


def untranslated(text: str) -> Faults:
    """Chinese is the source language of translation: wrap it, so that another language can stand beside it."""
    inside = False
    for token in outside_comments(text):
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        if name in {"blocktranslate", "blocktrans", "endblocktranslate", "endblocktrans"}:
            inside = not name.startswith("end")
        elif inside or name in {"translate", "trans"}:
            continue
        elif HAN.search(TRANSLATED.sub("", token.contents)):
            yield token.lineno, f"{token.contents.strip()[:60]}: use translate, blocktranslate or _()"


def date_filter(text: str) -> Faults:
    """One way of writing days: ``|ymd`` (or ``|iso``); ``|date`` follows the locale and costs more in long tables."""
    for token in outside_comments(text):
        if token.token_type in {TokenType.VAR, TokenType.BLOCK} and re.search(r"\|\s*date\b", token.contents):
            yield token.lineno, f"{token.contents[:60]}: write |ymd"


def include_in_loop(text: str) -> Faults:
    """Rows by include cost twice the time of rows by tags written in Python. An include whose template is a variable
    is not a row: other apps add such panels to a page.
    """
    depth = 0
    for token in outside_comments(text):
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        depth += {"for": 1, "endfor": -1}.get(name, 0)
        if depth and re.match(r"""include\s+["']""", token.contents):
            yield token.lineno, f"{token.contents[:60]}: make it a tag, or put the loop into the included template"


def inline_code(text: str) -> Faults:
    """The Content-Security-Policy forbids inline scripts, styles and handlers: they would silently not work."""
    for token in outside_comments(text):
        if token.token_type != TokenType.TEXT:
            continue
        for found in re.finditer(
            r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=|\shx-on|javascript:""", token.contents, re.IGNORECASE
        ):
            yield token.lineno, f"{found[0].strip()}: use a class, or an event listener in a script file"
        for found in re.finditer(r"<script\b(?![^>]*\bsrc=)", token.contents, re.IGNORECASE):
            yield token.lineno, f"{found[0]}: put scripts into files; data blocks are made by the jsonld tag"


RULES: list[Callable[[str], Faults]] = [untranslated, date_filter, include_in_loop, inline_code]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_keeps_the_rule(rule, template):
    faults = [f"{template.relative_to(SOURCE)}:{line}: {fault}" for line, fault in rule(template.read_text())]
    assert not faults, "\n".join([str(rule.__doc__), *faults])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_compiles(template):
    engines["django"].from_string(template.read_text())


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        (untranslated, "<p>规范</p>", '<p>{% translate "规范" %}</p>'),
        (untranslated, '{% panel title="规范" %}', '{% panel title=_("规范") %}'),
        (untranslated, '{{ x|default:"无" }}', "{{ x|default:_('无') }}"),
        (untranslated, '<a title="规范">', "{% blocktranslate %}共 {{ n }} 条{% endblocktranslate %}"),
        (untranslated, "{% if a %}{% translate 'x' %}甲{% endif %}", "{% comment %}注{% endcomment %}{# 注 #}：，"),
        (date_filter, '{{ day|date:"Y-m-d" }}', "{{ day|ymd }}"),
        (date_filter, "{{ day | date }}", "{{ day|dated }}"),
        (
            include_in_loop,
            "{% for x in y %}{% include 'a' %}{% endfor %}",
            "{% for x in y %}{% endfor %}{% include 'a' %}",
        ),
        (inline_code, '<p style="color:red">', '<p class="muted">'),
        (inline_code, '<button onclick="x()">', '<button data-open="x">'),
        (inline_code, "<script>x()</script>", '<script src="x.js" defer></script>'),
        (inline_code, "<style>p{}</style>", "{% jsonld data %}"),
    ],
)
def test_the_rule_catches_what_it_is_for(rule, wrong, right):
    assert list(rule(wrong))
    assert not list(rule(right))


def icons_named() -> dict[str, str]:
    """Every icon named in a template or in Python, and where."""
    named = {look.sign: "badges.py" for look in (*LOOKS.values(), NEUTRAL)}
    for path in TEMPLATES:
        named |= dict.fromkeys(re.findall(r"""{%\s*icon\s+["']([^"']+)["']""", path.read_text()), path.name)
    for path in SOURCE.rglob("*.py"):
        named |= dict.fromkeys(re.findall(r"""(?<![a-z_])icon\(["']([^"']+)["']""", path.read_text()), path.name)
    return named


def test_every_icon_that_is_named_is_in_the_sprite():
    have = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text()))
    missing = {name: where for name, where in icons_named().items() if name not in have}
    assert not missing, f"add them to `icons` in tools/vendored.json and run tools/vendor.py fetch: {missing}"
