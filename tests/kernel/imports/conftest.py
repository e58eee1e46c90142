"""Tables in every kind of file, made by hand where no library writes the format."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from quanheng.kernel.files import store
from quanheng.kernel.imports import TABLES, Row, open_book


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> Path:
    settings.FILES = tmp_path / "files"
    return settings.FILES


@pytest.fixture
def read(db) -> Callable[..., list[Row]]:
    """The rows of a file's sheet."""

    def rows(raw: bytes, sheet: int = 0, name: str = "表") -> list[Row]:
        with open_book(store(raw, name, allowed=TABLES), name) as book:
            return list(book.rows(sheet))

    return rows


def xlsx(*rows, merge=(), change: Callable[..., None] | None = None) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merge:
        book.active.merge_cells(area)
    if change:
        change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def docx(*rows, merge=(), title="附件") -> bytes:
    """A document with one table; ``merge`` holds pairs of corners ``((row, column), (row, column))``."""
    document = Document()
    document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = str(text)
    for first, last in merge:
        table.cell(*first).merge(table.cell(*last))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def xls(*rows) -> bytes:
    """A workbook of the old format (BIFF8): one sheet of texts and numbers in a compound file."""
    workbook = _biff(*rows).ljust(4096, b"\0")
    sectors = -(-len(workbook) // 512)
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry("Workbook", 2, 2, len(workbook))
    return bytes(header) + table + directory.ljust(512, b"\0") + workbook.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links
    return (head.ljust(116, b"\0") + struct.pack("<IQ", start, size)).ljust(128, b"\0")


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def _biff(*rows) -> bytes:
    cells = b""
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(value, int | float):
                cells += _record(0x0203, place + struct.pack("<d", value))
            elif value:
                text = str(value).encode("utf-16-le")
                cells += _record(0x0204, place + struct.pack("<HB", len(text) // 2, 1) + text)
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1996, 0, 0))
    end = _record(0x000A, b"")
    name = "表".encode("utf-16-le")
    sheet_at = len(start) + 4 + 8 + len(name) + len(end)
    bound = _record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, 1, 1) + name)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1996, 0, 0)) + cells + end
    return start + bound + end + sheet
