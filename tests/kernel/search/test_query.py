"""What people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.kernel.search.query import LONGEST_QUERY, MOST_TERMS, parse, phrase_tokens


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("天平", ["天平"]),
        ("天平 砝码", ["天平", "砝码"]),
        ("天平　砝码", ["天平", "砝码"]),
        ('"最大允许 误差" 天平', ["最大允许误差", "天平"]),
        ("“检定 周期”", ["检定周期"]),
        ('天平"', ["天平"]),
        ("天平 AND NOT title:秤", ["天平", "and", "not", "title 秤"]),
        ("JJF 1070 净含量", ["jjf 1070", "净含量"]),
        ("电子天平 2023", ["电子天平", "2023"]),
        ("10 kg 砝码", ["10", "kg", "砝码"]),
        ("、。", []),
        ("", []),
    ],
)
def test_a_query_has_these_terms(typed, terms):
    assert [" ".join(term.pieces) for term in parse(typed).terms] == terms


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("JJF1070", "jjf1070"),
        ("jjf 1070—2023", "jjf1070-2023"),
        ("JJF 1070 2023", "jjf1070-2023"),
        ("JJG（冀）121", "jjg冀121"),
        ("JJG（冀） 121 2015", "jjg冀121-2015"),
        ("JJG 冀 121", "jjg冀121"),
        ("JJG(有色金属)1-2020", "jjg有色金属1-2020"),
        ("1036", "1036"),
        ("JJF 1070.2-2011 XG1-2012", "jjf1070.2-2011xg1-2012"),
        ("OIML R 76-1:2006", "oimlr76-1-2006"),
        ("GB/T 20000.2", "gbt20000.2"),
        ("国发〔2021〕37号", "国发2021-37号"),
    ],
)
def test_a_number_in_any_spelling_is_one_term(typed, code):
    terms = parse(typed).terms
    assert [term.code for term in terms] == [code]
    assert terms[0].prefix


@pytest.mark.parametrize("typed", ["1级电能表", "电子天平", "秤", "temperature", "50Hz～60Hz 电源"])
def test_words_are_not_numbers(typed):
    assert all(not term.code or not term.prefix for term in parse(typed).terms)


def test_a_phrase_leaves_open_how_its_last_run_goes_on():
    assert phrase_tokens(["最大允许"]) == (["最大", "大允", "允许"], False)
    assert phrase_tokens(["误差", "±"]) == (["误差", "差", "±"], False)
    assert phrase_tokens(["1", "级"]) == (["1", "级"], True)
    assert phrase_tokens(["秤"]) == (["秤"], True)


@given(st.text())
def test_nothing_typed_raises(typed):
    query = parse(typed)
    assert len(query.terms) <= MOST_TERMS
    assert all(term.pieces for term in query.terms)


def test_an_endless_query_is_cut():
    assert len(parse("天" * 10_000_000).typed) == LONGEST_QUERY
