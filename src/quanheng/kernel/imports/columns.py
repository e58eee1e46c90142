"""Which column goes into which field, and from the rows of a sheet to the texts of records."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports.fields import folded
from quanheng.kernel.imports.sheets import MOST_COLUMNS, MOST_EMPTY, MOST_ROWS, Mark, Row, place

_NOTE = re.compile(r"(注|备注|说明|附注|填表人|制表|审核)\s*[0-9一二三四五]*\s*[:：.、]|(合计|总计|小计)")
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """对应关系: the sheet, the last row of its heading (0: it has none), the column of each field, and the values that
    hold for every row of fields without a column. ``named`` is what the sheet is called.
    """

    sheet: int = 0
    heading: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    named: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "sheet": self.sheet,
            "heading": self.heading,
            "columns": dict(self.columns),
            "constants": dict(self.constants),
            "named": self.named,
        }

    def cell(self, row: int, key: str) -> str:
        """The cell that holds field ``key`` of a row (``C17``); empty for a constant."""
        return place(row, self.columns[key]) if key in self.columns else ""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a row says: the text of each field, and the marks of odd cells."""

    row: int
    texts: Mapping[str, str]
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass
class Records:
    """The records among ``rows``. What is left out or cut off is told in ``remarks`` once they are read through.

    ``name`` is the file's. ``BadInput`` when there are more rows than one import may have.
    """

    rows: Iterable[Row]
    columns: ColumnMap
    name: str
    remarks: list[str] = field(default_factory=list)
    _aside: list[int] = field(default_factory=list, init=False)
    _heading: tuple[str, ...] = field(default=(), init=False)

    def __iter__(self) -> Iterator[Texts]:
        taken = empty = 0
        wide = False
        for row in self.rows:
            if row.number <= self.columns.heading:
                self._heading = row.cells
                continue
            if not row.filled:
                empty += 1
                if empty >= MOST_EMPTY:
                    self.remarks.append(_("第 %d 行以下连续一万行是空的，不再往下读") % (row.number - empty + 1))
                    break
                continue
            empty = 0
            if self._is_aside(row):
                self._aside.append(row.number)
                continue
            wide = wide or len(row.cells) > MOST_COLUMNS
            taken += 1
            if taken > MOST_ROWS:
                raise bad_input(self.name, _("超过 %d 行") % MOST_ROWS, _("请拆成几个文件。"))
            yield self._texts(row)
        self._tell(wide)

    def _texts(self, row: Row) -> Texts:
        texts = dict(self.columns.constants) | {key: row.text(at) for key, at in self.columns.columns.items()}
        marks = {
            key: row.marks[at]
            for key, at in self.columns.columns.items()
            if at in row.marks and row.marks[at] is not Mark.MERGED
        }
        return Texts(row.number, texts, marks)

    def _is_aside(self, row: Row) -> bool:
        """Notes, sums, titles of sections, and headings repeated on a new page."""
        said = {row.text(column) for column in row.filled}
        first = row.text(row.filled[0])
        if _NOTE.match(first) and (len(said) == 1 or first.startswith(("合计", "总计", "小计"))):
            return True
        if self._heading and tuple(map(folded, row.cells)) == tuple(map(folded, self._heading)):
            return True
        within = [column for column in self.columns.columns.values() if row.text(column) or column in row.marks]
        if not within:
            return True
        return len(said) == 1 and _is_title(row)

    def _tell(self, wide: bool) -> None:
        if wide:
            self.remarks.append(_("只读前 %d 列") % MOST_COLUMNS)
        if self._aside:
            shown = "、".join(map(str, self._aside[:_MOST_NAMED]))
            more = _("等 %d 行") % len(self._aside) if len(self._aside) > _MOST_NAMED else _("行")
            self.remarks.append(_("第 %(rows)s %(more)s是标题、小计或注，没有当作记录") % {"rows": shown, "more": more})


def _is_title(row: Row) -> bool:
    """One text over several columns."""
    return len(row.filled) > 1 and any(mark is Mark.MERGED for mark in row.marks.values())


def preview(rows: Iterable[Row], most: int) -> Sequence[Row]:
    """The first filled rows of a sheet, for showing and for finding the heading."""
    found: list[Row] = []
    for row in rows:
        if row.filled:
            found.append(row)
        if len(found) >= most or row.number >= MOST_EMPTY:
            break
    return found
