"""The file of a comparison: one row for each participant."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from quanheng.core.metrology.files.faults import FileFault, FileRefused
from quanheng.core.metrology.files.numbers import NotANumber, number
from quanheng.core.metrology.files.tables import Cell, Table, read_table
from quanheng.core.metrology.statement import Statement

HEADINGS: dict[str, tuple[str, ...]] = {
    "laboratory": ("laboratory", "lab", "participant", "实验室", "参比实验室", "单位名称"),
    "value": ("value", "x", "result", "测量值", "量值", "结果", "测得值"),
    "u": ("u", "标准不确定度"),
    "U": ("U", "扩展不确定度"),
    "k": ("k", "包含因子"),
    "date": ("date", "日期", "测量日期"),
    "in_reference": ("in_reference", "in reference", "参与参考值", "参加参考值计算"),
}
"""Field → accepted column names. Only ``u`` and ``U`` are told apart by case."""
YES, NO = {"1", "yes", "y", "true", "是"}, {"0", "no", "n", "false", "否"}


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant: name, value, standard uncertainty, day (if given), and whether it enters the reference value.

    ``row`` is the row of the file.
    """

    laboratory: str
    value: float
    u: float
    date: dt.date | None
    in_reference: bool
    row: int


@dataclass(frozen=True, slots=True)
class ComparisonFile:
    """The participants in the order of the file, and how its text was encoded."""

    participants: tuple[Participant, ...]
    encoding: str
    guessed: bool


def read_comparison(file: str, data: bytes) -> ComparisonFile:
    """Participants from a CSV or XLSX file. Raises ``FileRefused`` with every fault and its cell."""
    table = read_table(file, data)
    columns = _columns(table)
    reader = _Reader(file, columns, len(table.head))
    people = [one for row in table.rows if (one := reader.participant(row)) is not None]
    reader.names_differ(table, people)
    if not reader.faults and len(people) < 2:  # noqa: PLR2004
        reader.fault(table.head[0], "", Statement("a comparison needs at least two results"), "")
    if reader.faults:
        raise FileRefused(reader.faults)
    return ComparisonFile(tuple(people), table.encoding, table.guessed)


def _columns(table: Table) -> dict[str, int]:
    known = {name: field for field, names in HEADINGS.items() for name in names}
    columns: dict[str, int] = {}
    faults = []
    for place, cell in enumerate(table.head):
        name = cell.text
        field = known.get(name) or (known.get(name.lower()) if name.lower() != "u" else None)
        if field in columns:
            faults.append(_named(table, cell, field or "", Statement("stands twice in the row of column names"), ""))
        elif field:
            columns[field] = place
    faults += [
        _named(
            table,
            table.head[0],
            field,
            Statement("no column is named so"),
            Statement("column names may be: {names}", names=", ".join(HEADINGS[field])),
        )
        for field in ("laboratory", "value")
        if field not in columns
    ]
    if "u" not in columns and not {"U", "k"} <= set(columns):
        faults.append(
            _named(
                table,
                table.head[0],
                "u",
                Statement("there is neither a column u nor columns U and k"),
                Statement("give the standard uncertainty u, or the expanded uncertainty U with its coverage factor k"),
            )
        )
    if faults:
        raise FileRefused(faults)
    return columns


def _named(table: Table, cell: Cell, field: str, rule: str, remedy: str) -> FileFault:
    return FileFault(table.file, None, cell.address, field, rule, remedy)


