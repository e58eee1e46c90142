"""The pages of the law register."""

import json

import pytest
from django.urls import reverse

from quanheng.apps.law.actions.load_texts import load_texts
from quanheng.apps.law.text_files import parse
from tests.apps.law.conftest import LOADER, NOW
from tests.apps.law.test_text_files import article, law

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]

RULES = ("metrology-law-implementing-rules-2018", "metrology-law-implementing-rules-2022")


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def text_of(data):
    load_texts(texts=[parse(json.dumps(data).encode(), "a.json")], actor=LOADER, now=NOW)


def test_the_list_shows_editions_with_their_status(client):
    html = page(client, "/law/?q=国家计量技术规范管理办法")
    assert "国家市场监督管理总局令第89号" in html
    assert "现行有效" in html
    assert html.count("<h1") == 1


def test_the_list_answers_as_of_a_day(client):
    assert "共 1 条" in page(client, "/law/?q=令第36号&status=in_force&on=2024-04-30")
    assert "没有符合条件的记录" in page(client, "/law/?q=令第36号&status=in_force&on=2024-05-01")


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("62号", "tc-opinion-2022"),
        ("市监计量发[2022]62号", "tc-opinion-2022"),
        ("国务院 752", "metrology-law-implementing-rules-2022"),
        ("年=", None),
        ("%", None),
    ],
)
def test_the_list_finds_numbers_in_other_brackets(client, query, slug):
    html = client.get("/law/", {"q": query}).content.decode()
    assert (f"/law/{slug}/" in html) if slug else ("没有符合条件的记录" in html)


@pytest.mark.parametrize("query", ["kind=zzz", "on=1800-01-01", "on=gestern", "sort=colour", "page=0", "colour=red"])
def test_the_list_refuses_what_it_does_not_know(client, query):
    page(client, f"/law/?{query}", 400)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_list_is_exported(client, form):
    response = client.get(f"/law/?export={form}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    assert len(body) > 1000


def test_an_edition_shows_facts_timeline_and_history(client):
    html = page(client, "/law/metrology-law-implementing-rules-2018/")
    for words in ("国务院令第698号", "已修改", "2022-05-01", "2022 年第四次修订", "无文本", "未核实的事项"):
        assert words in html


def test_an_edition_answers_as_of_a_day(client):
    assert "2022-04-30 当日" in page(client, "/law/metrology-law-implementing-rules-2018/?on=2022-04-30")


def test_an_instrument_leads_to_its_edition_in_force(client):
    response = client.get("/law/metrology-law/")
    assert response["Location"] == "/law/metrology-law-2018/"
    assert client.get("/law/metrology-law/?on=1990-01-01")["Location"] == "/law/metrology-law-1985/"


@pytest.mark.parametrize(
    "address",
    [
        "/law/nothing/",
        "/law/nothing/1/",
        "/law/nothing/compare/metrology-law-2018/",
        "/law/metrology-law-2018/compare/nothing/",
        "/law/Metrology/",
        "/law/metrology-law-2018/99999/",
        "/law/metrology-law-2018/x/",
        "/law/'%20or%201=1/",
    ],
)
def test_unknown_addresses_are_not_found(client, address):
    page(client, address, 404)


def test_articles_have_permanent_addresses(client, load):
    load("metrology-law-2018")
    html = page(client, "/law/metrology-law-2018/")
    assert 'id="a-10"' in html
    assert 'href="/law/metrology-law-2018/10/"' in html
    assert "第二章" in html
    one = page(client, "/law/metrology-law-2018/10/")
    assert "第十条" in one
    assert 'href="/law/metrology-law-2018/9/"' in one
    assert 'href="/law/metrology-law-2018/11/"' in one
    page(client, "/law/metrology-law-2018/99/", 404)


def test_a_partial_text_says_so_everywhere(client, load):
    load("samr-order-89-2024-partial")
    assert "不得据此推断" in page(client, "/law/samr-order-89-2024/")
    assert "不得据此推断" in page(client, "/law/samr-order-89-2024/3/")
    assert "文本不全" in page(client, "/law/?q=令第89号")


def test_an_article_that_is_not_loaded_still_has_its_address(client, load):
    load("samr-order-89-2024-partial")
    html = page(client, "/law/samr-order-89-2024/9/")
    assert "第九条" in html
    assert "本条文本没有收录" in html
    assert "noindex" in html
    assert "第十条之一" in page(client, "/law/samr-order-89-2024/10-1/")


def test_the_same_article_of_other_editions_is_named(client, load):
    load(*RULES)
    html = page(client, f"/law/{RULES[0]}/31/")
    assert f'href="/law/{RULES[1]}/31/"' in html
    assert "文字不同" in html
    assert "这不是最新文本" in html
    assert "文字相同" in page(client, f"/law/{RULES[1]}/1/")


def test_a_text_is_escaped(client):
    text_of(law(id="metrology-law-2018", articles=[article(paragraphs=["<script>alert(1)</script>&amp;"])]))
    for address in ("/law/metrology-law-2018/", "/law/metrology-law-2018/1/"):
        html = page(client, address)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in html


def test_a_title_from_a_file_cannot_break_out_of_the_data_block(client):
    text_of(law(title="</script><b>甲"))
    assert "<b>甲" not in page(client, "/law/a-law-2000/")


def test_two_editions_are_compared_either_way_round(client, load):
    load(*RULES)
    for one, two in (RULES, RULES[::-1]):
        html = page(client, reverse("law:compare", args=[one, two]))
        assert "文字变化（1）" in html
        assert "全部变化（10）" in html
        assert "全部条文（60）" in html
        assert html.count('class="law-compare__row"') == 1
        assert "<ins>产品质量检验机构自愿签署告知承诺书并按要求提交材料的，按照告知承诺相关程序办理。</ins>" in html


@pytest.mark.parametrize(("show", "rows"), [("words", 1), ("changes", 10), ("all", 60)])
def test_a_comparison_shows_as_much_as_is_asked(client, load, show, rows):
    load(*RULES)
    html = page(client, reverse("law:compare", args=RULES) + f"?show={show}")
    assert html.count('class="law-compare__row"') == rows


def test_a_comparison_refuses_another_way_of_showing(client):
    page(client, reverse("law:compare", args=RULES) + "?show=none", 400)


def test_a_comparison_without_texts_says_so(client):
    assert "不能对比" in page(client, reverse("law:compare", args=RULES))


def test_a_comparison_of_partial_texts_warns(client, load):
    load("aqsiq-order-36-2002-partial", "samr-order-89-2024-partial")
    assert "可能只是没有收录" in page(client, "/law/samr-order-89-2024/compare/aqsiq-order-36-2002/")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/law/", 10),
        ("/law/metrology-law-implementing-rules-2018/", 8),
        ("/law/metrology-law-implementing-rules-2018/31/", 7),
        ("/law/metrology-law-implementing-rules-2018/compare/metrology-law-implementing-rules-2022/", 5),
    ],
)
def test_a_page_takes_a_constant_number_of_queries(client, load, django_assert_max_num_queries, address, most):
    load(*RULES)
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
