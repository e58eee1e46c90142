"""JSON: one object with provenance and an array of records, written as it is read."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import orjson

from quanheng.kernel.exports.table import Table

CHUNK = 200


def _other(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def write(table: Table) -> Iterator[bytes]:
    """The file in pieces. Keys of records are the stable column keys; ``columns`` gives their labels."""
    about = {"about": dict(table.provenance()), "columns": {h.key: h.label for h in table.headings}}
    yield orjson.dumps(about, option=orjson.OPT_NON_STR_KEYS)[:-1] + b',"records":[\n'
    lines: list[bytes] = []
    first = True
    for row in table.rows:
        record = {heading.key: heading.value(row) for heading in table.headings}
        lines.append((b"" if first else b",\n") + orjson.dumps(record, default=_other))
        first = False
        if len(lines) >= CHUNK:
            yield b"".join(lines)
            lines.clear()
    yield b"".join(lines) + b"\n]}\n"
