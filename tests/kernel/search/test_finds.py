"""What is found: everything that ought to be, and nothing else."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.clauses import SINGLE, clauses, queries
from quanheng.kernel.search.engine import Batch, Cursor, Request
from quanheng.kernel.search.query import parse
from quanheng.kernel.search.registry import Document
from tests.kernel.search.conftest import build
from tests.kernel.search.truth import found_by_words, plain

SIZE = 1200


@pytest.fixture(scope="module")
def corpus():
    return list(clauses(SIZE))


@pytest.fixture(scope="module")
def engine(corpus, tmp_path_factory):
    return build(tmp_path_factory.mktemp("corpus"), corpus, batch=500)


def keys(engine, typed, *, size=SIZE, page=1, **filters):
    results = engine.search(Request(parse(typed), filters, ("kind",), page, size))
    assert page > 1 or results.total == len(results.hits) or results.total > size
    return [hit.document.key for hit in results.hits]


@pytest.mark.parametrize(
    "kind", ["1 words", "2 words", "3 words", "4 words", "partial word", "phrase", "one character"]
)
def test_words_and_phrases_find_exactly_what_holds_them(engine, corpus, kind):
    for typed in queries(corpus, 12, seed=3)[kind]:
        found = keys(engine, typed)
        assert len(found) == len(set(found))
        assert set(found) == found_by_words(corpus, typed.split()), typed


@pytest.mark.parametrize("typed", ["±20.5%", "20 ℃", "℃", "2㎡", "m²", "10³", "1/3", "20Hz～20kHz", "kPa", "第5条"])
def test_signs_and_units_find_exactly_what_holds_them(engine, corpus, typed):
    assert set(keys(engine, typed)) == found_by_words(corpus, [typed] if " " not in typed else typed.split())


@pytest.mark.parametrize("typed", SINGLE)
def test_one_character_is_enough(engine, corpus, typed):
    assert set(keys(engine, typed)) == {each.key for each in corpus if typed in plain(each.title + each.body)}


def test_a_flattened_superscript_is_not_a_number(index_of):
    engine = index_of([Document("clause", "1", "流量10³", "/1/"), Document("clause", "2", "流量103", "/2/")])
    assert keys(engine, "103") == ["2"]


def test_a_number_inside_a_longer_number_is_not_meant(index_of):
    engine = index_of([Document("clause", "1", "共10360台", "/1/"), Document("clause", "2", "共1036台", "/2/")])
    assert keys(engine, "1036") == ["2"]


SPELLINGS = [
    "JJF 1070-2023",
    "jjf1070—2023",
    "JJF1070 2023",
    "ＪＪＦ１０７０－２０２３",
    "1070-2023",
    "jjf 1070 – 2023",
]


@pytest.fixture
def numbers(index_of):
    wanted = [("JJF 1070-2023", "定量包装商品净含量计量检验规则"), ("JJG(冀) 121-2015", "某某检定规程")]
    wanted += [("JJF 1070-2005", "旧规则"), ("JJG 1036-2008", "电子天平"), ("JJG 1036-2022", "电子天平")]
    wanted += [
        ("JJF 1070.3-2021", "第三部分"),
        ("JJF 10700-2020", "另一规范"),
        ("JJF 1051-2009", "甲"),
        ("JJF 1059-1999", "乙"),
    ]
    documents = [
        Document(
            "specification", code.replace(" ", "-"), f"{code} {title}", "/", codes=(code,), facets={"year": code[-4:]}
        )
        for code, title in wanted
    ]
    text = "应按 JJF 1070-2023 和 JJG（冀）121—2015 的规定，JJG 1036-2022 同 1036。"
    mentions = [Document("clause", str(at), "提到编号的条文", "/", body=text * 3) for at in range(30)]
    return index_of([*mentions, *documents])


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_number_in_any_spelling_finds_its_record_first(numbers, typed):
    assert keys(numbers, typed)[0] == "JJF-1070-2023"


@pytest.mark.parametrize("typed", ["JJG（冀）121", "JJG(冀)121-2015", "jjg 冀 121", "JJG（冀） 121—2015"])
def test_a_local_number_finds_its_record_first(numbers, typed):
    assert keys(numbers, typed)[0] == "JJG(冀)-121-2015"


@pytest.mark.parametrize("typed", ["1036", "JJG1036", "jjg 1036"])
def test_a_number_without_its_year_finds_every_edition_first_newest_first(numbers, typed):
    assert keys(numbers, typed)[:2] == ["JJG-1036-2022", "JJG-1036-2008"]


def test_the_beginning_of_a_number_finds_all_that_begin_so(numbers):
    assert sorted(keys(numbers, "jjf 105")) == ["JJF-1051-2009", "JJF-1059-1999"]


def test_a_number_stands_before_longer_numbers(numbers):
    found = keys(numbers, "JJF 1070")
    assert found[:2] == ["JJF-1070-2023", "JJF-1070-2005"]
    assert {"JJF-1070.3-2021", "JJF-10700-2020"} <= set(found)


def test_a_number_and_a_word_must_both_occur(numbers):
    assert keys(numbers, "JJF 1070 净含量") == ["JJF-1070-2023"]


def test_an_equal_title_stands_first(index_of):
    documents = [Document("clause", str(at), "电子天平检定规程", "/", body="天平 " * 20) for at in range(20)]
    engine = index_of([*documents, Document("unit", "x", "天平", "/")])
    assert keys(engine, "天平")[0] == "x"


def test_pages_together_are_all_hits_once(engine):
    whole = keys(engine, "检定")
    assert len(whole) > 300
    parts = [key for page in range(1, 200) for key in keys(engine, "检定", size=7, page=page)]
    assert parts == whole


@pytest.mark.parametrize("typed", ["检定", "秤", "天平 误差", "1036", "jjf 1", "误差"])
def test_order_depends_neither_on_insertion_nor_on_batches(corpus, index_of, typed):
    mixed = list(corpus)
    random.Random(5).shuffle(mixed)
    one, other = index_of(corpus, batch=300), index_of(mixed, batch=1200)
    assert keys(one, typed, size=50) == keys(other, typed, size=50)


def test_facets_count_exactly_and_leave_their_own_alternatives_open(engine, corpus):
    request = Request(parse("天平"), {"subkind": "jjg"}, ("kind", "subkind", "year"), 1, 10)
    results = engine.search(request)
    wanted = found_by_words(corpus, ["天平"])
    truth = [each for each in corpus if each.key in wanted]
    assert results.total == sum(each.facets["subkind"] == "jjg" for each in truth)
    assert results.facets["kind"] == {"clause": results.total}
    assert results.facets["subkind"] == {
        kind: sum(each.facets["subkind"] == kind for each in truth)
        for kind in {each.facets["subkind"] for each in truth}
    }
    assert sum(results.facets["year"].values()) == results.total


def test_a_loose_search_finds_what_resembles(engine):
    query = parse("膜式燃气表的检定规程有哪些要求")
    assert not engine.search(Request(query)).total
    best = engine.search(Request(query, loose=True)).hits[0].document
    assert "燃气表" in best.title + best.body


def test_replacing_and_removing(index_of):
    engine = index_of([Document("clause", "1", "旧题", "/"), Document("law", "1", "另一类", "/")])
    engine.apply(Batch([Document("clause", "1", "新题", "/")]), Cursor(row=1))
    assert (keys(engine, "旧题"), keys(engine, "新题")) == ([], ["1"])
    engine.apply(Batch(deletes=[("clause", "1"), ("clause", "none")]), Cursor(row=2))
    assert keys(engine, "新题") == []
    assert engine.status().counts == {"law": 1}
    assert engine.status().cursor == Cursor(row=2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(typed=st.one_of(st.text(), st.text(alphabet='秤天平1.-—"“”+*^$()[]{}\\/~&|:! abJFG±%°/²½①', max_size=30)))
def test_nothing_typed_raises(engine, typed):
    query = parse(typed)
    for loose in (False, True):
        engine.search(Request(query, facets=("kind", "year"), loose=loose))
    engine.suggest(Request(query, size=5), query.whole)


def test_suggestions_begin_with_what_was_typed(numbers):
    found = [each.key for each in numbers.suggest(Request(parse("jjf 105"), size=8), parse("jjf 105").whole)]
    assert sorted(found) == ["JJF-1051-2009", "JJF-1059-1999"]
    assert numbers.suggest(Request(parse("电子"), size=8), "电子")[0].key == "JJG-1036-2022"
