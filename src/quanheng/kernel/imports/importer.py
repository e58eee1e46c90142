"""What a register says so that its records can be imported: fields, how rows meet records, how changes are made."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from quanheng.kernel.actor import Actor, Decision
from quanheng.kernel.imports.fields import Field


class State(StrEnum):
    """What importing a row would do."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"
    CONFLICT = "conflict"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing wrong with a row: the field (empty: the row as a whole), what, and the remedy."""

    field: str
    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row whose texts could be read. A field that has no column, or whose cell is empty, is not in ``values``; one
    to be cleared is there as ``""``. ``source`` is what the record will name as where it comes from when it has no
    field for that.
    """

    row: int
    values: Mapping[str, Any]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with an entry.

    ``key`` is the natural key: two rows of one file with the same key are one record said twice. ``target`` is the
    stable public key of the record met (empty: new), ``label`` what people call it. ``was`` and ``now`` are stored
    texts by field: of the record as it stands, and of what would differ. Equal plans mean that the record is as it was
    when the plan was made.
    """

    state: State
    key: str = ""
    target: str = ""
    label: str = ""
    was: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """An entry with the plan that somebody confirmed."""

    entry: Entry
    plan: Plan


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made. ``undo`` is what the importer needs to take it back: JSON values only."""

    row: int
    target: str
    label: str
    undo: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of taking back a change: ``refused`` says why it was left alone (empty: the record is as before)."""

    row: int
    refused: str = ""


def _nothing(targets: Collection[str]) -> Sequence[Done]:  # noqa: ARG001  the shape of the question
    return ()


@dataclass(frozen=True, slots=True)
class Undoing:
    """Taking back: in whose name, when and why. ``dry``: only say what would be refused; ``ours`` then tells what else
    the import did to the records with some targets, which is to be taken back as well and therefore is no obstacle.
    """

    actor: Actor
    now: datetime
    reason: str
    dry: bool = False
    ours: Callable[[Collection[str]], Sequence[Done]] = _nothing


class Importer(Protocol):
    """导入器: declared by the app that owns the register, in its ``imports.py``, registered when it is ready.

    ``key`` is part of addresses; ``subject`` is the kind of the records, for links. ``fields`` may ask the database,
    so it is asked once a request. The methods take many rows at once and ask a constant number of queries.
    """

    key: str
    label: Any
    lead: Any
    subject: str
    order: int

    def fields(self) -> Sequence[Field]:
        """The fields, in the order of the template file."""
        ...

    def may(self, actor: Actor) -> Decision:
        """Whether ``actor`` may import into this register at all. Each change asks its own policy again."""
        ...

    def plan(self, entries: Sequence[Entry], *, actor: Actor) -> Sequence[Plan]:
        """One plan for each entry, in order. Changes nothing."""
        ...

    def apply(self, changes: Sequence[Change], *, actor: Actor, now: datetime, reason: str) -> Sequence[Done]:
        """Make the changes through the register's own actions, one event each, inside the caller's transaction.

        ``BadInput`` refuses the piece as a whole; the caller then tries its rows one by one.
        """
        ...

    def undo(self, done: Sequence[Done], undoing: Undoing) -> Sequence[Undone]:
        """Take changes back, the last first, one event each, inside the caller's transaction: a changed record gets
        its former values, a new one leaves the register (its key is never given again). A record that changed since,
        or that something else now rests on, is refused. ``dry`` only answers what would be refused.
        """
        ...


def compared(entry: Entry, fields: Sequence[Field], was: Mapping[str, str]) -> dict[str, str]:
    """The stored texts of ``entry`` that differ from those of the record."""
    differing = {}
    for one in fields:
        if one.key in entry.values:
            text = one.stored(entry.values[one.key])
            if text != was.get(one.key, ""):
                differing[one.key] = text
    return differing


def error(entry: Entry, *faults: CellFault, label: str = "") -> Plan:  # noqa: ARG001  reads as what it is about
    """A plan that says what is wrong."""
    return Plan(State.ERROR, label=label, faults=faults)
