"""Name lists as people have them: a table with a heading, pasted or from a file, row by row with every fault."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.kernel.errors import BadInput, Fault, bad_input

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
PARTS = re.compile(r"[、;；,，/\s]+")
MOST = 100_000
MOST_FAULTS = 50
GENERAL = "general"
"""The skill every inspector has: what a stratum asks for that asks for no special one."""

Row = tuple[int, Sequence[str]]


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
    """The rows of a pasted table: cells between tabs, or between commas where a line has no tab."""
    found: list[Row] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            cells = line.split("\t") if "\t" in line else re.split("[,，]", line)
            found.append((number, [cell.strip() for cell in cells]))
    return found


def entries_of(kind: str, rows: Iterable[Row]) -> list[Entry]:
    """The entries of a table whose first row is its heading. Raises ``BadInput`` with a fault for each row that cannot
    be taken, and for entries that stand there twice.
    """
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        raise bad_input("table", _("名录是空的"), _("请粘贴或者上传带表头的名录。"))
    places = _places(kind, first[1])
    found: list[Entry] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, cells in iterator:
        entry = _entry(kind, {column: _cell(cells, place) for column, place in places.items()})
        fault = _fault(kind, entry) or _twice(entry, seen)
        if fault:
            faults.append(Fault("", _("第 %(row)s 行：%(what)s") % {"row": number, "what": fault}))
        seen.setdefault(entry.identity, number)
        found.append(entry)
        if len(faults) >= MOST_FAULTS or len(found) > MOST:
            break
    if len(found) > MOST:
        faults.append(Fault("table", _("名录超过 %(most)s 行") % {"most": MOST}, _("请按地区或者类别拆分。")))
    if not found:
        faults.append(Fault("table", _("只有表头，没有内容")))
    if faults:
        raise BadInput(faults)
    return found


def as_text(kind: str, entries: Iterable[Entry]) -> str:
    """The entries as a table people can read and correct, cells between tabs."""
    columns = COLUMNS[NameList.Kind(kind)]
    lines = ["\t".join(str(CALLED[column]) for column in columns)]
    lines += ["\t".join(_told(entry, column) for column in columns) for entry in entries]
    return "\n".join(lines)


def _told(entry: Entry, column: str) -> str:
    value = getattr(entry, column)
    return value if isinstance(value, str) else "、".join(value)


def _places(kind: str, heading: Sequence[str]) -> dict[str, int]:
    words = [re.sub(r"\s+", "", cell).lower() for cell in heading]
    columns = COLUMNS[NameList.Kind(kind)]
    places = {column: next((words.index(word) for word in HEADINGS[column] if word in words), -1) for column in columns}
    needed = [STRATUM] if kind == NameList.Kind.OBJECTS else []
    missing = [str(CALLED[column]) for column in needed if places[column] < 0]
    if places[NUMBER] < 0 and places[NAME] < 0:
        missing.insert(0, _("“%(number)s”或“%(name)s”") % {"number": CALLED[NUMBER], "name": CALLED[NAME]})
    if missing:
        remedy = _("第一行应为表头，例如：%(heading)s。") % {"heading": "、".join(str(CALLED[one]) for one in columns)}
        raise bad_input("table", _("缺少列：%(missing)s") % {"missing": "、".join(missing)}, remedy)
    return places


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if 0 <= place < len(cells) else ""


def _entry(kind: str, cells: dict[str, str]) -> Entry:
    number, name = cells[NUMBER], cells[NAME]
    if kind == NameList.Kind.OBJECTS:
        return Entry(number, name, cells[STRATUM].upper())
    skills = tuple(dict.fromkeys(part for part in PARTS.split(cells[SKILLS]) if part))
    barred = tuple(dict.fromkeys(part for part in PARTS.split(cells[BARRED]) if part))
    return Entry(number, name, "", skills, barred)


def _fault(kind: str, entry: Entry) -> str:
    """What is wrong with an entry; empty when nothing is."""
    if not entry.identity:
        return _("没有编号，也没有名称")
    if len(entry.number) > 60 or len(entry.name) > 100 or not entry.identity.isprintable():  # noqa: PLR2004  as stored
        return _("编号或名称过长，或者含有不可见字符")
    if kind == NameList.Kind.OBJECTS and not CLASS.fullmatch(entry.stratum):
        return _("风险等级“%(class)s”应为字母或数字，例如 A、B、C、D") % {"class": entry.stratum[:20]}
    return ""


def _twice(entry: Entry, seen: dict[str, int]) -> str:
    first = seen.get(entry.identity)
    return _("与第 %(first)s 行重复") % {"first": first} if first else ""
