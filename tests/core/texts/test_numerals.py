"""Chinese numerals of articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.texts.numerals import article_anchor, chinese_to_int, int_to_chinese


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (34, "三十四"),
        (100, "一百"),
        (102, "一百零二"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_a_number_is_written_as_statutes_print_it(number, text):
    assert int_to_chinese(number) == text
    assert chinese_to_int(text) == number


@given(st.integers(0, 9999))
def test_every_number_comes_back(number):
    assert chinese_to_int(int_to_chinese(number)) == number


def test_numerals_differ_for_every_number():
    assert len({int_to_chinese(number) for number in range(10_000)}) == 10_000


@pytest.mark.parametrize(("text", "number"), [("一十五", 15), ("两百", 200), ("一百〇二", 102)])
def test_known_variants_are_read(text, number):
    assert chinese_to_int(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "条",
        "一百千",
        "一百二",
        "一零二",
        "十十",
        "零五",
        "五零",
        "一百零十",
        "12",
        "百",
        "十百",
        "九千千",
        "一" * 9999,
    ],
)
def test_what_is_no_numeral_is_refused(text):
    with pytest.raises(ValueError, match="not a Chinese numeral"):
        chinese_to_int(text)


@given(st.text(alphabet="零〇一二两三九十百千条1 ", max_size=12))
def test_reading_either_refuses_or_round_trips(text):
    try:
        number = chinese_to_int(text)
    except ValueError:
        return
    assert int_to_chinese(number) in {
        text.translate(str.maketrans("〇两", "零二")).removeprefix(prefix) for prefix in ("", "一")
    }


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_outside_the_range_are_refused(number):
    with pytest.raises(ValueError, match="outside"):
        int_to_chinese(number)


@pytest.mark.parametrize(
    ("article", "anchor"),
    [
        ("第十条", "10"),
        ("第10条", "10"),
        ("第一百零二条", "102"),
        ("第十条第二款第（三）项", "10"),
        ("第十条之一", "10-1"),
        ("《计量法》第二十六条", "26"),
        ("附件", ""),
        ("第三章", ""),
        ("", ""),
        ("第一百二条", ""),
    ],
)
def test_an_article_has_an_address(article, anchor):
    assert article_anchor(article) == anchor
