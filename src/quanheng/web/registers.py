"""Loading the registers the platform ships: in the order in which one needs another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.public import load_register as load_committees
from quanheng.apps.law.public import load_register as load_law
from quanheng.apps.people.public import load_register as load_people
from quanheng.apps.planning.public import load_register as load_planning
from quanheng.apps.specifications.public import load_register as load_specifications
from quanheng.kernel.actor import system_actor

ACTOR = system_actor("loader")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading one register changed; nothing on a second run."""

    register: str
    changed: int
    kinds: Mapping[str, int]


def _law(now: datetime, progress: Progress) -> int:
    return load_law(actor=ACTOR, now=now, progress=progress)


def _people(now: datetime, _progress: Progress) -> dict[str, int]:
    return load_people(actor=ACTOR, now=now)


def _committees(now: datetime, _progress: Progress) -> dict[str, int]:
    return load_committees(actor=ACTOR, now=now)


def _specifications(now: datetime, progress: Progress) -> dict[str, int]:
    return load_specifications(actor=ACTOR, now=now, progress=progress)


def _planning(now: datetime, _progress: Progress) -> dict[str, int]:
    return load_planning(actor=ACTOR, now=now)


REGISTERS: tuple[tuple[Any, Callable[[datetime, Progress], int | dict[str, int]]], ...] = (
    (_("法规"), _law),
    (_("机构"), _people),
    (_("委员会"), _committees),
    (_("规范"), _specifications),
    (_("政策任务"), _planning),
)


def load_registers(*, now: datetime, progress: Progress) -> Iterator[Loaded]:
    """Load each register in turn, each in its own transactions, and say what it changed. Safe to repeat.

    Raises ``BadInput`` with file and line where shipped data is damaged.
    """
    for label, load in REGISTERS:
        found = load(now, progress)
        kinds = found if isinstance(found, dict) else {}
        yield Loaded(str(label), sum(kinds.values()) if kinds else int(found if isinstance(found, int) else 0), kinds)
