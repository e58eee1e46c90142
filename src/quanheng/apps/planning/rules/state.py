"""The state of a task on a day, from its deadline and its confirmed progress. Pure.

The list asks the database the same question (``queries/tasks.py``); ``quanheng verify-registers`` compares both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """任务状态. OVERDUE says that the deadline has passed and no confirmed completion is on record here, no more."""

    DONE = "done"
    OVERDUE = "overdue"
    IN_PROGRESS = "in_progress"
    NOT_BEGUN = "not_begun"
    NO_DEADLINE = "no_deadline"


@dataclass(frozen=True, slots=True)
class Entry:
    """One confirmed entry of progress."""

    day: date
    completes: bool


def counting_from(day: date, *, yearly: bool) -> date:
    """The first day whose entries count on ``day``: a yearly task begins anew each January."""
    return date(day.year, 1, 1) if yearly else date.min


def state_on(day: date, *, deadline: date | None, yearly: bool, entries: Iterable[Entry]) -> State:
    """The one state a task has on ``day``. ``deadline`` is the last day in time; ``entries`` are confirmed ones."""
    first = counting_from(day, yearly=yearly)
    counted = [entry for entry in entries if first <= entry.day <= day]
    if any(entry.completes for entry in counted):
        return State.DONE
    if deadline is not None and deadline < day:
        return State.OVERDUE
    if counted:
        return State.IN_PROGRESS
    return State.NO_DEADLINE if deadline is None else State.NOT_BEGUN
