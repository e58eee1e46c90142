"""Citing law from other registers."""

import pytest
from django.template import Context, Template

from quanheng.apps.law.public import article_url, cite, cite_many, edition_exists, missing_editions
from quanheng.core.basis import Basis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


@pytest.mark.parametrize(
    ("article", "address"),
    [
        ("第十条", "/law/metrology-law-2018/10/"),
        ("第三十八条第二款", "/law/metrology-law-2018/38/"),
        ("第十条之一", "/law/metrology-law-2018/10-1/"),
        ("", "/law/metrology-law-2018/"),
        ("附件", "/law/metrology-law-2018/"),
    ],
)
def test_an_article_as_printed_has_an_address(article, address):
    assert article_url("metrology-law-2018", article) == address


def test_a_citation_names_the_instrument():
    citation = cite("metrology-law-2018", "第十条")
    assert (citation.title, citation.exists) == ("《中华人民共和国计量法》第十条", True)
    assert citation.partial


def test_a_citation_of_nothing_says_so():
    assert cite("nothing", "第一条").exists is False
    assert not edition_exists("nothing")
    assert missing_editions(["nothing", "metrology-law-2018"]) == ["nothing"]


def test_many_citations_take_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = cite_many([("metrology-law-2018", "第一条"), ("samr-order-89-2024", ""), ("nothing", "")])
    assert [citation.exists for citation in found.values()] == [True, True, False]


def test_the_basis_tag_shows_the_title_on_record():
    basis = Basis("samr-order-89-2024", "第六条", "confirmed")
    html = Template("{% basis basis %}").render(Context({"basis": basis}))
    assert 'href="/law/samr-order-89-2024/6/"' in html
    assert "《国家计量技术规范管理办法》" in html
