"""What a laboratory says of the clock, from a form or from a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.kernel.clock import FIRST_DAY, LAST_DAY, LEGAL_ZONE
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.kernel.imports import ColumnMap, Field, Records, Row, Texts, find_heading, half_width

NANOSECONDS = 1_000_000
"""In a millisecond, the unit people write offsets in."""
FARTHEST = 86_400 * 1_000
"""Milliseconds: a clock that is off by more than a day was not compared, it was set."""
MOMENT = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
FIELDS = (
    Field("at", gettext_lazy("时间"), required=True, synonyms=("比对时间", "测量时间", "时刻", "time")),
    Field(
        "offset",
        gettext_lazy("偏差（ms）"),
        required=True,
        synonyms=("偏差", "时差", "钟差", "钟差（ms）", "offset", "offset_ms"),
    ),
    Field(
        "uncertainty",
        gettext_lazy("扩展不确定度（ms）"),
        required=True,
        synonyms=("扩展不确定度", "不确定度", "不确定度（ms）", "U", "uncertainty"),
    ),
)
MOST = 1_000
MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Comparison:
    """One offset (reference minus platform), its expanded uncertainty, who measured it and which document says so."""

    at: datetime
    offset_ns: int
    uncertainty_ns: int
    coverage: str
    laboratory: str
    document: str
    traceable_to: str


@dataclass(frozen=True, slots=True)
class Document:
    """What holds for every offset of one document."""

    coverage: str
    laboratory: str
    document: str
    traceable_to: str


def comparisons_of(rows: Sequence[Row], document: Document, name: str) -> list[Comparison]:
    """The offsets of a table. ``BadInput`` with a fault for each row that cannot be taken."""
    heading = find_heading(rows, FIELDS)
    missing = [str(one.label) for one in FIELDS if heading is None or one.key not in heading.columns]
    if heading is None or missing:
        raise bad_input("table", _("%(name)s 缺少列：%(columns)s") % {"name": name, "columns": "、".join(missing)})
    faults: list[Fault] = []
    found: list[Comparison] = []
    for texts in Records(rows, ColumnMap(0, heading.last, heading.columns), name):
        problems = list(_problems(texts))
        where = _("第 %d 行") % texts.row
        faults += [Fault("table", f"{where}：{what}") for what in problems]
        if not problems:
            found.append(_comparison(texts, document))
        if len(found) > MOST or len(faults) > MOST_FAULTS:
            break
    if len(found) > MOST:
        faults.append(Fault("table", _("超过 %d 行") % MOST, _("请按日平均，或拆成几个文件。")))
    if not found and not faults:
        faults.append(Fault("table", _("只有表头，没有内容")))
    if faults:
        raise BadInput(faults)
    return found


def milliseconds(text: str) -> int:
    """Milliseconds as people write them, in whole nanoseconds. Raises ``ValueError``."""
    try:
        value = Decimal(half_width(text).strip().replace("−", "-").removesuffix("ms").strip())
    except InvalidOperation as wrong:
        raise ValueError(text) from wrong
    if not value.is_finite() or abs(value) > FARTHEST:
        raise ValueError(text)
    return int((value * NANOSECONDS).to_integral_value())


def moment_of(text: str) -> datetime:
    """A moment in Asia/Shanghai. Raises ``ValueError``."""
    shape = MOMENT.fullmatch(half_width(text).strip())
    if shape is None:
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in shape.groups())
    found = datetime(year, month, day, hour, minute, second, tzinfo=LEGAL_ZONE)
    if not FIRST_DAY <= found.date() <= LAST_DAY:
        raise ValueError(text)
    return found


def _problems(texts: Texts) -> Iterator[str]:
    at, offset, uncertainty = (texts.texts.get(one.key, "") for one in FIELDS)
    if not _reads(moment_of, at):
        yield _("时间“%s”应写成 2026-03-08 10:20:30") % at[:30]
    if not _reads(milliseconds, offset):
        yield _("偏差“%s”应为毫秒数") % offset[:30]
    if not _reads(milliseconds, uncertainty) or milliseconds(uncertainty) <= 0:
        yield _("扩展不确定度“%s”应为正的毫秒数") % uncertainty[:30]


def _reads(reader: object, text: str) -> bool:
    try:
        reader(text)  # type: ignore[operator]  # one of the two above
    except ValueError:
        return False
    return True


def _comparison(texts: Texts, document: Document) -> Comparison:
    at, offset, uncertainty = (texts.texts[one.key] for one in FIELDS)
    return Comparison(
        moment_of(at),
        milliseconds(offset),
        milliseconds(uncertainty),
        document.coverage,
        document.laboratory,
        document.document,
        document.traceable_to,
    )
