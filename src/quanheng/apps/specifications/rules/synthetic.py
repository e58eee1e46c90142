"""The plan of a synthetic register: shaped like the real one, marked so that nobody takes it for it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")

MARK = "〔合成〕"
FIRST_SERIAL, LAST_SERIAL = 10001, 999999
FIRST_YEAR, LAST_YEAR = 1985, 2026

# In force at the end of February 2024: 95 + 824 + 148 + 828 + 135 = 2030 (公开数字).
KINDS = (("scheme", 95), ("verification", 824), ("type_evaluation", 148), ("calibration", 828), ("other", 135))
CHAINS = ((1, 50), (2, 30), (3, 14), (4, 6))
LAGS = ((91, 19), (182, 21), (365, 2))
ABOLISHED, NO_DATES, NO_ISSUE_DATE = 0.02, 0.03, 0.06
ENDINGS = {
    "scheme": "计量器具检定系统表",
    "verification": "检定规程",
    "type_evaluation": "型式评价大纲",
    "calibration": "校准规范",
    "other": "测量方法",
}
MANNERS = (
    "数字",
    "便携式",
    "自动",
    "在线",
    "精密",
    "标准",
    "工业",
    "医用",
    "车载",
    "实验室",
    "光电",
    "高压",
    "低温",
    "微型",
)
QUANTITIES = (
    "压力",
    "温度",
    "湿度",
    "流量",
    "质量",
    "长度",
    "角度",
    "电压",
    "电流",
    "功率",
    "频率",
    "声压",
    "照度",
    "浓度",
)
INSTRUMENTS = (
    "传感器",
    "测量仪",
    "分析仪",
    "校准装置",
    "发生器",
    "记录仪",
    "变送器",
    "计",
    "检测仪",
    "标准装置",
    "计量表",
)


@dataclass(frozen=True, slots=True)
class PlannedEdition:
    """One edition of the plan. Dates are ``None`` where the plan leaves them unknown."""

    year: int
    issued_on: date | None
    effective_on: date | None
    abolished_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """One work with its editions, oldest first; ``fate`` is a number in [0, 1) for what else is drawn."""

    series: str
    serial: int
    kind: str
    title: str
    fate: float
    editions: tuple[PlannedEdition, ...]


def plan(count: int, seed: int, first_serial: int = FIRST_SERIAL) -> Iterator[PlannedWork]:
    """Works with ``count`` editions in all, the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311  repeatable, not secret
    serial, left = first_serial, count
    while left > 0:
        length = min(left, _weighted(draw, CHAINS))
        kind = _weighted(draw, KINDS)
        yield PlannedWork(
            series="JJG" if kind in {"scheme", "verification"} else "JJF",
            serial=serial,
            kind=kind,
            title=MARK + "".join(map(draw.choice, (MANNERS, QUANTITIES, INSTRUMENTS))) + ENDINGS[kind],
            fate=draw.random(),
            editions=tuple(_editions(draw, length)),
        )
        serial, left = serial + 1, left - length


def _editions(draw: random.Random, length: int) -> Iterator[PlannedEdition]:
    years = sorted(draw.sample(range(FIRST_YEAR, LAST_YEAR + 1), length))
    for place, year in enumerate(years):
        issued = date(year, 1, 1) + timedelta(days=draw.randrange(365))
        effective = issued + timedelta(days=_weighted(draw, LAGS))
        unknown, ended = draw.random(), draw.random()
        abolished = effective + timedelta(days=draw.randrange(400, 6000))
        yield PlannedEdition(
            year,
            None if unknown < NO_ISSUE_DATE else issued,
            None if unknown < NO_DATES else effective,
            abolished if place == length - 1 and ended < ABOLISHED else None,
        )


def _weighted(draw: random.Random, choices: tuple[tuple[T, int], ...]) -> T:
    values, weights = zip(*choices, strict=True)
    chosen: T = draw.choices(values, weights)[0]
    return chosen
