import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.committees.rules.codes import Code, canonical_key, parse_code, position, spellings

numbers = st.builds(
    Code, st.integers(1, 999), st.one_of(st.just(0), st.integers(1, 99)), st.one_of(st.just(0), st.integers(1, 99))
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("MTC26", "MTC26"),
        ("mtc26", "MTC26"),
        ("ＭＴＣ２６", "MTC26"),
        ("MTC 26", "MTC26"),
        ("MTC-026", "MTC26"),
        ("CSBTS/MTC6", "MTC6"),
        ("AQSIQ/MTC26/SC03", "MTC26-SC3"),
        ("SAMR MTC26 SC3", "MTC26-SC3"),
        ("MTC26／SC3", "MTC26-SC3"),
        ("mtc26sc3", "MTC26-SC3"),
        ("MTC1/WG4", "MTC1-WG4"),
        ("MTC1/SC1/WG2", "MTC1-SC1-WG2"),
        (" MTC1 ", "MTC1"),
        ("c1", "C001"),
        ("C0001", "C001"),
        ("C-12", "C012"),
    ],
)
def test_every_spelling_met_leads_to_the_canonical_key(text, key):
    assert canonical_key(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MTC",
        "MTC0",
        "MTC1000",
        "MTC1/SC0",
        "MTC1/SC100",
        "MTC1/WG",
        "XMTC1",
        "MTC1x",
        "MTC1/TC2",
        "SC1",
        "MTC٣",
        "C0",
        "C",
        "MTC1" * 40,
    ],
)
def test_nothing_outside_the_grammar_is_a_code(text):
    assert canonical_key(text) is None


@given(numbers)
def test_what_is_written_is_read_again(code):
    assert parse_code(code.text) == parse_code(code.key) == code
    assert all(parse_code(text) == code for text in spellings(code))


@given(
    numbers,
    st.sampled_from(["", "/", "-", " ", "／", "—", " / "]),
    st.sampled_from(["", "CSBTS/", "aqsiq ", "SAMR/"]),
    st.booleans(),
)
def test_separators_issuers_and_capitals_do_not_matter(code, separator, issuer, small):
    parts = [f"MTC{code.mtc}", *([f"SC{code.sc}"] if code.sc else []), *([f"WG{code.wg}"] if code.wg else [])]
    text = issuer + separator.join(parts)
    assert parse_code(text.lower() if small else text) == code


@given(st.text(max_size=80))
def test_no_text_breaks_the_parser_and_what_it_reads_it_writes_canonically(text):
    key = canonical_key(text)
    assert key is None or canonical_key(key) == key


@given(numbers)
def test_a_part_stands_after_what_it_belongs_to(code):
    if code.parent is not None:
        assert parse_code(code.parent.text) == code.parent
        assert position(code.parent.key) < position(code.key)


@given(numbers, numbers)
def test_committees_stand_in_the_order_of_their_numbers(one, other):
    if one.mtc < other.mtc:
        assert position(one.key) < position(other.key) < position("C001") < position("C002")
