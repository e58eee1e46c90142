"""Reading JSON strictly: every field is asked for by name and kind, and what nobody asked for is refused."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from quanheng.core.trust.canonical import LIMIT
from quanheng.core.trust.digests import LENGTH
from quanheng.core.trust.draw.algorithm import DrawFault

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
HEX = re.compile(r"(?:[0-9a-f]{2})*")


def parse_json(raw: bytes, where: str) -> Any:
    """The value of a file that a person wrote: any layout, but no key twice. ``DrawFault`` when it is no JSON."""
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except DrawFault as fault:
        raise DrawFault(where, fault.what) from fault
    except (ValueError, RecursionError) as error:
        raise DrawFault(where, f"no JSON: {error}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DrawFault("JSON", "a key is given twice")
    return found


class Fields:
    """One object of a record while it is read. ``done`` refuses fields that were not asked for."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise DrawFault(where, "an object is expected")
        self.where = where
        self._left: dict[str, Any] = dict(value)

    def at(self, name: str) -> str:
        """Where the field ``name`` stands."""
        return f"{self.where}.{name}"

    def has(self, name: str) -> bool:
        """Whether ``name`` is given and was not read yet."""
        return name in self._left

    def take(self, name: str) -> Any:
        """The value of ``name``, of any kind."""
        if name not in self._left:
            raise DrawFault(self.at(name), "is missing")
        return self._left.pop(name)

    def text(self, name: str) -> str:
        """A text that is not empty and has no blanks at its ends."""
        return text_of(self.take(name), self.at(name))

    def number(self, name: str, least: int = 0, greatest: int = LIMIT - 1) -> int:
        """An integer within bounds."""
        value = self.take(name)
        if type(value) is not int or not least <= value <= greatest:
            raise DrawFault(self.at(name), f"{value!r} is no integer from {least} to {greatest}")
        return value

    def digest(self, name: str) -> bytes:
        """32 bytes in lower-case hex."""
        return hex_of(self.take(name), self.at(name))

    def time(self, name: str) -> datetime:
        """A moment in UTC, to the second."""
        return time_of(self.take(name), self.at(name))

    def items(self, name: str) -> list[Any]:
        """A list."""
        return list_of(self.take(name), self.at(name))

    def object(self, name: str) -> dict[str, Any]:
        """An object whose keys are data: not empty and ASCII, as canonical JSON demands of keys."""
        value = self.take(name)
        if not isinstance(value, dict):
            raise DrawFault(self.at(name), "an object is expected")
        for key in value:
            if text_of(key, self.at(name)) and not key.isascii():
                raise DrawFault(self.at(name), f"{key!r} is not ASCII")
        return value

    def done(self) -> None:
        """Refuse what is left."""
        if self._left:
            raise DrawFault(self.where, f"unknown fields: {', '.join(sorted(self._left))}")


def text_of(value: Any, where: str) -> str:
    """``value``, if it is a text that is not empty and has no blanks at its ends."""
    if not isinstance(value, str) or not value or value != value.strip():
        raise DrawFault(where, "a text is expected: not empty, no blanks at the ends")
    return value


def list_of(value: Any, where: str) -> list[Any]:
    """``value``, if it is a list."""
    if not isinstance(value, list):
        raise DrawFault(where, "a list is expected")
    return value


def hex_of(value: Any, where: str, size: int = LENGTH) -> bytes:
    """The bytes of ``value``, if it is ``size`` bytes in lower-case hex."""
    if not isinstance(value, str) or len(value) != 2 * size or not HEX.fullmatch(value):
        raise DrawFault(where, f"{size} bytes in lower-case hex are expected")
    return bytes.fromhex(value)


def time_of(value: Any, where: str) -> datetime:
    """The moment ``value`` names as ``2026-11-22T02:00:00Z``."""
    if not isinstance(value, str) or not TIME.fullmatch(value):
        raise DrawFault(where, "a time in UTC is expected, like 2026-11-22T02:00:00Z")
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise DrawFault(where, f"{value} is no time") from error


def time_text(moment: datetime) -> str:
    """The opposite of :func:`time_of`; a fraction of a second is cut off."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def all_different(values: Iterable[str], where: str) -> list[str]:
    """``values``, if none stands there twice."""
    found = list(values)
    if len(set(found)) != len(found):
        twice = sorted({one for one in found if found.count(one) > 1})
        raise DrawFault(where, f"given twice: {', '.join(twice)}")
    return found
