"""From any spelling to the record, or to suggestions."""

import pytest

from quanheng.apps.specifications.models import Edition
from quanheng.apps.specifications.public import resolve
from quanheng.kernel.actor import ANONYMOUS

pytestmark = pytest.mark.usefixtures("registers")

FOUND = [
    ("JJF 1070-2023", "edition", "JJF-1070-2023"),
    ("jjf1070—2023", "edition", "JJF-1070-2023"),
    ("ＪＪＦ　１０７０－２０２３", "edition", "JJF-1070-2023"),
    ("JJF-1070-2023", "edition", "JJF-1070-2023"),
    ("JJF 1002-84", "edition", "JJF-1002-1984"),
    ("JJG（冀）121—2015", "edition", "JJG(冀)-121-2015"),
    ("JJG(粤) 055-2019", "edition", "JJG(粤)-055-2019"),
    ("JJG(粤) 55-2019", "edition", "JJG(粤)-055-2019"),
    ("JJG(粤) 0055-2019", "edition", "JJG(粤)-055-2019"),
    ("JJF 1070.2-2011 XG1-2012", "amendment", "JJF-1070.2-2011"),
]


@pytest.mark.parametrize(("text", "found", "key"), FOUND)
def test_every_spelling_finds_the_record(text, found, key):
    resolution = resolve(ANONYMOUS, text)
    assert (resolution.found, resolution.key) == (found, key)
    assert not resolution.suggestions


def test_every_canonical_number_finds_its_record_in_two_queries(django_assert_num_queries):
    for number, key in list(Edition.objects.values_list("number", "key"))[::20]:
        with django_assert_num_queries(2):
            assert resolve(ANONYMOUS, number).key == key


def test_a_number_is_given_back_as_the_record_prints_it():
    assert resolve(ANONYMOUS, "JJG(粤) 55-2019").number == "JJG(粤) 055-2019"


@pytest.mark.parametrize("text", ["JJF 1070", "jjf1070", "JJF-1070"])
def test_a_number_without_year_is_the_work(text):
    resolution = resolve(ANONYMOUS, text)
    assert (resolution.found, resolution.work_key, resolution.key) == ("work", "JJF-1070", "")


OFFERED = [
    # text, first suggestion
    ("JJFl070-2O23", "JJF 1070-2023"),
    ("JJF 1070-23", "JJF 1070-2023"),
    ("JJF 1070-2024", "JJF 1070-2023"),
    ("JJF 1070.9-2021", "JJF 1070-2023"),
    ("JJG 1070-2023", "JJF 1070-2023"),
    ("JJG 121-2015", "JJG(冀) 121-2015"),
    ("JJG 1042-2008", "JJG 1041-2008"),
    ("JJF 1070-2023 XG9-2024", "JJF 1070-2023"),
    ("JJF 1O7O", "JJF 1070"),
]


@pytest.mark.parametrize(("text", "first"), OFFERED)
def test_what_is_not_on_record_is_never_silently_taken_for_something_else(text, first):
    resolution = resolve(ANONYMOUS, text)
    assert resolution.found == ""
    assert resolution.suggestions[0].number == first
    assert all(suggestion.why for suggestion in resolution.suggestions)
    assert len(resolution.suggestions) <= 8


@pytest.mark.parametrize("text", ["", "水表", "JJG 9000-2001", "' OR 1=1 --", "x" * 100_000, "JJF\x00", "../../etc"])
def test_a_text_that_means_nothing_offers_nothing(text):
    resolution = resolve(ANONYMOUS, text)
    assert resolution.found == ""
    assert resolution.suggestions == ()
