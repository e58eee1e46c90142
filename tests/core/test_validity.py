"""Status on any date, computed from dated facts."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.validity import FAR_FUTURE, FAR_PAST, Ending, Facts, Status, status_on, timeline

D = date
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
maybe = st.none() | days
years = st.integers(1950, 2100)
endings = st.builds(Ending, maybe, years, st.booleans(), maybe, st.booleans())
facts = st.builds(Facts, years, maybe, maybe, maybe, st.lists(endings, max_size=4).map(tuple), maybe)
presumptions = st.integers(0, 10)


@given(facts, presumptions)
def test_spans_cover_all_time_without_gap_or_overlap(known, presumed_years):
    spans = timeline(known, presumed_years=presumed_years)
    assert spans[0].start == FAR_PAST
    assert spans[-1].end == FAR_FUTURE
    assert all(span.start < span.end for span in spans)
    assert all(before.end == after.start for before, after in itertools.pairwise(spans))


@given(facts, presumptions, st.lists(days, min_size=1, max_size=20))
def test_on_any_date_exactly_one_status_holds(known, presumed_years, asked):
    spans = timeline(known, presumed_years=presumed_years)
    for day in asked:
        holding = [span for span in spans if span.start <= day < span.end]
        assert holding == [status_on(spans, day)]


@given(facts, presumptions)
def test_neighbouring_spans_differ(known, presumed_years):
    spans = timeline(known, presumed_years=presumed_years)
    assert all((a.status, a.presumed) != (b.status, b.presumed) for a, b in itertools.pairwise(spans))


@given(facts, presumptions)
def test_what_has_ended_does_not_come_back(known, presumed_years):
    ended = {Status.REPLACED, Status.ABOLISHED}
    statuses = [span.status for span in timeline(known, presumed_years=presumed_years)]
    first = next((i for i, status in enumerate(statuses) if status in ended), len(statuses))
    assert set(statuses[first:]) <= ended


@given(st.builds(Facts, years, days, days), presumptions)
def test_nothing_is_presumed_when_every_date_is_known(known, presumed_years):
    assert not any(span.presumed for span in timeline(known, presumed_years=presumed_years))


@given(facts, presumptions, days)
def test_the_order_of_endings_does_not_matter(known, presumed_years, day):
    turned = Facts(
        known.year,
        known.issued_on,
        known.effective_on,
        known.abolished_on,
        tuple(reversed(known.endings)),
        known.seen_ended_on,
    )
    both = [status_on(timeline(f, presumed_years=presumed_years), day) for f in (known, turned)]
    assert both[0] == both[1]


@given(facts, presumptions)
def test_only_presumed_spans_are_unknown(known, presumed_years):
    assert all(s.presumed for s in timeline(known, presumed_years=presumed_years) if s.status is Status.UNKNOWN)


DATED = Facts(2005, D(2005, 10, 9), D(2006, 1, 1), None, (Ending(D(2024, 10, 12), 2023),))

ROWS = [
    # facts, day, status, presumed
    (DATED, D(2005, 10, 8), Status.NOT_ISSUED, False),
    (DATED, D(2005, 10, 9), Status.UPCOMING, False),
    (DATED, D(2005, 12, 31), Status.UPCOMING, False),
    (DATED, D(2006, 1, 1), Status.IN_FORCE, False),
    (DATED, D(2024, 10, 11), Status.IN_FORCE, False),
    (DATED, D(2024, 10, 12), Status.REPLACED, False),
    # nothing but a number
    (Facts(2010), D(2009, 12, 31), Status.NOT_ISSUED, False),
    (Facts(2010), D(2010, 1, 1), Status.UNKNOWN, True),
    (Facts(2010), D(2012, 12, 31), Status.UNKNOWN, True),
    (Facts(2010), D(2013, 1, 1), Status.IN_FORCE, True),
    # effective known, issue not
    (Facts(2010, None, D(2010, 9, 10)), D(2010, 3, 1), Status.UPCOMING, True),
    (Facts(2010, None, D(2010, 9, 10)), D(2010, 9, 10), Status.IN_FORCE, False),
    # issued long after the year of its number, effective date unknown: still only presumed
    (Facts(2010, D(2015, 6, 1)), D(2015, 6, 1), Status.IN_FORCE, True),
    # a part replaced
    (Facts(1996, None, D(1996, 6, 1), None, (Ending(D(2008, 11, 23), 2008, partial=True),)),
     D(2008, 11, 22), Status.IN_FORCE, False),
    (Facts(1996, None, D(1996, 6, 1), None, (Ending(D(2008, 11, 23), 2008, partial=True),)),
     D(2008, 11, 23), Status.PARTLY_REPLACED, False),
    (Facts(1996, None, None, None, (Ending(D(2008, 11, 23), 2008, partial=True),)),
     D(2008, 11, 23), Status.PARTLY_REPLACED, True),
    # abolished; a replacement on the day of abolition is a replacement
    (Facts(2000, D(2000, 1, 1), D(2000, 2, 1), D(2010, 1, 1)), D(2010, 1, 1), Status.ABOLISHED, False),
    (Facts(2000, D(2000, 1, 1), D(2000, 2, 1), D(2010, 1, 1), (Ending(D(2010, 1, 1), 2009),)),
     D(2010, 1, 1), Status.REPLACED, False),
    (Facts(2000, D(2000, 1, 1), D(2000, 2, 1), D(2010, 1, 1), (Ending(D(2012, 1, 1), 2011),)),
     D(2013, 1, 1), Status.ABOLISHED, False),
    # a source saw it ended, nobody knows why or when
    (Facts(2001, None, None, None, (), D(2026, 11, 1)), D(2015, 1, 1), Status.UNKNOWN, True),
    (Facts(2001, None, None, None, (), D(2026, 11, 1)), D(2026, 11, 1), Status.ABOLISHED, True),
    # the same with a successor that explains it
    (Facts(2001, None, None, None, (Ending(D(2009, 1, 1), 2008),), D(2026, 11, 1)),
     D(2008, 6, 1), Status.IN_FORCE, True),
    # the successor's dates are unknown
    (Facts(1995, None, D(1996, 1, 1), None, (Ending(None, 2008),)), D(2007, 12, 31), Status.IN_FORCE, False),
    (Facts(1995, None, D(1996, 1, 1), None, (Ending(None, 2008),)), D(2009, 6, 1), Status.UNKNOWN, True),
    (Facts(1995, None, D(1996, 1, 1), None, (Ending(None, 2008),)), D(2011, 1, 1), Status.REPLACED, True),
    # the successor is only presumed
    (Facts(1995, None, D(1996, 1, 1), None, (Ending(D(2009, 1, 1), 2008, assumed=True),)),
     D(2009, 1, 1), Status.REPLACED, True),
]  # fmt: skip


@pytest.mark.parametrize(("known", "day", "status", "presumed"), ROWS)
def test_golden_rows(known, day, status, presumed):
    span = status_on(timeline(known, presumed_years=3), day)
    assert (span.status, span.presumed) == (status, presumed)


def test_a_known_ending_settles_what_an_earlier_one_left_open():
    known = Facts(1995, None, D(1996, 1, 1), None, (Ending(None, 2005), Ending(D(2012, 1, 1), 2011)))
    spans = timeline(known, presumed_years=3)
    assert status_on(spans, D(2010, 1, 1)).presumed
    assert not status_on(spans, D(2012, 1, 1)).presumed


def test_the_day_before_a_span_belongs_to_the_one_before():
    spans = timeline(DATED, presumed_years=3)
    for before, after in itertools.pairwise(spans):
        assert status_on(spans, after.start - timedelta(days=1)) == before