class _Reader:
    """Reads row after row and keeps the faults."""

    def __init__(self, file: str, columns: dict[str, int], width: int) -> None:
        self.file, self.columns, self.width = file, columns, width
        self.faults: list[FileFault] = []

    def fault(self, cell: Cell, field: str, rule: str, remedy: str) -> None:
        self.faults.append(FileFault(self.file, None, cell.address, field, rule, remedy))

    def participant(self, row: tuple[Cell, ...]) -> Participant | None:
        """One row, or ``None`` when something in it is wrong."""
        before = len(self.faults)
        if beyond := next((cell for cell in row[self.width :] if cell.text), None):
            self.fault(
                beyond,
                "",
                Statement("the row has more cells than there are column names"),
                Statement("a decimal comma splits a number in two: write the decimal point"),
            )
            return None
        name = self._cell(row, "laboratory")
        if not name.text:
            self.fault(name, "laboratory", Statement("is empty"), Statement("name the laboratory"))
        x = self._number(row, "value")
        u = self._uncertainty(row)
        day = self._date(row)
        inside = self._yes(row)
        if len(self.faults) > before or x is None or u is None:
            return None
        digits = "".join(c for c in name.address if c.isdigit())
        return Participant(name.text, x, u, day, inside, int(digits))

    def _cell(self, row: tuple[Cell, ...], field: str) -> Cell:
        place = self.columns[field]
        if place < len(row):
            return row[place]
        line = "".join(c for c in row[0].address if c.isdigit())
        return Cell(f"{_letters(place + 1)}{line}", None)

    def _number(
        self, row: tuple[Cell, ...], field: str, allowed: Callable[[float], bool] | None = None
    ) -> float | None:
        cell = self._cell(row, field)
        if not cell.text:
            self.fault(cell, field, Statement("is empty"), Statement("write a number such as 1.25 or 3.2e-6"))
            return None
        try:
            value = number(cell.value)
        except NotANumber as wrong:
            self.fault(cell, field, wrong.rule, wrong.remedy)
            return None
        if allowed and not allowed(value):
            self.fault(
                cell,
                field,
                Statement("must be more than zero, not {value}", value=cell.text),
                Statement("check the sign and the column"),
            )
            return None
        return value

    def _uncertainty(self, row: tuple[Cell, ...]) -> float | None:
        """``u``, or U/k with each row's own k."""

        def above(v: float) -> bool:
            return v > 0

        given = {f: bool(self._cell(row, f).text) for f in ("u", "U", "k") if f in self.columns}
        if given.get("u"):
            if given.get("U"):
                self.fault(
                    self._cell(row, "U"),
                    "U",
                    Statement("u and U are both given: two sources for one figure"),
                    Statement("keep one of them in this row"),
                )
                return None
            return self._number(row, "u", above)
        if "U" not in self.columns or "k" not in self.columns:
            return self._number(row, "u", above)
        expanded, k = self._number(row, "U", above), self._number(row, "k", above)
        return None if expanded is None or k is None else expanded / k

    def _date(self, row: tuple[Cell, ...]) -> dt.date | None:
        if "date" not in self.columns or not (cell := self._cell(row, "date")).text:
            return None
        if isinstance(cell.value, dt.date):
            return cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
        try:
            return dt.date.fromisoformat(cell.text)
        except ValueError:
            self.fault(
                cell,
                "date",
                Statement("{value} is not a date", value=cell.text),
                Statement("write it as 2026-03-31"),
            )
            return None

    def _yes(self, row: tuple[Cell, ...]) -> bool:
        if "in_reference" not in self.columns or not (cell := self._cell(row, "in_reference")).text:
            return True
        text = cell.text.lower()
        if text not in YES | NO:
            self.fault(
                cell,
                "in_reference",
                Statement("{value} is neither yes nor no", value=cell.text),
                Statement("write yes or no (是 / 否); empty means yes"),
            )
        return text in YES

    def names_differ(self, table: Table, people: list[Participant]) -> None:
        """No laboratory twice: two results of one laboratory are not independent."""
        seen: dict[str, int] = {}
        for one in people:
            if one.laboratory in seen:
                cell = next(row[self.columns["laboratory"]] for row in table.rows if _line(row) == one.row)
                self.fault(
                    cell,
                    "laboratory",
                    Statement("{name} stands already in row {row}", name=one.laboratory, row=seen[one.laboratory]),
                    Statement("combine its results first, or give each its own name"),
                )
            seen.setdefault(one.laboratory, one.row)


def _line(row: tuple[Cell, ...]) -> int:
    return int("".join(c for c in row[0].address if c.isdigit()))


def _letters(column: int) -> str:
    from quanheng.core.metrology.files.tables import address

    return address(0, column)[:-1]
