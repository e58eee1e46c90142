"""The ledger shipped with the platform (``data/``), read and checked. Faults name file, line and field."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from quanheng.kernel.data_files import read_model

DATA = Path(__file__).parent / "data"
Role = Literal["lead", "joint", "support"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BodyRecord(_Strict):
    """A responsible body. ``organisation`` is the full name of an organisation that is registered when it is new, and
    ``kind`` its kind; a group of bodies has neither.
    """

    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    name: str = Field(max_length=200)
    kind: str = ""
    region: str | None = Field(None, pattern=r"^\d{6}$")
    group: bool = False
    aliases: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_or_many(self) -> "BodyRecord":
        if self.group == bool(self.kind):
            raise ValueError("a single body needs the kind of its organisation, a group of bodies has none")
        return self


class Bodies(_Strict):
    """bodies.yaml."""

    source: str
    confidence: Literal["A", "B", "C", "R"]
    bodies: tuple[BodyRecord, ...]

    @model_validator(mode="after")
    def _once(self) -> "Bodies":
        keys = [one.key for one in self.bodies]
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"stands twice: {', '.join(repeated)}")
        return self


class DeadlineRecord(_Strict):
    """期限: as the policy states it, and its last day where there is one; ``presumed`` where the day is our reading."""

    text: str = Field(max_length=60)
    day: date | None = None
    presumed: bool = False


class TargetRecord(_Strict):
    """目标."""

    kind: Literal["number", "deliverable", "mechanism", "activity"]
    text: str = Field("", max_length=200)
    number: Decimal | None = None
    unit: str = Field("", max_length=20)
    indicator: str = ""

    @model_validator(mode="after")
    def _counted(self) -> "TargetRecord":
        if (self.number is None) != (self.unit == ""):
            raise ValueError("number and unit stand together")
        return self


class EvidenceRecord(_Strict):
    """佐证: the kind and key of a public record."""

    kind: str
    key: str


class ProgressRecord(_Strict):
    """进展 that public records show."""

    day: date
    body: str
    text: str
    completes: bool = False
    evidence: tuple[EvidenceRecord, ...] = Field(min_length=1)
    source: str
    confidence: Literal["A", "B", "C", "R"]


class TaskRecord(_Strict):
    """任务."""

    title: str = Field(min_length=4, max_length=120)
    lead: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    recurrence: Literal["once", "yearly", "ongoing"] = "once"
    deadline: DeadlineRecord | None = None
    target: TargetRecord
    progress: tuple[ProgressRecord, ...] = ()

    @model_validator(mode="after")
    def _possible(self) -> "TaskRecord":
        bodies = [*self.lead, *self.joint, *self.support]
        if len(set(bodies)) != len(bodies):
            raise ValueError("a body stands once in a task")
        if self.recurrence == "ongoing" and (
            (self.deadline and self.deadline.day) or any(entry.completes for entry in self.progress)
        ):
            raise ValueError("an ongoing task has no last day and is never completed")
        return self

    def responsibilities(self) -> Iterator[tuple[str, Role]]:
        """Body and role, in order."""
        roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
            ("lead", self.lead),
            ("joint", self.joint),
            ("support", self.support),
        )
        for role, bodies in roles:
            for body in bodies:
                yield body, role


class PointRecord(_Strict):
    """条目: tasks, or the reason why there are none. ``sub`` numbers a point below a point."""

    point: int = Field(ge=1, le=99)
    sub: int = Field(0, ge=0, le=99)
    topic: str = Field(max_length=120)
    idle: str = Field("", max_length=200)
    tasks: tuple[TaskRecord, ...] = ()

    @model_validator(mode="after")
    def _answered(self) -> "PointRecord":
        if bool(self.idle) == bool(self.tasks):
            raise ValueError("a point has tasks, or says under idle why it has none")
        return self


class PolicyRecord(_Strict):
    """data/tasks/*.yaml: one policy. ``bodies`` answer for tasks that name nobody, ``deadline`` holds for tasks that
    give none and are done once.
    """

    policy: str
    name: str = Field(max_length=60)
    keeper: str
    order: int
    confidence: Literal["A", "B", "C", "R"]
    source: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadline: DeadlineRecord | None = None
    points: tuple[PointRecord, ...]

    @model_validator(mode="after")
    def _in_order(self) -> "PolicyRecord":
        places = [(one.point, one.sub) for one in self.points]
        if places != sorted(set(places)):
            raise ValueError("points stand once each, in order")
        numbers = {number for number, _sub in places}
        if missing := set(range(1, max(numbers) + 1)) - numbers:
            raise ValueError(f"points are missing: {sorted(missing)}")
        return self


def shipped_bodies() -> Bodies:
    """The responsible bodies."""
    return read_model(DATA / "bodies.yaml", Bodies)


def shipped_policies() -> tuple[PolicyRecord, ...]:
    """The policies with their tasks, in the order of the ledger."""
    records = [read_model(path, PolicyRecord) for path in sorted((DATA / "tasks").glob("*.yaml"))]
    return tuple(sorted(records, key=lambda one: one.order))
