import json
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.canonical import canonical, parse_canonical
from quanheng.core.trust.errors import Malformed, TrustError

GOLDEN = [
    (None, b"null"),
    (True, b"true"),
    (0, b"0"),
    (-1, b"-1"),
    (2**53 - 1, b"9007199254740991"),
    ("", b'""'),
    ("权衡", '"权衡"'.encode()),
    ('\u20ac$\u000f\nA\'B"\\\\"/', b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),  # RFC 8785, 3.2.2.2
    ("\b\t\n\f\r\x1f\x7f", b'"\\b\\t\\n\\f\\r\\u001f\x7f"'),
    ("😀", '"😀"'.encode()),
    ([], b"[]"),
    ({}, b"{}"),
    ({"b": 1, "a": [1, {"z": None, "y": ""}], "A": False}, b'{"A":false,"a":[1,{"y":"","z":null}],"b":1}'),
    ({"10": 1, "9": 2, "": 3}, b'{"":3,"10":1,"9":2}'),
    ((1, 2), b"[1,2]"),
]


@pytest.mark.parametrize(("value", "data"), GOLDEN)
def test_a_value_has_one_spelling(value, data):
    assert canonical(value) == data
    assert parse_canonical(data) == (list(value) if isinstance(value, tuple) else value)


class Colour(StrEnum):
    RED = "red"


def test_members_of_text_enumerations_are_their_text():
    assert canonical({"colour": Colour.RED}) == b'{"colour":"red"}'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        Decimal(1),
        b"bytes",
        {1, 2},
        datetime(2026, 1, 1, tzinfo=UTC),
        {"ключ": 1},
        {1: 1},
        {None: 1},
        "\ud800",
        {"a": ["\udfff"]},
        {"a": 0.5},
        object(),
    ],
)
def test_what_a_record_cannot_hold_is_refused(value):
    with pytest.raises(Malformed):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"01",
        b"-0",
        b"1.0",
        b"1e3",
        b"1E400",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"9" * 5000,
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1,}',
        b"[1,]",
        b"'a'",
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u00e9"',
        b'"\\ud800"',
        b'"\n"',
        b"\xff",
        b"\xef\xbb\xbf1",
        b"[" * 100_000,
        b"[" * 66 + b"]" * 66,
        b"tru",
        b"1 2",
    ],
)
def test_another_spelling_is_refused(data):
    with pytest.raises(Malformed):
        parse_canonical(data)


def test_a_record_is_not_nested_without_end():
    deep: list[object] = []
    for _ in range(70):
        deep = [deep]
    with pytest.raises(Malformed, match="nested"):
        canonical(deep)


text = st.text(st.characters(exclude_categories=["Cs"]))
ascii_keys = st.text(st.characters(max_codepoint=127))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ascii_keys, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_records_come_back_and_read_like_json(value):
    data = canonical(value)
    assert parse_canonical(data) == value
    assert json.loads(data) == value


@given(values, st.randoms())
def test_the_order_in_which_members_were_put_in_does_not_matter(value, random):
    if isinstance(value, dict):
        members = list(value.items())
        random.shuffle(members)
        assert canonical(dict(members)) == canonical(value)


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,0129.eE-+ \\untrfabls', max_size=60).map(str.encode))
def test_no_bytes_make_the_parser_fail_otherwise(data):
    with suppress(TrustError):
        assert canonical(parse_canonical(data)) == data
