"""What of the law register is searchable."""

import pytest

from quanheng.apps.law.index import SOURCES, article_documents, edition_documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def test_every_edition_and_article_is_a_document(load):
    load("metrology-law-2018", "samr-order-89-2024-partial")
    for source in SOURCES:
        documents = list(source.documents(None))
        assert len(documents) == source.count() > 0
        assert len({document.key for document in documents}) == len(documents)


def test_only_the_keys_asked_for_come(load):
    load("metrology-law-2018", "samr-order-89-2024-partial")
    keys = ["metrology-law-2018/10", "samr-order-89-2024/3", "metrology-law-2018/99", "nothing/1"]
    assert [document.key for document in article_documents(keys)] == ["metrology-law-2018/10", "samr-order-89-2024/3"]
    assert [document.key for document in edition_documents(["metrology-law-2018", "nothing"])] == ["metrology-law-2018"]


def test_an_article_says_where_it_is_from_and_whether_its_text_is_whole(load):
    load("metrology-law-2018", "samr-order-89-2024-partial")
    (whole,) = article_documents(["metrology-law-2018/10"])
    (part,) = article_documents(["samr-order-89-2024/3"])
    assert whole.title == "《中华人民共和国计量法》（2018 年第五次修正）第十条"
    assert (whole.url, whole.note, part.note) == ("/law/metrology-law-2018/10/", "", "文本不全")


def test_an_edition_is_found_by_its_number():
    (document,) = edition_documents(["tc-opinion-2022"])
    assert document.codes == ("市监计量发〔2022〕62号",)
    assert document.facets == {"subkind": "policy", "text": "none", "year": "2022"}
