"""What an event or a search hit is about: a kind and a stable key, and how each kind is named and linked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Subject:
    """事项: a record, by kind (``specification``) and stable public key (``JJF-1070-2023``)."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """How one kind of record is called (lazy Chinese ``label``) and where it is (``url`` of a key). Events that are not
    public are read with the record: ``readable`` gives, as a subquery or a list, the keys whose record an actor may
    see. Without it only auditors read them.
    """

    kind: str
    label: Any
    url: Callable[[str], str]
    readable: Callable[[Actor], Any] | None = None


_kinds: dict[str, SubjectKind] = {}


def register(kind: SubjectKind) -> None:
    """Called once by each app when it is ready."""
    if kind.kind in _kinds:
        raise ValueError(f"subject kind {kind.kind!r} is registered twice")
    _kinds[kind.kind] = kind


def subject_kind(kind: str) -> SubjectKind:
    """The registered kind; ``KeyError`` when no app owns it."""
    return _kinds[kind]


def kinds() -> list[SubjectKind]:
    """Every registered kind."""
    return list(_kinds.values())
