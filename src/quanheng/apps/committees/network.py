"""The system of committees 国家、部门、地方（区域）: how many at each level, who approves them, who founded them,
and in which fields committees of several levels should work together (市监计量发〔2022〕62号（四）).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quanheng.apps.committees.coverage import sure
from quanheng.apps.committees.models import Committee

WIDTH, HEIGHT, GAP = 210, 84, 30


@dataclass(frozen=True, slots=True)
class LevelBox:
    """One level in the picture: its committees by certainty, and where its box stands."""

    level: str
    label: Any
    founded: int
    planned: int
    unverified: int
    x: int
    y: int

    @property
    def middle(self) -> int:
        """The horizontal middle of the box."""
        return self.x + WIDTH // 2


@dataclass(frozen=True, slots=True)
class SharedField:
    """A field in which committees of more than one level are on record."""

    name: str
    committees: Sequence[Committee]


@dataclass(frozen=True, slots=True)
class Approver:
    """An organisation and the committees it approved or founded jointly with others."""

    organisation: Any
    committees: Sequence[Committee]


@dataclass(frozen=True, slots=True)
class Network:
    """Everything the network page shows."""

    national: LevelBox
    others: Sequence[LevelBox]
    approvers: Sequence[Approver]
    founders: Sequence[Approver]
    shared: Sequence[SharedField]
    box_width: int = WIDTH
    box_height: int = HEIGHT

    @property
    def width(self) -> int:
        """Of the picture."""
        return 3 * WIDTH + 2 * GAP

    @property
    def height(self) -> int:
        """Of the picture."""
        return 2 * HEIGHT + 2 * GAP


def network_of(committees: Iterable[Committee]) -> Network:
    """The network of ``committees`` (with fields, approvers and founders at hand)."""
    rows = list(committees)
    columns = (("department", 0), ("local", 1), ("regional", 2))
    return Network(
        national=_box(rows, "national", WIDTH + GAP, 0),
        others=[_box(rows, level, place * (WIDTH + GAP), HEIGHT + 2 * GAP) for level, place in columns],
        approvers=_grouped((one.approved_by, one) for one in rows if one.approved_by),
        founders=_grouped((founder, one) for one in rows for founder in one.joint_founders.all()),
        shared=_shared(rows),
    )


def _box(rows: Sequence[Committee], level: str, x: int, y: int) -> LevelBox:
    here = [one for one in rows if one.level == level]
    planned = sum(one.planned for one in here)
    founded = sum(sure(one) for one in here)
    return LevelBox(level, Committee.Level(level).label, founded, planned, len(here) - planned - founded, x, y)


def _grouped(pairs: Iterable[tuple[Any, Committee]]) -> list[Approver]:
    found: dict[Any, list[Committee]] = defaultdict(list)
    for organisation, committee in pairs:
        found[organisation].append(committee)
    return [Approver(organisation, found[organisation]) for organisation in sorted(found, key=lambda one: one.key)]


def _shared(rows: Sequence[Committee]) -> list[SharedField]:
    by_field: dict[tuple[int, str], list[Committee]] = defaultdict(list)
    for one in rows:
        for field in one.fields.all():
            by_field[field.order, field.name].append(one)
    order = {level: place for place, level in enumerate(Committee.Level.values)}
    return [
        SharedField(name, sorted(committees, key=lambda one: (order[one.level], one.position)))
        for (_order, name), committees in sorted(by_field.items(), key=lambda item: item[0])
        if len({one.level for one in committees}) > 1
    ]
