"""Canonical JSON of records: one value, one sequence of bytes.

ASCII keys; strings, integers below 2^53 in size, true, false, null, lists and objects; no floats. Within these limits
the bytes are those of RFC 8785, so any implementation of it gives the same digest.
"""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from quanheng.core.trust.errors import Malformed

LIMIT = 2**53
DEEPEST = 64
"""Levels of nesting: a record is not a document."""


def canonical(value: object) -> bytes:
    """The bytes of ``value``, UTF-8. :class:`Malformed` names what a record cannot hold."""
    _check(value, 0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
    try:
        return text.encode()
    except UnicodeEncodeError as lone:
        raise Malformed("a string holds half of a surrogate pair") from lone


def parse_canonical(data: bytes) -> Any:
    """The value of canonical bytes; anything else, even when it means the same, is :class:`Malformed`."""
    try:
        value = json.loads(data.decode(), parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as fault:
        raise fault if isinstance(fault, Malformed) else Malformed("not JSON in UTF-8") from fault
    if canonical(value) != data:
        raise Malformed("not in canonical form (order, spaces, escapes, numbers or a key twice)")
    return value


def _check(value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise Malformed(f"nested deeper than {DEEPEST} levels")
    match value:
        case None | bool() | str():
            return
        case int() if -LIMIT < value < LIMIT:
            return
        case dict():
            if not all(isinstance(key, str) and key.isascii() for key in value):
                raise Malformed("a key that is not ASCII text")
            _check_members(value.values(), depth)
        case list() | tuple():
            _check_members(value, depth)
        case int():
            raise Malformed("an integer of 2^53 or more: write it as a string")
        case float():
            _no_float(value)
        case _:
            raise Malformed(f"a record cannot hold {type(value).__name__}")


def _check_members(members: Iterable[object], depth: int) -> None:
    for member in members:
        _check(member, depth + 1)


def _no_float(_: object) -> NoReturn:
    raise Malformed("a number that is not an integer: write it as a string")
