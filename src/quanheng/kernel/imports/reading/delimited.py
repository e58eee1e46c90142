"""Texts with a separator: CSV with commas or semicolons, and tabs."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports.reading.encoding import encoding_of
from quanheng.kernel.imports.sheets import Row, Sheet, narrowed, row_of

SEPARATORS = ("\t", ",", ";", "，", "；", "|")
_LINES = 20


@contextmanager
def open_book(path: Path, name: str) -> Iterator["DelimitedBook"]:
    """The text as one sheet."""
    encoding = encoding_of(path, name)
    with path.open(encoding=encoding, newline="") as file:
        yield DelimitedBook(file, name, encoding)


class DelimitedBook:
    """An opened text."""

    def __init__(self, file: TextIO, name: str, encoding: str) -> None:
        self._file, self._name = file, name
        self.sheets: tuple[Sheet, ...] = (Sheet(""),)
        self.remarks: list[str] = [_("按 GB18030 编码读取")] if encoding == "gb18030" else []

    def rows(self, sheet: int) -> Iterator[Row]:
        """Records; a record over several lines has the number of its first one, as a spreadsheet shows it."""
        self._file.seek(0)
        head = [line for _number, line in zip(range(_LINES), self._file, strict=False)]
        self._file.seek(0)
        reader = csv.reader(self._file, delimiter=_separator(head))
        number = 0
        while True:
            number += 1
            try:
                values = next(reader, None)
            except csv.Error as wrong:
                what = _("第 %d 行读不出来（例如单元格过长，或引号不成对）") % number
                raise bad_input(self._name, what, _("请检查这一行的引号和内容。")) from wrong
            if values is None:
                return
            yield row_of(number, narrowed(values))


def _separator(lines: list[str]) -> str:
    """The one that cuts most of the first lines into the same number of cells, most of them."""
    best, most = ",", 0
    for separator in SEPARATORS:
        counts = [line.count(separator) for line in lines if line.strip()]
        usual = max(set(counts), key=counts.count) if counts else 0
        score = usual * counts.count(usual) if usual else 0
        if score > most:
            best, most = separator, score
    return best
