"""What pages ask of the register: right, and at a constant number of SQL queries."""

import itertools
from datetime import UTC, date, datetime

import pytest

from quanheng.apps.specifications.actions.record_replacement import record_replacement
from quanheng.apps.specifications.models import Edition, Issuer
from quanheng.apps.specifications.queries import (
    by_province,
    counts,
    coverage,
    edition_detail,
    editions_on,
    international_detail,
    new_editions,
    replacement_graph,
    upcoming_changes,
    work_detail,
)
from quanheng.kernel.actor import ANONYMOUS, system_actor

pytestmark = pytest.mark.usefixtures("registers")

D = date
TODAY = D(2026, 11, 22)


@pytest.mark.parametrize("key", ["JJF-1070-2023", "JJG-543-1996", "JJG-1189.3-2022", "JJF-1004-2004"])
def test_a_detail_costs_seven_queries_however_much_hangs_on_it(key, django_assert_num_queries):
    with django_assert_num_queries(7):
        detail = edition_detail(ANONYMOUS, key, TODAY)
        [str(unit) for unit in detail.drafting_units]
        [str(adoption.document) for adoption in detail.adoptions]
        [relation.edition.status for relation in (*detail.replaces, *detail.replaced_by)]
        [edition.status for edition in detail.others]
        str(detail.edition.committee), str(detail.edition.field), str(detail.edition.work.issuer)


def test_an_unknown_address_has_no_detail():
    assert edition_detail(ANONYMOUS, "JJF-1070-2099", TODAY) is None
    assert work_detail(ANONYMOUS, "JJF-99", TODAY) is None
    assert replacement_graph(ANONYMOUS, "JJF-1070-2099", TODAY) is None
    assert international_detail(ANONYMOUS, "OIML-R-0") is None


def test_the_detail_of_an_edition_on_a_day():
    detail = edition_detail(ANONYMOUS, "JJG-1085-2013", TODAY)
    assert detail.edition.committee.name == "全国电磁计量技术委员会"
    assert detail.edition.field_id == "electromagnetism"
    assert detail.edition.field_basis == "committee"
    assert [unit.name for unit in detail.drafting_units] == ["中国计量科学研究院", "辽宁省计量科学研究院"]
    [replaced] = detail.replaces
    assert (replaced.edition.number, replaced.partial, replaced.note) == ("JJG 596-1999", True, "标准电能表部分")
    assert [(m.what, m.day) for m in detail.milestones] == [
        ("issued", D(2013, 6, 27)),
        ("effective", D(2013, 8, 27)),
    ]


def test_milestones_come_in_order_of_time():
    detail = edition_detail(ANONYMOUS, "JJF-1070-2023", TODAY)
    assert [(m.what, m.day) for m in detail.milestones] == [
        ("issued", D(2023, 10, 12)),
        ("amended", D(2024, 4, 9)),
        ("effective", D(2024, 10, 12)),
    ]
    old = edition_detail(ANONYMOUS, "JJF-1070-2005", TODAY)
    assert [m.what for m in old.milestones] == ["issued", "effective", "abolished", "replaced"]
    assert old.milestones[-1].key == "JJF-1070-2023"
    assert [e.number for e in old.others] == ["JJF 1070-2023", "JJF 1070-2000"]


def test_a_claim_that_the_dates_contradict_is_said():
    Edition.objects.filter(number="JJF 1070-2005").update(claimed_status="现行", claimed_on=TODAY)
    claim = edition_detail(ANONYMOUS, "JJF-1070-2005", TODAY).claim
    assert claim.conflicts
    assert claim.computed.status == "replaced"


def test_a_work_shows_all_its_editions_and_its_parts():
    found = work_detail(ANONYMOUS, "JJF-1070", D(2024, 10, 11))
    assert [e.number for e in found.editions] == ["JJF 1070-2023", "JJF 1070-2005", "JJF 1070-2000"]
    assert found.current.number == "JJF 1070-2005"
    assert [work.designation for work in found.parts] == ["JJF 1070.1", "JJF 1070.2", "JJF 1070.3"]
    assert work_detail(ANONYMOUS, "JJF-1070", D(2024, 10, 12)).current.number == "JJF 1070-2023"


