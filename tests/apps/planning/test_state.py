"""The state of a task on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.planning.models import Body, Evidence, Progress, Task
from quanheng.apps.planning.queries.tasks import unequal_states, with_state
from quanheng.apps.planning.rules.state import Entry, State, state_on

DUE = date(2025, 12, 31)
BEFORE, AFTER = DUE - timedelta(30), DUE + timedelta(1)

GOLDEN = [
    ("no progress before the deadline", BEFORE, DUE, False, [], State.NOT_BEGUN),
    ("the last day is still in time", DUE, DUE, False, [], State.NOT_BEGUN),
    ("the day after it is overdue", AFTER, DUE, False, [], State.OVERDUE),
    ("progress alone does not help when it is late", AFTER, DUE, False, [Entry(BEFORE, False)], State.OVERDUE),
    ("progress before the deadline", BEFORE, DUE, False, [Entry(BEFORE, False)], State.IN_PROGRESS),
    ("completed", AFTER, DUE, False, [Entry(BEFORE, True)], State.DONE),
    ("completed late", AFTER, DUE, False, [Entry(AFTER, True)], State.DONE),
    ("what was completed later is not done yet", BEFORE, DUE, False, [Entry(AFTER, True)], State.NOT_BEGUN),
    ("without a deadline", AFTER, None, False, [], State.NO_DEADLINE),
    ("without a deadline, begun", AFTER, None, False, [Entry(BEFORE, False)], State.IN_PROGRESS),
    ("a yearly task begins anew", AFTER, None, True, [Entry(BEFORE, True)], State.NO_DEADLINE),
    ("a yearly task of this year", AFTER, None, True, [Entry(AFTER, True)], State.DONE),
]

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
entries = st.lists(st.builds(Entry, days, st.booleans()), max_size=4)


@pytest.mark.parametrize("row", GOLDEN, ids=[row[0] for row in GOLDEN])
def test_the_state_on_a_day(row):
    _case, day, deadline, yearly, entries, state = row
    assert state_on(day, deadline=deadline, yearly=yearly, entries=entries) == state


@given(days, st.none() | days, entries)
def test_what_was_done_once_stays_done(day, deadline, entries):
    later = day + timedelta(400)
    if state_on(day, deadline=deadline, yearly=False, entries=entries) == State.DONE:
        assert state_on(later, deadline=deadline, yearly=False, entries=entries) == State.DONE


@given(days, st.none() | days, st.booleans(), entries)
def test_overdue_needs_a_deadline_that_passed(day, deadline, yearly, entries):
    if state_on(day, deadline=deadline, yearly=yearly, entries=entries) == State.OVERDUE:
        assert deadline is not None
        assert deadline < day


ASKED = [date(2022, 1, 1), date(2023, 8, 1), date(2024, 12, 31), date(2025, 1, 1), date(2026, 11, 22)]


def confirmed(task: Task, day: date, *, completes: bool) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    Progress.objects.create(
        key=f"test-{task.pk}-{day}", task=task, day=day, body=Body.objects.first(), text="x", completes=completes,
        stage="confirmed", source="测试", confidence="A", reported_at=moment, decided_at=moment, changed_at=moment,
    )  # fmt: skip


@pytest.mark.parametrize("day", ASKED)
def test_the_database_answers_as_the_rule_does(registers, day):
    """On every shipped task, and on made ones that stand in every relation to their deadline."""
    for number, task in enumerate(Task.objects.exclude(recurrence="ongoing").order_by("pk")[:24]):
        Task.objects.filter(pk=task.pk).update(
            deadline=None if number % 4 == 0 else day + timedelta(number % 3 - 1),
            presumed=False,
            recurrence="yearly" if number % 2 else "once",
        )
        made = [(-400, number % 5 == 0), (-1, number % 7 == 0), (0, number % 3 == 0), (1, True)]
        for offset, completes in made[number % 5 :]:
            confirmed(task, day + timedelta(offset), completes=completes)
    assert unequal_states(day) == []
    assert set(with_state(Task.objects.all(), day).values_list("state", flat=True)) == {*State}


def test_an_entry_that_nobody_confirmed_counts_for_nothing(registers, moment):
    task = Task.objects.get(key="work-points-2024-p12-1")
    day = date(2026, 11, 22)
    assert with_state(Task.objects.filter(pk=task.pk), day).get().state == State.DONE
    Progress.objects.filter(task=task).update(stage="reported", decided_at=None)
    assert with_state(Task.objects.filter(pk=task.pk), day).get().state == State.OVERDUE


def test_a_state_typed_into_the_database_does_not_exist(registers):
    assert "state" not in {field.name for field in Task._meta.get_fields()}
    assert Evidence.objects.exists()
