"""Name lists as people have them: a table with a heading, pasted or from a file, row by row with every fault."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.kernel.imports.sheets import Mark, Row, letters, row_of

NUMBER, NAME, STRATUM, SKILLS, BARRED = "number", "name", "stratum", "skills", "barred"
CALLED = {
    NUMBER: gettext_lazy("编号"),
    NAME: gettext_lazy("名称"),
    STRATUM: gettext_lazy("风险等级"),
    SKILLS: gettext_lazy("专业"),
    BARRED: gettext_lazy("回避对象"),
}
"""What the columns are called here."""
HEADINGS = {
    NUMBER: ("编号", "统一社会信用代码", "号码", "执法证号", "number", "code"),
    NAME: ("名称", "单位名称", "企业名称", "姓名", "name"),
    STRATUM: ("风险等级", "等级", "类别", "class"),
    SKILLS: ("专业", "专业领域", "skills"),
    BARRED: ("回避对象", "回避", "barred"),
}
"""How the columns may be headed in a table that is given."""
COLUMNS = {
    NameList.Kind.OBJECTS: (NUMBER, NAME, STRATUM),
    NameList.Kind.INSPECTORS: (NUMBER, NAME, SKILLS, BARRED),
}
CLASS = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,15}")
SKILL_PARTS = re.compile(r"[、;；,，/|\s]+")
NAME_PARTS = re.compile(r"[、;；|\n]+")
"""What stands between the parts of a cell. Names of units may hold blanks and commas, those of skills do not."""
LONGEST_NUMBER, LONGEST_NAME = 60, 120
MOST = 100_000
MOST_FAULTS = 50
GENERAL = "general"
"""The skill every inspector has: what a stratum asks for that asks for no special one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a name list."""

    number: str
    name: str
    stratum: str = ""
    skills: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """What names it among the others: the number, or the name where there is none."""
        return self.number or self.name


def pasted_rows(text: str) -> list[Row]:
    """The rows of a pasted table: cells between tabs as a spreadsheet copies them, or between commas where there is no
    tab; quotation marks hold a cell together. ``BadInput`` for what is no table.
    """
    tabs = "\t" in text
    reader = csv.reader(io.StringIO(text if tabs else text.replace("，", ",")), delimiter="\t" if tabs else ",")
    found, before = [], 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append(row_of(before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        raise bad_input("table", _("第 %(row)s 行不是表格") % {"row": before + 1}, str(error)) from error
    return found


def entries_of(kind: str, rows: Iterable[Row], name: str = "") -> list[Entry]:
    """The entries of a table whose first row is its heading. Raises ``BadInput`` with a fault for each cell that cannot
    be taken (``name`` is what the file is called), and for entries that stand there twice.
    """
    field = "file" if name else "table"
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        raise bad_input(field, _("名录是空的"), _("请粘贴或者上传带表头的名录。"))
    reading = _Reading(kind, _places(kind, first.cells, field), name)
    for row in iterator:
        reading.take(row)
        if len(reading.faults) >= MOST_FAULTS or len(reading.entries) > MOST:
            break
    if len(reading.faults) >= MOST_FAULTS:
        reading.faults.append(Fault("", _("错误太多，只列出前 %(n)s 处") % {"n": MOST_FAULTS}))
    if len(reading.entries) > MOST:
        reading.faults.append(Fault(field, _("名录超过 %(most)s 行") % {"most": MOST}, _("请按地区或者类别拆分。")))
    if not reading.entries and not reading.faults:
        reading.faults.append(Fault(field, _("只有表头，没有内容"), _("请在表头下面填写条目。")))
    if reading.faults:
        raise BadInput(reading.faults)
    return reading.entries


def _places(kind: str, heading: Sequence[str], field: str) -> dict[str, int]:
    """Which column is where; -1 for one that is not there."""
    words = [re.sub(r"\s+", "", cell).lower() for cell in heading]
    columns = COLUMNS[NameList.Kind(kind)]
    places = {column: next((words.index(word) for word in HEADINGS[column] if word in words), -1) for column in columns}
    needed = [STRATUM] if kind == NameList.Kind.OBJECTS else []
    missing = [str(CALLED[column]) for column in needed if places[column] < 0]
    if places[NUMBER] < 0 and places[NAME] < 0:
        missing.insert(0, _("“%(number)s”或“%(name)s”") % {"number": CALLED[NUMBER], "name": CALLED[NAME]})
    if missing:
        remedy = _("第一行应为表头，例如：%(heading)s。") % {"heading": "、".join(str(CALLED[one]) for one in columns)}
        raise bad_input(field, _("缺少列：%(missing)s") % {"missing": "、".join(missing)}, remedy)
    return places


class _Reading:
    """The rows of a table while they are read."""

    def __init__(self, kind: str, places: dict[str, int], name: str) -> None:
        self.kind, self.places, self.name = kind, places, name
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.seen: dict[str, int] = {}

    def take(self, row: Row) -> None:
        """One row: its entry, and what is wrong with it."""
        for column, place in self.places.items():
            if place in row.marks and row.marks[place] is not Mark.MERGED:
                self._fault(row.number, column, _("是公式、错误值，或含有不可见字符"), _("请将单元格粘贴为值。"))
                return
        entry = self._entry({column: row.text(place) if place >= 0 else "" for column, place in self.places.items()})
        wrong = _fault(self.kind, entry)
        first = self.seen.setdefault(entry.identity, row.number)
        if wrong is None and first != row.number:
            wrong = NUMBER, _("与第 %(first)s 行重复") % {"first": first}, _("一个对象只列一次。")
        if wrong:
            self._fault(row.number, *wrong)
        self.entries.append(entry)

    def _fault(self, row: int, column: str, what: str, remedy: str) -> None:
        place = self.places[column]
        told = {"row": row, "column": CALLED[column], "what": what, "file": self.name, "cell": letters(max(place, 0))}
        if not self.name:
            text = _("第 %(row)s 行“%(column)s”：%(what)s") % told
        elif place < 0:
            text = _("%(file)s 第 %(row)s 行：%(what)s") % told
        else:
            text = _("%(file)s 的 %(cell)s%(row)s（%(column)s）：%(what)s") % told
        self.faults.append(Fault("", text, remedy))

    def _entry(self, cells: dict[str, str]) -> Entry:
        number, name = cells[NUMBER], cells[NAME]
        if self.kind == NameList.Kind.OBJECTS:
            return Entry(number, name, cells[STRATUM].upper())
        return Entry(number, name, "", _parts(SKILL_PARTS, cells[SKILLS]), _parts(NAME_PARTS, cells[BARRED]))


def _parts(between: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in between.split(text) if part.strip()))


def _fault(kind: str, entry: Entry) -> tuple[str, str, str] | None:
    """What is wrong with an entry: the column, what, and what to do."""
    if not entry.identity:
        return NUMBER, _("没有编号，也没有名称"), _("请补上，或删去这一行。")
    for column, value, most in ((NUMBER, entry.number, LONGEST_NUMBER), (NAME, entry.name, LONGEST_NAME)):
        if not value.isprintable():
            return column, _("含有换行或不可见字符"), _("请改为一行文字。")
        if len(value) > most:
            return column, _("超过 %(most)s 个字") % {"most": most}, _("请缩短。")
    if kind == NameList.Kind.OBJECTS and not CLASS.fullmatch(entry.stratum):
        what = _("“%(class)s”不是风险等级") % {"class": entry.stratum[:20]}
        return STRATUM, what, _("请填字母或数字，例如 A、B、C、D。")
    return None
