"""The status of real specifications on real days."""

import itertools
from datetime import date

import pytest

from quanheng.apps.specifications.models import Edition, EditionSpan
from quanheng.apps.specifications.public import edition_detail, editions_on
from quanheng.kernel.actor import ANONYMOUS

D = date
pytestmark = pytest.mark.usefixtures("registers")


def status(number, day):
    edition = editions_on(ANONYMOUS, day).get(number=number)
    return edition.status, edition.presumed


def test_jjf_1070_2005_is_in_force_the_day_before_its_successor_takes_effect():
    assert status("JJF 1070-2005", D(2024, 10, 11)) == ("in_force", False)


def test_jjf_1070_2005_is_replaced_the_day_its_successor_takes_effect():
    assert status("JJF 1070-2005", D(2024, 10, 12)) == ("replaced", False)


def test_jjf_1070_2023_is_upcoming_and_then_in_force():
    assert status("JJF 1070-2023", D(2023, 10, 11)) == ("not_issued", False)
    assert status("JJF 1070-2023", D(2024, 10, 11)) == ("upcoming", False)
    assert status("JJF 1070-2023", D(2024, 10, 12)) == ("in_force", False)


@pytest.mark.parametrize(("day", "label"), [(D(2024, 10, 11), "即将实施"), (D(2024, 10, 12), "现行")])
def test_jjf_1070_2023_has_amendment_sheet_1_attached_before_it_takes_effect(day, label):
    detail = edition_detail(ANONYMOUS, "JJF-1070-2023", day)
    assert str(detail.status.label) == label
    [sheet] = detail.amendments
    assert sheet.amendment.number == "JJF 1070-2023 XG1-2024"
    assert sheet.amendment.issued_on == D(2024, 4, 9)
    assert "2024年第13号" in sheet.amendment.announcement
    assert sheet.attached


def test_the_amendment_sheet_is_not_attached_before_it_is_issued():
    [sheet] = edition_detail(ANONYMOUS, "JJF-1070-2023", D(2024, 4, 8)).amendments
    assert not sheet.attached


def test_jjg_543_1996_is_split_into_two_successors_in_part():
    detail = edition_detail(ANONYMOUS, "JJG-543-1996", D(2026, 11, 22))
    found = {(r.edition.number, r.partial, r.note, r.doubtful) for r in detail.replaced_by}
    assert found == {
        ("JJG 543-2008", True, "心电图机部分", False),
        ("JJG 1043-2008", True, "脑电图机部分", False),
    }
    assert status("JJG 543-1996", D(2008, 11, 22))[0] == "in_force"
    assert status("JJG 543-1996", D(2008, 11, 23))[0] == "partly_replaced"


def test_jjg_961_2017_replaces_two():
    detail = edition_detail(ANONYMOUS, "JJG-961-2017", D(2026, 11, 22))
    assert {(r.edition.number, r.partial) for r in detail.replaces} == {
        ("JJG 961-2001", False),
        ("JJG 1026-2007", False),
    }
    for number in ("JJG 961-2001", "JJG 1026-2007"):
        assert status(number, D(2018, 5, 19))[0] == "in_force"
        assert status(number, D(2018, 5, 20)) == ("replaced", False)


def test_jjf_1207_2008_replaces_a_jjg():
    [replaced] = edition_detail(ANONYMOUS, "JJF-1207-2008", D(2026, 11, 22)).replaces
    assert replaced.edition.number == "JJG 41-1990"
    assert status("JJG 41-1990", D(2008, 12, 6)) == ("replaced", False)


@pytest.mark.parametrize(
    ("successor", "predecessor"), [("JJF-1217-2009", "JJF 1149-2006"), ("JJG-1163-2019", "JJG 760-2003")]
)
def test_a_doubtful_replacement_is_shown_and_moves_nothing(successor, predecessor):
    [link] = edition_detail(ANONYMOUS, successor, D(2026, 11, 22)).replaces
    assert link.edition.number == predecessor
    assert link.doubtful
    effective = Edition.objects.get(key=successor).effective_on
    assert status(predecessor, effective)[0] != "replaced"


def test_jjg_1204_2025_waits_two_years():
    assert status("JJG 1204-2025", D(2026, 11, 22)) == ("upcoming", False)
    assert status("JJG 1204-2025", D(2027, 1, 8)) == ("in_force", False)


@pytest.mark.parametrize("day", [D(1949, 10, 1), D(1990, 4, 1), D(2009, 8, 18), D(2024, 10, 12), D(2100, 12, 31)])
def test_on_any_day_every_edition_has_exactly_one_status(day):
    assert editions_on(ANONYMOUS, day).count() == Edition.objects.count()
    assert sorted(editions_on(ANONYMOUS, day).values_list("pk", flat=True)) == sorted(
        Edition.objects.values_list("pk", flat=True)
    )


def test_stored_spans_join_without_gap_or_overlap():
    for edition in Edition.objects.prefetch_related("spans"):
        spans = sorted(edition.spans.all(), key=lambda span: span.start)
        assert spans[0].start == date.min
        assert spans[-1].end == D(9999, 12, 31)
        assert all(a.end == b.start for a, b in itertools.pairwise(spans))
    assert EditionSpan.objects.filter(status="unknown", presumed=False).count() == 0


def test_no_claim_of_a_source_contradicts_the_dates():
    for edition in Edition.objects.exclude(claimed_on=None):
        claim = edition_detail(ANONYMOUS, edition.key, D(2026, 11, 22)).claim
        assert not claim.conflicts, edition.number
