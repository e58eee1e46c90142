"""The closed catalogue of event kinds. Each app's ``events.py`` adds its own, frozen and typed."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar


class Payload(Protocol):
    """A frozen dataclass whose fields are str, int, bool, None, date, or tuples of those."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def sentence(self) -> str:
        """What happened, in words, in the reader's language. Generated, never stored."""
        ...


@dataclass(frozen=True, slots=True)
class EventKind:
    """事件种类: its name, its payload class, what it is called, and whether everybody may read it."""

    name: str
    payload: type[Any]
    label: Any
    public: bool


_by_name: dict[str, EventKind] = {}
_by_class: dict[type[Any], EventKind] = {}


T = TypeVar("T")


def event(name: str, *, label: Any, public: bool = True) -> Callable[[type[T]], type[T]]:
    """Class decorator: make a frozen dataclass the payload of event kind ``name`` (``app.what_happened``)."""

    def declare(payload: type[T]) -> type[T]:
        if name in _by_name:
            raise ValueError(f"event kind {name!r} is declared twice")
        kind = EventKind(name, payload, label, public)
        _by_name[name] = _by_class[payload] = kind
        return payload

    return declare


def kind_of(payload: Payload) -> EventKind:
    """The kind ``payload`` belongs to; ``KeyError`` when its class was never declared."""
    return _by_class[type(payload)]


def kinds() -> dict[str, EventKind]:
    """Every declared kind by name."""
    return dict(_by_name)


def to_json(payload: Payload) -> dict[str, Any]:
    """The payload as JSON values: dates become ISO strings, tuples lists."""
    return {f.name: _plain(getattr(payload, f.name)) for f in dataclasses.fields(payload)}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    raise TypeError(f"an event payload holds text, integers, booleans, dates and tuples of them, not {value!r}")


def from_json(name: str, data: dict[str, Any]) -> Payload:
    """The payload of a stored event. Dates stay ISO strings, lists become tuples: it is only read and described."""
    payload: Payload = _by_name[name].payload(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    )
    return payload
