"""CSV: UTF-8 with a byte order mark, because Excel reads Chinese wrongly without it."""

import csv
from collections.abc import Iterator
from typing import Any

from quanheng.kernel.exports.safety import text_cell
from quanheng.kernel.exports.table import Table

BOM = "\ufeff"
CHUNK = 200


class _Line:
    """A file of one line: what the writer last wrote."""

    def write(self, text: str) -> str:
        return text


def write(table: Table) -> Iterator[bytes]:
    """The file in pieces. The first row holds the labels; provenance goes below the data, where no reader of
    columns stumbles over it, in rows whose first cell begins with ``#``.
    """
    writer: Any = csv.writer(_Line())
    yield (BOM + writer.writerow([heading.label for heading in table.headings])).encode()
    lines: list[str] = []
    for row in table.rows:
        lines.append(writer.writerow([text_cell(heading.value(row)) for heading in table.headings]))
        if len(lines) >= CHUNK:
            yield "".join(lines).encode()
            lines.clear()
    lines += [writer.writerow([f"# {label}", text_cell(text)]) for label, text in table.provenance()]
    yield "".join(lines).encode()
