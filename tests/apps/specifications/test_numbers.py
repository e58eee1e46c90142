"""Every spelling of a number is one number, and nothing else is a number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.specifications.rules.numbers import (
    BLANKS,
    DASHES,
    SpecificationNumber,
    edition_number,
    parse,
    parse_edition,
)

FULL_WIDTH = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}

issuers = st.sampled_from(["", "冀", "粤", "交通", "有色金属", "航天"])
series = st.sampled_from(["JJG", "JJF"])
years = st.integers(1949, 2100)
parts = st.none() | st.integers(1, 999)


@st.composite
def numbers(draw):
    issuer = draw(issuers)
    serial = str(draw(st.integers(1, 9999)))
    if issuer:
        serial = serial.zfill(draw(st.integers(1, 4)))
    year = draw(st.none() | years)
    ordinal = draw(st.none() | st.integers(1, 99)) if year else None
    amended = draw(years) if ordinal else None
    return SpecificationNumber(draw(series), issuer, serial, draw(parts), year, ordinal, amended)


@st.composite
def spellings(draw, number):
    """A spelling of §4.1: any dash, blanks or none, full or half width, any case."""

    def blank():
        return draw(st.sampled_from(["", " ", "  ", "\u3000", "\u00a0"]))

    def dash():
        return blank() + draw(st.sampled_from(list(DASHES))) + blank()

    issuer = ""
    if number.issuer:
        opening, closing = draw(st.sampled_from(["()", "（）"]))
        issuer = f"{blank()}{opening}{number.issuer}{closing}"
    text = f"{number.series}{issuer}{draw(st.sampled_from(['-', '—', '']))}{blank()}{number.serial}"
    if number.part:
        text += f".{number.part}"
    if number.year:
        text += f"{dash()}{number.year}"
    if number.ordinal:
        text += f"{draw(st.sampled_from([' ', '-', '/', '']))}XG{number.ordinal}{dash()}{number.amended}"
    style = draw(st.sampled_from(["as is", "lower", "full"]))
    if style == "lower":
        return text.lower()
    return "".join(FULL_WIDTH.get(sign, sign) for sign in text) if style == "full" else text


@given(numbers())
def test_canonical_form_round_trips(number):
    assert parse(number.canonical) == number


@given(numbers())
def test_address_round_trips(number):
    assert parse(number.key) == number


@given(st.data(), numbers())
def test_every_spelling_is_the_same_number(data, number):
    assert parse(data.draw(spellings(number))) == number


@given(numbers())
def test_leading_zeros_do_not_distinguish_numbers(number):
    bare = parse(number.lookup)
    assert bare is not None
    assert bare.lookup == number.lookup


@given(st.text(max_size=40))
def test_what_is_accepted_can_be_written_canonically_and_read_back(text):
    number = parse(text)
    if number is not None:
        assert parse(number.canonical) == number


ALPHABET = st.sampled_from(list("JFGXjfg0123456789.-—－ ()（）冀/一OlI①²") + list(BLANKS[:4]))
REFERENCE = re.compile(
    r"(JJG|JJF) *(\( *[\u4e00-\u9fff]{1,8} *\))? *-? *\d{1,4}( ?\. ?[1-9]\d{0,2})?"
    r"( *- *(\d{4}|\d\d)( *[-/]? *XG *[1-9]\d? *- *\d{4})?)?",
    re.ASCII,
)


@given(st.text(ALPHABET, max_size=24).map(lambda rest: f"JJF{rest}"))
def test_nothing_outside_the_grammar_is_accepted(text):
    half = "".join(chr(ord(s) - 0xFEE0) if "！" <= s <= "～" else s for s in text)
    plain = "".join("-" if s in DASHES else " " if s in BLANKS else s for s in half).upper().strip(" ")
    if not REFERENCE.fullmatch(plain):
        assert parse(text) is None


VARIANTS = [
    ("JJF 1070-2023", "JJF 1070-2023"),
    ("JJF1070-2023", "JJF 1070-2023"),
    ("jjf 1070-2023", "JJF 1070-2023"),
    ("JJF 1070—2023", "JJF 1070-2023"),
    ("JJF 1070─2023", "JJF 1070-2023"),
    ("JJF 1070–2023", "JJF 1070-2023"),
    ("JJF 1070‐2023", "JJF 1070-2023"),
    ("JJF 1070－2023", "JJF 1070-2023"),
    ("JJF　1070 - 2023", "JJF 1070-2023"),
    ("ＪＪＦ１０７０－２０２３", "JJF 1070-2023"),
    ("JJF-1070-2023", "JJF 1070-2023"),
    ("JJF 1002-84", "JJF 1002-1984"),
    ("JJG 41—90", "JJG 41-1990"),
    ("JJF 1070.3-2021", "JJF 1070.3-2021"),
    ("JJF 1261.9－2013", "JJF 1261.9-2013"),
    ("JJF 1070.2-2011 XG1-2012", "JJF 1070.2-2011 XG1-2012"),
    ("jjf1070.2-2011xg1—2012", "JJF 1070.2-2011 XG1-2012"),
    ("JJG(冀)121-2015", "JJG(冀) 121-2015"),
    ("JJG（冀） 121—2015", "JJG(冀) 121-2015"),
    ("JJG (冀) 121-2015", "JJG(冀) 121-2015"),
    ("JJG（有色金属）12-2015", "JJG(有色金属) 12-2015"),
    ("JJG(粤) 055-2019", "JJG(粤) 055-2019"),
    ("JJG 0041-1990", "JJG 41-1990"),
    ("JJF 1070", "JJF 1070"),
    ("JJF(合成) 123456-2020", "JJF(合成) 123456-2020"),
]


@pytest.mark.parametrize(("text", "canonical"), VARIANTS)
def test_variants_of_real_data(text, canonical):
    number = parse(text)
    assert number is not None
    assert number.canonical == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JJF",
        "1070-2023",
        "JJF 10700-2023",
        "JJF 0-2023",
        "JJF 1070-23",
        "JJF 1070-48",
        "JJF 1070-1948",
        "JJF 1070-2101",
        "JJF 1070-202",
        "JJF 1070--2023",
        "JJF 1070——2023",
        "JJF 1070.0-2021",
        "JJF 1070.-2021",
        "JJF 1070-2023 XG-2024",
        "JJF 1070-2023 XG1",
        "JJF 1070 XG1-2024",
        "JJFl022—199l",
        "JJF ①070-2023",
        "JJF 1070²-2023",
        "JJF １０７０-２０２３年",
        "依据 JJF 1070-2023",
        "JJG()121-2015",
        "JJG(Hebei)121-2015",
        "JJG冀121-2015",
        "JJG(一二三四五六七八九) 1-2015",
        "JJH 1070-2023",
        "JJF 1070-2023\n",
        "JJF\x001070-2023",
        "JJF 1070-2023" + " " * 80,
        "٣",
        "JJF ١٠٧٠-٢٠٢٣",
        "ﬀ 1070-2023",
        "1" * 10_000_000,
    ],
)
def test_what_is_no_number(text):
    assert parse(text) is None


def test_an_edition_has_a_year_and_is_no_amendment_sheet():
    assert parse_edition("JJF 1070") is None
    assert parse_edition("JJF 1070.2-2011 XG1-2012") is None
    with pytest.raises(ValueError, match="JJF 1070"):
        edition_number("JJF 1070")


def test_an_amendment_sheet_hangs_on_its_edition_and_an_edition_on_its_work():
    sheet = parse("JJG(粤) 055.2-2019 XG1-2020")
    assert sheet.edition.canonical == "JJG(粤) 055.2-2019"
    assert sheet.work.canonical == "JJG(粤) 055.2"
    assert sheet.edition.sheet(1, 2020) == sheet
