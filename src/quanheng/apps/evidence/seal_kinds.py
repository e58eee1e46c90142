"""The closed catalogue of what is sealed. Each app declares its own kinds beside its events."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quanheng.core.trust.digests import Digest

Recompute = Callable[[str], Digest | None]


@dataclass(frozen=True, slots=True)
class SealKind:
    """存证种类: its name (``app.what``), what it is called, and how to compute the digest of a subject's content anew.

    ``recompute(key)`` gives ``None`` where the content is not kept; then ``quanheng log verify`` cannot compare it.
    """

    name: str
    label: Any
    recompute: Recompute | None = None


_kinds: dict[str, SealKind] = {}


def declare_seal_kind(name: str, label: Any, recompute: Recompute | None = None) -> SealKind:
    """Called once for each kind when its app is ready."""
    if name in _kinds:
        raise ValueError(f"seal kind {name!r} is declared twice")
    _kinds[name] = SealKind(name, label, recompute)
    return _kinds[name]


def seal_kind(name: str) -> SealKind:
    """The declared kind; ``KeyError`` when no app declares it."""
    return _kinds[name]


def seal_kinds() -> dict[str, SealKind]:
    """Every declared kind by name."""
    return dict(_kinds)


def seal_label(name: str) -> Any:
    """What the kind is called; one that is no longer declared keeps its name."""
    kind = _kinds.get(name)
    return kind.label if kind else name
