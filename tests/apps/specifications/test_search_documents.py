"""What the search index is given of this register."""

import pytest

from quanheng.apps.specifications import index
from quanheng.kernel.search.registry import sources

pytestmark = pytest.mark.usefixtures("registers")


def documents(kind, keys=None):
    return list(sources()[kind].documents(keys))


@pytest.mark.parametrize(("kind", "count"), [("specification", 163), ("international", 2515)])
def test_every_record_is_a_document_and_the_counts_agree(kind, count):
    found = documents(kind)
    assert len(found) == len({document.key for document in found}) == count
    assert sources()[kind].count() == count
    assert all(document.kind == kind and document.url for document in found)


def test_an_edition_is_findable_by_number_title_committee_and_drafting_unit():
    [found] = documents("specification", ["JJG-1085-2013"])
    assert found.title == "JJG 1085-2013 标准电能表"
    assert {"JJG 1085-2013", "JJG1085-2013", "JJG-1085-2013", "JJG 1085"} <= set(found.codes)
    assert "全国电磁计量技术委员会" in found.body
    assert "辽宁省计量科学研究院" in found.body
    assert found.facets == {
        "level": "national",
        "subkind": "verification",
        "year": "2013",
        "field": "electromagnetism",
    }


def test_a_number_with_leading_zeros_is_findable_without_them_and_an_amendment_sheet_by_its_own():
    [local] = documents("specification", ["JJG(粤)-055-2019"])
    assert {"JJG(粤) 055-2019", "JJG(粤)-55-2019"} <= set(local.codes)
    [net] = documents("specification", ["JJF-1070-2023"])
    assert "JJF 1070-2023 XG1-2024" in net.codes


def test_an_international_document_is_findable_by_its_short_number():
    [found] = documents("international", ["OIML-R-76-1-2006"])
    assert {"OIML R 76-1:2006", "R 76-1:2006", "R76-1", "OIML R 76-1"} <= set(found.codes)
    [english] = documents("international", ["OIML-R-76-1-2006-E"])
    assert english.weight < found.weight


def test_what_is_no_longer_there_yields_nothing():
    assert documents("specification", ["JJF-9999-2020"]) == []
    assert documents("international", []) == []


def test_documents_come_in_a_constant_number_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        list(index.editions(None))
    with django_assert_max_num_queries(2):
        list(index.international(None))


def test_every_facet_has_words():
    for kind in ("specification", "international"):
        declared = sources()[kind].facets
        for document in documents(kind):
            for name, value in document.facets.items():
                words = declared[name].words()
                assert not words or value in words, (name, value)
