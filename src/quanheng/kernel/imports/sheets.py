"""A table as it is read: rows of text with their place in the file, and what is odd about a cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Protocol

from quanheng.kernel.files import Kind

MOST_ROWS = 200_000
MOST_COLUMNS = 200
LONGEST_CELL = 5_000
MOST_EMPTY = 10_000
"""So many empty rows one after another, and nothing below them is read."""


class Mark(StrEnum):
    """What is odd about a cell. Only ``MERGED`` (the value of a merged area) is no fault."""

    FORMULA = "formula"
    BROKEN = "broken"
    LONG = "long"
    CONTROL = "control"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, the text of its cells, and the marks of odd ones by column (from 0)."""

    number: int
    cells: tuple[str, ...]
    marks: Mapping[int, Mark] = field(default_factory=dict)

    def text(self, column: int) -> str:
        """The text in ``column``; empty beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> list[int]:
        """The columns that hold something."""
        return [column for column, text in enumerate(self.cells) if text.strip() or column in self.marks]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, a table of a document, or a whole text. ``title`` is what stands above a table."""

    name: str
    title: str = ""


class Book(Protocol):
    """An opened file: its sheets, the rows of one, and remarks on what was not read as it stands."""

    sheets: tuple[Sheet, ...]
    remarks: list[str]

    def rows(self, sheet: int) -> Iterator[Row]:
        """The rows of the sheet with this position, in order. ``BadInput`` where the file is damaged."""
        ...


class Reader(Protocol):
    """Opens files of some kinds."""

    kinds: tuple[Kind, ...]

    def open(self, path: Any, name: str) -> AbstractContextManager[Book]:
        """The file at ``path``; ``name`` is said back in faults."""
        ...


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Zero-width spaces and soft hyphens, as copied from web pages: they say nothing."""
_EXACT, _LONGEST_NUMBER = 1e15, 256
"""Below this a float is a whole number to the digit; bits of the longest whole number that is shown."""
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!"})


def narrowed(values: Sequence[Any]) -> Sequence[Any]:
    """As many columns as are read, and one more where anything stands beyond them, so that it can be told."""
    if len(values) <= MOST_COLUMNS:
        return values
    beyond = next((value for value in values[MOST_COLUMNS:] if value not in (None, "")), None)
    return [*values[:MOST_COLUMNS], beyond]


def row_of(number: int, values: Any) -> Row:
    """A row of plain Python values as text; values that say what they are not (formulas, error values, overlong or
    unprintable text) keep a mark, and only as much text as shows what it was.
    """
    cells: list[str] = []
    marks: dict[int, Mark] = {}
    for column, value in enumerate(values):
        text, mark = _cell(value)
        cells.append(text)
        if mark:
            marks[column] = mark
    while cells and not cells[-1] and len(cells) - 1 not in marks:
        cells.pop()
    return Row(number, tuple(cells), marks)


def _cell(value: Any) -> tuple[str, Mark | None]:
    if isinstance(value, str):
        return _of_text(value)
    return ("", None) if value is None else _plain(value)


def _of_text(value: str) -> tuple[str, Mark | None]:
    if value.startswith("=") and len(value) > 1:
        return value[:80], Mark.FORMULA
    if len(value) > LONGEST_CELL:
        return value[:80], Mark.LONG
    if value in _ERRORS:
        return value, Mark.BROKEN
    if _CONTROL.search(value):
        return _CONTROL.sub("\ufffd", value), Mark.CONTROL
    return _UNSEEN.sub("", value).strip(), None


def _plain(value: Any) -> tuple[str, Mark | None]:
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return (value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")), None
    if isinstance(value, date | time):
        return value.isoformat(), None
    if isinstance(value, float):
        return (str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)), None
    if isinstance(value, int):
        return (str(value), None) if value.bit_length() < _LONGEST_NUMBER else ("…", Mark.LONG)
    text = getattr(value, "text", None)  # openpyxl's array formulas
    return str(text or value)[:80], Mark.FORMULA


def letters(column: int) -> str:
    """The name of a column (from 0) as a spreadsheet shows it: A, B … Z, AA and so on."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place(row: int, column: int) -> str:
    """The name of a cell: ``C17``."""
    return f"{letters(column)}{row}"