def test_the_graph_holds_both_directions_and_presumed_succession():
    graph = replacement_graph(ANONYMOUS, "JJG-1043-2008", TODAY)
    assert {node.number for node in graph.nodes} == {"JJG 543-1996", "JJG 543-2008", "JJG 1043-2008"}
    assert {(e.successor, e.predecessor, e.partial) for e in graph.edges} == {
        ("JJG-1043-2008", "JJG-543-1996", True),
        ("JJG-543-2008", "JJG-543-1996", True),
    }
    assert graph.complete
    chain = replacement_graph(ANONYMOUS, "JJF-1033-2023", TODAY)
    assert [node.number for node in chain.nodes] == [
        "JJF 1033-2001",
        "JJF 1033-2008",
        "JJF 1033-2016",
        "JJF 1033-2023",
    ]
    assert {(e.successor, e.presumed) for e in chain.edges} == {
        ("JJF-1033-2008", True),
        ("JJF-1033-2016", True),
        ("JJF-1033-2023", False),
    }


def test_the_graph_is_bounded_and_says_when_it_was_cut(django_assert_max_num_queries):
    editions = list(Edition.objects.filter(work__issuer=None).order_by("year", "pk"))[:90]
    for old, new in itertools.pairwise(editions):
        if not new.replaces.filter(predecessor=old).exists() and not old.replaces.filter(predecessor=new).exists():
            new.replaces.create(predecessor=old, source="试验")
    middle = editions[45]
    with django_assert_max_num_queries(10):
        graph = replacement_graph(ANONYMOUS, middle.key, TODAY, depth=4)
    assert not graph.complete
    assert len(graph.nodes) <= 60
    keys = {node.key for node in graph.nodes}
    assert all({edge.successor, edge.predecessor} <= keys for edge in graph.edges)
    assert max(node.distance for node in graph.nodes) <= 4


def test_one_row_for_each_edition_and_statuses_that_can_be_filtered(django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = list(editions_on(ANONYMOUS, D(2024, 10, 11)).filter(status="upcoming", issued_on__isnull=False))
        assert {row.work.issuer for row in rows} == {None}
    assert [row.number for row in rows] == ["JJF 1070-2023"]


def test_the_home_page_shows_what_is_new_and_what_changes_soon():
    assert [e.number for e in new_editions(ANONYMOUS, D(2024, 1, 1), 1)] == ["JJF 1070-2023"]
    [first, second] = upcoming_changes(ANONYMOUS, D(2024, 10, 11), 2)
    assert {(c.day, c.edition.number, c.status) for c in (first, second)} == {
        (D(2024, 10, 12), "JJF 1070-2005", "replaced"),
        (D(2024, 10, 12), "JJF 1070-2023", "in_force"),
    }


def test_a_presumed_change_is_not_announced():
    for change in upcoming_changes(ANONYMOUS, D(2015, 1, 1), 200):
        assert change.edition.effective_on or change.edition.replaced_by.exists() or change.edition.abolished_on


def test_counts_add_up():
    found = counts(ANONYMOUS, TODAY)
    assert found.editions == Edition.objects.count()
    assert found.in_force + found.upcoming + found.ended + found.unknown == found.editions
    assert found.international == 2515


def test_coverage_counts_every_edition_once():
    found = coverage(ANONYMOUS, TODAY)
    assert sum(cell.count for cell in found.by_year) == Edition.objects.count()
    assert sum(cell.count for cell in found.by_field) == counts(ANONYMOUS, TODAY).in_force
    assert any(cell.row == "" for cell in found.by_field)


def test_provinces_without_specifications_are_rows_too(django_assert_num_queries):
    with django_assert_num_queries(2):
        found = {province.short: province for province in by_province(ANONYMOUS, TODAY)}
    assert len(found) == 31
    assert (found["冀"].total, found["冀"].code) == (3, "130000")
    assert found["苏"].total == 0
    assert sum(p.total for p in found.values()) == Edition.objects.filter(work__level="local").count()


def test_words_that_documents_confirm_are_marked():
    confirmed = set(Issuer.objects.filter(confirmed=True).values_list("short", flat=True))
    assert confirmed == {"京", "津", "冀", "沪", "粤", "新", "交通", "航天"}


def test_a_recorded_replacement_shows_at_once():
    old, new = Edition.objects.get(number="JJG 464-2011"), Edition.objects.get(number="JJF 1720-2018")
    record_replacement(
        successor=new,
        predecessor=old,
        source="封面",
        actor=system_actor("loader"),
        now=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
    )
    [link] = edition_detail(ANONYMOUS, new.key, TODAY).replaces
    assert (link.edition.number, link.edition.status) == ("JJG 464-2011", "replaced")
