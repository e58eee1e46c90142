"""The list of keys that may sign labels: what a reader pins. One canonical text, whose digest is logged.

    {"issuers":[{"end":"…","home":"…","id":"O000001","key":"…","name":"…","public":"…","start":"…"}],"v":1}

``end`` and ``home`` only where there is something to say.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from quanheng.core.trust.canonical import canonical, parse_canonical
from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.labels.verdict import Issuer

VERSION = 1
REQUIRED, OPTIONAL = {"id", "key", "name", "public", "start"}, {"end", "home"}
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
PUBLIC = 32


def issuer_list(issuers: Iterable[Issuer]) -> bytes:
    """The list as its canonical text, in the order of the keys' names."""
    rows = [_row(one) for one in sorted(issuers, key=lambda one: one.key_id)]
    return canonical({"issuers": rows, "v": VERSION})


def parse_issuers(text: bytes) -> list[Issuer]:
    """The issuers of a list. :class:`Malformed` for anything that :func:`issuer_list` does not write."""
    value = parse_canonical(text)
    if not isinstance(value, dict) or value.keys() != {"issuers", "v"} or value["v"] != VERSION:
        raise Malformed("not a list of issuers, or of another version")
    if not isinstance(value["issuers"], list):
        raise Malformed("not a list of issuers")
    found = [_issuer(row) for row in value["issuers"]]
    if issuer_list(found) != text:
        raise Malformed("a list of issuers in another order, or with other names of keys")
    return found


def _row(one: Issuer) -> dict[str, Any]:
    row = {
        "id": one.id,
        "key": one.key_id.hex(),
        "name": one.name,
        "public": one.public.hex(),
        "start": _text(one.start),
    }
    if one.end is not None:
        row["end"] = _text(one.end)
    if one.home:
        row["home"] = one.home
    return row


def _issuer(row: Any) -> Issuer:
    if not isinstance(row, dict) or not REQUIRED <= row.keys() <= REQUIRED | OPTIONAL:
        raise Malformed("an issuer with other members than an issuer has")
    if not all(isinstance(value, str) and value for value in row.values()):
        raise Malformed("the members of an issuer are texts")
    try:
        public = bytes.fromhex(row["public"])
    except ValueError as fault:
        raise Malformed("a public key that is not hex") from fault
    if len(public) != PUBLIC:
        raise Malformed("a public key of another length")
    end = _moment(row["end"]) if "end" in row else None
    return Issuer(row["id"], row["name"], public, _moment(row["start"]), end, row.get("home", ""))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(MOMENT)


def _moment(text: str) -> datetime:
    try:
        return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
    except ValueError as fault:
        raise Malformed("a moment is written 2026-11-22T02:00:00Z") from fault
