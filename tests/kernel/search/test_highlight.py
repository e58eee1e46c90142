"""Marks stand where the words stand in the original, whatever folding does to its length."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel.search import highlight, text
from quanheng.kernel.search.query import parse


@pytest.mark.parametrize(
    ("original", "typed", "marked"),
    [
        ("电子天平的检定", "天平", "电子<mark>天平</mark>的检定"),
        ("秤与天平", "秤", "<mark>秤</mark>与天平"),
        ("½ ㎡ ℃ 天平", "天平", "½ ㎡ ℃ <mark>天平</mark>"),
        ("面积2㎡，天平", "2m2", "面积<mark>2㎡</mark>，天平"),
        ("20℃时", "℃", "20<mark>℃</mark>时"),
        ("JJF 1070—2023 规则", "jjf1070-2023", "<mark>JJF 1070—2023</mark> 规则"),
        ("JJF 1070-2023", "1070", "JJF <mark>1070</mark>-2023"),
        ("JJF 1059-2012", "jjf 105", "<mark>JJF 105</mark>9-2012"),
        ("共10360台，1036台", '"1036"', "共10360台，<mark>1036</mark>台"),
        ("总　则", "总则", "<mark>总　则</mark>"),
        ("误差，温度", "误差温度", "误差，温度"),
        ("误差，温度", '"误差，温度"', "<mark>误差，温度</mark>"),
        ("<b>天平</b> & 'x'", "天平", "&lt;b&gt;<mark>天平</mark>&lt;/b&gt; &amp; &#x27;x&#x27;"),
        ("计量检定", "计量 检定", "<mark>计量检定</mark>"),
        ("Temperature of a mat", "temp", "<mark>Temp</mark>erature of a mat"),
        ("a mat, m", "m", "a mat, <mark>m</mark>"),
        ("ｋＰａ 与 kPa", "kpa", "<mark>ｋＰａ</mark> 与 <mark>kPa</mark>"),
        ("", "天平", ""),
    ],
)
def test_a_title_is_marked(original, typed, marked):
    assert highlight.marked(original, parse(typed)) == marked


def test_a_snippet_shows_most_of_the_query():
    body = "甲" * 300 + "。只有天平在此。" + "乙" * 300 + "。天平与砝码都在此处。" + "丙" * 300
    shown = highlight.snippet(body, parse("天平 砝码"))
    assert shown.startswith("…<mark>天平</mark>与<mark>砝码</mark>都在此处")
    assert shown.endswith("…")
    assert len(re.sub("<[^>]+>", "", shown)) < 160


def test_a_snippet_of_a_text_without_the_words_is_its_beginning():
    assert highlight.snippet("甲" * 500, parse("天平")) == "甲" * 120 + "…"


def test_a_huge_text_is_not_scanned_to_its_end():
    body = "甲" * 1_000_000 + "天平"
    assert "<mark>" not in highlight.snippet(body, parse("天平"))


@given(st.text(), st.text(max_size=20))
def test_marks_never_change_the_text_nor_let_html_through(original, typed):
    shown = highlight.marked(original, parse(typed))
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert shown.count("<mark>") == shown.count("</mark>")
    unescaped = bare
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        unescaped = unescaped.replace(entity, character)
    assert unescaped == re.sub(r"\s*\n\s*", " ", text.compose(original))


@given(st.text(alphabet="天平秤误差，。 ½㎡℃³①-1a", max_size=40), st.data())
def test_a_han_part_of_the_text_is_marked_in_it(original, data):
    runs = re.findall("[天平秤误差]+", original)
    if runs:
        run = data.draw(st.sampled_from(runs))
        assert "<mark>" in highlight.marked(original, parse(run))
