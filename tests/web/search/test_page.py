"""The search page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def titles(response):
    found = re.findall(r'class="hit__title"><a href="[^"]+">(.*?)</a>', response.content.decode())
    return [re.sub("<[^>]+>", "", title) for title in found]


@pytest.mark.usefixtures("little")
def test_without_a_query_the_page_says_how_and_what_there_is(client):
    shown = client.get("/search/").content.decode()
    assert "怎样检索" in shown
    assert re.search(r"45</span><span[^>]*>法规条文", shown)


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize("typed", ["JJF1070-2023", "jjf 1070—2023", "ＪＪＦ １０７０ ２０２３", "1070-2023"])
def test_a_number_in_any_spelling_comes_first(client, typed):
    assert titles(client.get("/search/", {"q": typed}))[0].startswith("JJF 1070-2023")


@pytest.mark.usefixtures("little")
def test_hits_are_counted_marked_and_escaped(client):
    shown = client.get("/search/", {"q": "计量器具"}).content.decode()
    assert "找到 45 条，第 1–20 条" in shown
    assert "&lt;b&gt;<mark>计量器具</mark>&lt;/b&gt;应当检定合格" in shown


@pytest.mark.usefixtures("little")
def test_pages_are_reached_by_their_address_and_none_lies_beyond_the_last(client):
    seen = [title for page in (1, 2, 3) for title in titles(client.get("/search/", {"q": "秤", "page": page}))]
    assert len(seen) == len(set(seen)) == 45
    assert client.get("/search/", {"q": "秤", "page": 4}).status_code == 404


@pytest.mark.usefixtures("little")
def test_facets_are_addresses_and_can_be_dropped(client):
    shown = client.get("/search/", {"q": "检定", "kind": "specification", "subkind": "jjg"})
    assert titles(shown) == ["JJG 1036-2022 电子天平"]
    text = shown.content.decode()
    assert 'href="?q=%E6%A3%80%E5%AE%9A&amp;kind=specification&amp;subkind=jjf"' in text
    assert re.search(r'class="chip" href="\?q=%E6%A3%80%E5%AE%9A&amp;kind=specification"[^>]*>检定规程', text)
    assert re.search(r"技术规范</span><span[^>]*>3", text), "the alternatives of a chosen facet keep their counts"


@pytest.mark.usefixtures("little")
def test_without_a_kind_only_facets_common_to_kinds_are_offered(client):
    text = client.get("/search/", {"q": "检定"}).content.decode()
    assert "年份" in text
    assert "种类" not in text


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("q=秤&page=0", "page"),
        ("q=秤&page=x", "page"),
        ("q=秤&page=501", "page"),
        ("q=秤&kind=nothing", "kind"),
        ("q=秤&year=%3Cscript%3E", "year"),
        ("q=秤&nothing=1", "nothing"),
        ("q=" + "秤" * 201, "q"),
        ("q=秤%01", "q"),
    ],
)
def test_what_the_page_does_not_know_is_named(client, address, field):
    response = client.get(f"/search/?{address}")
    assert response.status_code == 400
    assert field in response.content.decode()


@pytest.mark.usefixtures("little")
def test_what_nothing_matches_word_for_word_shows_what_resembles_it(client):
    response = client.get("/search/", {"q": "电子天平有没有规程"})
    assert "没有逐字相符的结果" in response.content.decode()
    assert titles(response)[0] == "JJG 1036-2022 电子天平"


@pytest.mark.usefixtures("little")
def test_a_misread_number_is_put_right(client):
    text = client.get("/search/", {"q": "JJFl022—199l"}).content.decode()
    assert re.search(r'您要找的是不是：<a href="/search/\?q=JJF%201022-1991">', text)


@pytest.mark.usefixtures("little")
def test_words_that_never_meet_are_offered_one_by_one(client):
    text = client.get("/search/", {"q": "净含量 不得使用"}).content.decode()
    assert re.search("只查“净含量”</a> <span[^>]*>2 条", text)
    assert re.search("只查“不得使用”</a> <span[^>]*>45 条", text)


@pytest.mark.usefixtures("little")
def test_a_query_that_finds_nothing_says_what_to_do(client):
    text = client.get("/search/", {"q": "<script>alert(龘)"}).content.decode()
    assert "没有找到“&lt;script&gt;alert(龘)”" in text
    assert "<script>alert" not in text


@pytest.mark.django_db
def test_without_an_index_the_page_says_that_it_is_being_built(client, settings, tmp_path):
    settings.SEARCH_INDEX = tmp_path / "none"
    for address in ("/search/", "/search/?q=秤"):
        response = client.get(address)
        assert response.status_code == 200
        assert "索引正在建立" in response.content.decode()
    assert client.get("/search/suggest?q=秤").json()["suggestions"] == []
    assert client.get("/api/v1/search?q=秤").status_code == 503


@pytest.mark.usefixtures("little")
def test_the_number_of_database_queries_does_not_grow_with_the_hits(client):
    counts = []
    for typed in ("1036", "检定"):
        client.get("/search/", {"q": typed})
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": typed})
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 2


@pytest.mark.usefixtures("little")
def test_suggestions_complete_a_number_or_hold_the_words(client):
    assert [one["title"] for one in client.get("/search/suggest", {"q": "jjf107"}).json()["suggestions"]] == [
        "JJF 1070-2023 定量包装商品净含量计量检验规则",
        "JJF 1070-2005 定量包装商品净含量计量检验规则",
    ]
    assert client.get("/search/suggest", {"q": "净含"}).json()["suggestions"][0]["kind"] == "规范"
    assert client.get("/search/suggest", {"q": ""}).json()["suggestions"] == []
    assert client.get("/search/suggest", {"q": "秤" * 201}).status_code == 400


@pytest.mark.usefixtures("searchable")
@pytest.mark.parametrize(
    "typed", ["JJF 1070-2023", "jjf1070—2023", "JJF1070 2023", "1070-2023", "ＪＪＦ１０７０－２０２３"]
)
def test_on_the_real_registers_a_number_in_any_spelling_comes_first(client, typed):
    assert titles(client.get("/search/", {"q": typed}))[0].startswith("JJF 1070-2023")


@pytest.mark.usefixtures("searchable")
def test_on_the_real_registers_a_number_without_its_year_leads_to_the_newest_edition(client):
    assert titles(client.get("/search/", {"q": "jjf1070"}))[:2] == sorted(
        titles(client.get("/search/", {"q": "jjf1070"}))[:2], reverse=True
    )
    assert titles(client.get("/search/", {"q": "jjf1070"}))[0].startswith("JJF 1070-2023")


@pytest.mark.usefixtures("searchable")
@pytest.mark.parametrize("typed", ["秤", "表", "净含量", "OIML R 76", "MTC1", "千克"])
def test_the_real_registers_answer(client, typed):
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    assert titles(response)
