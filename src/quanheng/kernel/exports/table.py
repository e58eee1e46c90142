"""A table on its way out: what every format needs to know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

MOST_STREAMED = 200_000
MOST_IN_WORKBOOK = 50_000
MOST_IN_DOCUMENT = 3_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of an export: stable key (JSON), label (CSV, Excel) and the value of a row."""

    key: str
    label: str
    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """What is exported. ``rows`` is read once, row by row. ``query`` is the address that gives the same rows,
    ``conditions`` says in words what narrowed them.
    """

    title: str
    headings: tuple[Heading, ...]
    rows: Iterable[Any]
    query: str
    made_at: datetime
    licence: str
    source: str
    note: str = ""
    conditions: tuple[str, ...] = ()

    def provenance(self) -> list[tuple[str, str]]:
        """Label and text of each line that says where the table comes from."""
        lines = [
            (_("数据集"), self.title),
            (_("来源"), self.source),
            (_("查询地址"), self.query),
            (_("生成时间"), self.made_at.isoformat(timespec="seconds")),
            (_("使用许可"), self.licence),
        ]
        return [*lines, (_("说明"), self.note)] if self.note else lines
