"""From records to dated facts: who replaces whom, from when, and what moves nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.specifications.rules.claims import claim_conflicts
from quanheng.apps.specifications.rules.kinds import presumed_kind
from quanheng.apps.specifications.rules.numbers import parse
from quanheng.apps.specifications.rules.profile import presumed_years, profile, rule
from quanheng.apps.specifications.rules.status import Dates, Successor, spans_of
from quanheng.apps.specifications.rules.succession import presumed_pairs
from quanheng.core.validity import Status, status_on

D = date
OLD = Dates(2005, D(2005, 10, 9), D(2006, 1, 1))
NEW = Dates(2023, D(2023, 10, 12), D(2024, 10, 12))


def status(dates, successors, day):
    span = status_on(spans_of(dates, successors, presumed_years=3), day)
    return span.status, span.presumed


def test_an_edition_ends_when_its_successor_takes_effect_not_when_it_is_issued():
    successors = [Successor(NEW)]
    assert status(OLD, successors, D(2023, 10, 12)) == (Status.IN_FORCE, False)
    assert status(OLD, successors, D(2024, 10, 11)) == (Status.IN_FORCE, False)
    assert status(OLD, successors, D(2024, 10, 12)) == (Status.REPLACED, False)


@pytest.mark.parametrize("day", [D(2006, 1, 1), D(2024, 10, 12), D(2090, 1, 1)])
def test_a_doubtful_replacement_moves_no_status(day):
    assert status(OLD, [Successor(NEW, doubtful=True)], day) == status(OLD, [], day)


def test_two_partial_successors_leave_an_edition_partly_replaced():
    parts = [Successor(NEW, partial=True), Successor(Dates(2023, None, D(2024, 1, 1)), partial=True)]
    assert status(OLD, parts, D(2023, 12, 31)) == (Status.IN_FORCE, False)
    assert status(OLD, parts, D(2024, 1, 1)) == (Status.PARTLY_REPLACED, False)
    assert status(OLD, parts, D(2024, 10, 12)) == (Status.PARTLY_REPLACED, False)


def test_a_successor_known_by_rule_alone_leaves_the_status_presumed():
    assert status(OLD, [Successor(NEW, presumed=True)], D(2024, 10, 12)) == (Status.REPLACED, True)


def test_a_successor_without_dates_opens_a_question_from_its_issue_on():
    undated = [Successor(Dates(2023, D(2023, 10, 12)))]
    assert status(OLD, undated, D(2023, 10, 11)) == (Status.IN_FORCE, False)
    assert status(OLD, undated, D(2023, 10, 12)) == (Status.UNKNOWN, True)
    assert status(OLD, undated, D(2026, 1, 1)) == (Status.REPLACED, True)


def test_every_rule_says_what_it_rests_on():
    for editions in profile().values():
        for edition in editions:
            assert edition.basis.status in {"confirmed", "analog", "assumed"}
            assert edition.basis.source
            assert edition.start < edition.end


def test_the_presumption_is_three_years_and_only_assumed():
    found = presumed_years(D(2026, 11, 22))
    assert found.years == 3
    assert found.basis.status == "assumed"
    assert "42" in found.basis.source


SUCCESSION = [
    # editions (id, work, year), stated {(successor, predecessor): (partial, doubtful)}, presumed pairs
    ([(1, 1, 2001), (2, 1, 2008), (3, 1, 2016)], {}, [(2, 1), (3, 2)]),
    ([(3, 1, 2016), (1, 1, 2001), (2, 1, 2008)], {(3, 2): (False, False)}, [(2, 1)]),
    ([(1, 1, 2001), (2, 2, 2008)], {}, []),
    ([(1, 1, 1996), (2, 1, 2008)], {(2, 1): (True, False)}, []),
    ([(1, 1, 1996), (2, 1, 2008)], {(2, 1): (False, True)}, []),
    ([(1, 1, 1996), (2, 1, 2008)], {(9, 1): (False, False)}, []),
    ([(1, 1, 1996), (2, 1, 2008)], {(9, 1): (True, False)}, [(2, 1)]),
    ([(1, 1, 1996)], {}, []),
]


@pytest.mark.parametrize(("editions", "stated", "pairs"), SUCCESSION)
def test_a_later_edition_is_presumed_to_replace_the_one_before(editions, stated, pairs):
    assert presumed_pairs(editions, stated) == pairs


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1950, 2030)), max_size=12, unique=True))
def test_succession_never_runs_backwards_or_between_works(members):
    editions = [(i, work, year) for i, (work, year) in enumerate(members)]
    by_id = {i: (work, year) for i, work, year in editions}
    for after, before in presumed_pairs(editions, {}):
        assert by_id[after][0] == by_id[before][0]
        assert by_id[after][1] > by_id[before][1]


KINDS = [
    ("JJG 2001-1987", "", "scheme"),
    ("JJG 2999-1990", "", "scheme"),
    ("JJG 3000-1990", "", "verification"),
    ("JJG(冀) 2001-2015", "", "verification"),
    ("JJG 41-1990", "", "verification"),
    ("JJF 1354-2012", "膜式燃气表型式评价大纲", "type_evaluation"),
    ("JJF 1149-2014", "心脏除颤器校准规范", "calibration"),
    ("JJF 1071-2010", "国家计量校准规范编写规则", "unknown"),
    ("JJF 1004-2004", "", "unknown"),
]


@pytest.mark.parametrize(("number", "title", "kind"), KINDS)
def test_the_kind_where_the_source_is_silent(number, title, kind):
    rules = {name: rule(name, D(2026, 11, 22)).value for name in ("scheme_serials", "kind_by_title")}
    assert presumed_kind(parse(number), title, **rules) == kind


@pytest.mark.parametrize(
    ("claimed", "computed", "conflicts"),
    [
        ("现行", Status.IN_FORCE, False),
        ("现行", Status.PARTLY_REPLACED, False),
        ("现行", Status.REPLACED, True),
        ("废止", Status.REPLACED, False),
        ("废止", Status.ABOLISHED, False),
        ("废止", Status.IN_FORCE, True),
        ("即将实施", Status.UPCOMING, False),
        ("即将实施", Status.IN_FORCE, True),
        ("现行", Status.UNKNOWN, False),
        ("", Status.IN_FORCE, False),
    ],
)
def test_a_claim_is_compared_with_what_the_dates_say(claimed, computed, conflicts):
    assert claim_conflicts(claimed, computed) is conflicts
