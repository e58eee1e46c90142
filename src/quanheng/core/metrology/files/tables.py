"""Tables from CSV and XLSX as rows of cells that know their address."""

import csv
import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any, NoReturn

from quanheng.core.metrology.files.faults import FileFault, FileRefused
from quanheng.core.metrology.statement import Statement

LARGEST_BYTES = 20_000_000
LARGEST_UNPACKED = 200_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
ERRORS = ("e",)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its address (``B7``) and its value, text or number (``None`` where empty)."""

    address: str
    value: Any

    @property
    def text(self) -> str:
        """The value as trimmed text; empty where there is none."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return "" if self.value is None else str(self.value).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A file's table: the head row, the rows below it (empty ones left out), how the text was encoded, and whether that
    encoding was a guess.
    """

    file: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    encoding: str
    guessed: bool


def address(row: int, column: int) -> str:
    """``B7`` for row 7, column 2, both counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def refuse(file: str, rule: str, remedy: str, *, cell: str = "", field: str = "") -> NoReturn:
    """Refuse the whole file for one fault."""
    raise FileRefused([FileFault(file, None, cell, field, rule, remedy)])


def read_table(file: str, data: bytes) -> Table:
    """The table of a CSV or XLSX file, told apart by content. ``file`` is the name shown in faults."""
    if len(data) > LARGEST_BYTES:
        refuse(
            file,
            Statement("is larger than {limit} million bytes", limit=LARGEST_BYTES // 1_000_000),
            Statement("save only the table itself in a file of its own"),
        )
    if data[:4] == b"PK\x03\x04":
        return _made(file, _workbook(file, data), "xlsx", guessed=False)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        refuse(
            file, Statement("is a workbook of the old .xls format"), Statement("save it as .xlsx or as CSV in UTF-8")
        )
    text, encoding, guessed = decoded(file, data)
    return _made(file, _csv(file, text), encoding, guessed=guessed)


def decoded(file: str, data: bytes) -> tuple[str, str, bool]:
    """Text, encoding and whether it was guessed. A byte order mark decides; else UTF-8; else GB 18030 as a guess."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = next((name for mark, name in marks if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding, encoding == "gb18030"
    refuse(
        file,
        Statement("is not text in UTF-8, UTF-16 or GB 18030"),
        Statement("save it as CSV in UTF-8, or as .xlsx"),
    )


def _csv(file: str, text: str) -> list[list[Cell]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t，", key=first.count)
    if delimiter == "，":
        refuse(
            file,
            Statement("separates its columns with the Chinese comma"),
            Statement("separate them with the half-width comma"),
        )
    rows: list[list[Cell]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), start=1):
            rows.append([Cell(address(number, column), value or None) for column, value in enumerate(row, start=1)])
            _bounded(file, len(rows), len(row))
    except csv.Error as fault:
        refuse(
            file,
            Statement("is not proper CSV at row {row}: {fault}", row=len(rows) + 1, fault=fault),
            Statement("close every quotation mark, or save it as .xlsx"),
        )
    return rows


def _bounded(file: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        refuse(
            file,
            Statement("has more than {rows} rows or {columns} columns", rows=MOST_ROWS, columns=MOST_COLUMNS),
            Statement("save only the table itself in a file of its own"),
        )


def _workbook(file: str, data: bytes) -> list[list[Cell]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                refuse(file, Statement("unpacks to an unreasonable size"), Statement("save only the table itself"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions of other programs are no matter of ours
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    except FileRefused:
        raise
    except Exception:  # noqa: BLE001  openpyxl raises whatever its parsers raise for a damaged file
        refuse(file, Statement("is not a readable .xlsx workbook"), Statement("open it in Excel and save it again"))
    sheets = [sheet for sheet in book.worksheets if sheet.max_row > 1 or sheet["A1"].value is not None]
    if len(sheets) != 1:
        refuse(
            file,
            Statement("has {count} sheets with content, one is read", count=len(sheets)),
            Statement("keep the table on one sheet and empty the others"),
        )
    _bounded(file, sheets[0].max_row, sheets[0].max_column)
    faults: list[FileFault] = []
    rows = [[_cell(file, one, faults) for one in row] for row in sheets[0].iter_rows()]
    if faults:
        raise FileRefused(faults)
    return rows


def _cell(file: str, one: Any, faults: list[FileFault]) -> Cell:
    if one.data_type == "f":
        faults.append(
            FileFault(
                file,
                None,
                one.coordinate,
                "",
                Statement("holds a formula; a result must not depend on who opens the file"),
                Statement("paste the values only"),
            )
        )
    elif one.data_type in ERRORS:
        faults.append(
            FileFault(
                file,
                None,
                one.coordinate,
                "",
                Statement("holds the error {value}", value=one.value),
                Statement("correct it in the workbook"),
            )
        )
    return Cell(one.coordinate, one.value)


def _made(file: str, rows: list[list[Cell]], encoding: str, *, guessed: bool) -> Table:
    filled = [tuple(row) for row in rows if any(cell.text for cell in row) and not row[0].text.startswith("#")]
    if len(filled) < 2:  # noqa: PLR2004  a head and something below it
        refuse(file, Statement("holds no table"), Statement("give a row of column names and rows of data below it"))
    return Table(file, filled[0], tuple(filled[1:]), encoding, guessed)
