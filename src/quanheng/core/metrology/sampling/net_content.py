"""Net content of pre-packages (定量包装商品净含量) to JJF 1070 and OIML R 87.

Quantities are :class:`~decimal.Decimal` in one unit: g or mL for mass and volume, m for length, m² for area, pieces for
count. Limits are law: nothing here is a float but the standard deviation of the sample.
"""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from importlib import resources
from statistics import stdev
from typing import Any, Literal, get_args

from scipy import stats

from quanheng.core.metrology.errors import InvalidArgument, probability, whole

Goods = Literal["mass", "volume", "length", "area", "count"]
Rounding = Literal["up", "nearest", "none"]


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition of the rules that applied on a day, and how sure we are of its numbers (``status``)."""

    id: str
    title: str
    effective_from: date
    effective_to: date | None
    status: str
    source: str


@cache
def _rules() -> dict[str, Any]:
    text = resources.files("quanheng.core.metrology").joinpath("data/net_content.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def edition_on(day: date) -> Edition:
    """The edition in force on ``day``. Raises where none is on record."""
    for entry in _rules()["edition"]:
        edition = Edition(**{"effective_to": None, **entry})
        if edition.effective_from <= day and (edition.effective_to is None or day < edition.effective_to):
            return edition
    raise InvalidArgument("day", f"no edition of the net content rules is on record for {day}")


def _amount(argument: str, value: Decimal | int | str) -> Decimal:
    if isinstance(value, float):
        raise InvalidArgument(argument, "must be a Decimal, an int or text: a float cannot hold a legal limit exactly")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise InvalidArgument(argument, f"is not a number: {value!r}") from None
    if not number.is_finite():
        raise InvalidArgument(argument, f"must be a finite number, not {value!r}")
    return number


def allowable_shortage(nominal: Decimal | int | str, goods: Goods, *, rounding: Rounding = "up") -> Decimal:
    """允许短缺量 T for the nominal quantity ``nominal`` (g, mL, m, m² or pieces).

    Mass and volume: annex table, then rounded to 0.1 g (mL) up to 1 kg (L) and to 1 g (mL) above; OIML R 87 rounds up,
    which is the default, and the direction in the Chinese rule is not verified. Length: none up to 5 m, then 2 %;
    area 3 %; count: none up to 50, then 1 % with a fraction rounded up. Raises outside the table.
    """
    quantity = _amount("nominal", nominal)
    if quantity <= 0:
        raise InvalidArgument("nominal", f"must be more than zero, not {nominal!r}")
    if goods not in get_args(Goods):
        raise InvalidArgument("goods", f"{goods!r} is not one of {', '.join(get_args(Goods))}")
    if goods == "count" and quantity != quantity.to_integral_value():
        raise InvalidArgument("nominal", "goods marked by count have a whole number of pieces")
    if other := _rules()["tables"]["other"].get(goods):
        if quantity <= other["none_upto"]:
            return Decimal(0)
        part = quantity * Decimal(other["percent"]) / 100
        return part.to_integral_value(ROUND_CEILING) if other.get("whole") else part
    for row in _rules()["tables"]["shortage"]:
        if row["above"] < quantity <= row["upto"]:
            exact = quantity * Decimal(row["percent"]) / 100 if "percent" in row else Decimal(row["absolute"])
            return _rounded(exact, quantity, rounding)
    raise InvalidArgument("nominal", f"{nominal} g or mL lies beyond the table of allowable shortages")


def _rounded(shortage: Decimal, nominal: Decimal, rounding: Rounding) -> Decimal:
    if rounding not in get_args(Rounding):
        raise InvalidArgument("rounding", f"{rounding!r} is not one of {', '.join(get_args(Rounding))}")
    if rounding == "none":
        return shortage
    step = next(row["step"] for row in _rules()["tables"]["rounding"] if nominal <= row.get("upto", nominal))
    return shortage.quantize(Decimal(step), ROUND_CEILING if rounding == "up" else ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class LotPlan:
    """Sample size, printed correction factor of s (``None`` for lots inspected whole), and how many packages may be
    short by more than T but not more than 2T. ``exact`` is the factor the printed one was rounded from.
    """

    lot: int
    sample: int
    factor: Decimal | None
    allowed: int
    exact: float | None


def exact_factor(sample: int, *, confidence: float | None = None) -> float:
    """λ = t(confidence, n − 1)/√n, the factor behind the printed table (OIML R 87, annex); the rules' own confidence
    unless given.
    """
    n = whole("sample", sample, least=2)
    level = float(_rules()["tables"]["confidence"]) if confidence is None else confidence
    return float(stats.t.ppf(probability("confidence", level), n - 1)) / math.sqrt(n)


def lot_plan(lot: int) -> LotPlan:
    """The plan for a lot of ``lot`` packages."""
    size = whole("lot", lot, least=1)
    for row in _rules()["tables"]["plan"]:
        if row["lot_from"] <= size <= row.get("lot_to", size):
            sample = row.get("sample", size)
            factor = Decimal(row["factor"]) if "factor" in row else None
            return LotPlan(size, sample, factor, row["allowed"], exact_factor(sample) if factor else None)
    raise InvalidArgument("lot", f"no plan for a lot of {lot}")


@dataclass(frozen=True, slots=True)
class PackageVerdict:
    """One package: its shortage (negative when overfilled) and its class."""

    index: int
    quantity: Decimal
    shortage: Decimal
    kind: Literal["sufficient", "short within T", "short beyond T", "short beyond 2T"]


@dataclass(frozen=True, slots=True)
class LotVerdict:
    """The verdict on a lot, with everything it was computed from. ``failed`` names the criteria that failed;
    ``edition`` are the rules that applied, whose ``status`` says how sure their numbers are.
    """

    accepted: bool
    failed: tuple[str, ...]
    edition: Edition
    plan: LotPlan
    nominal: Decimal
    shortage_allowed: Decimal
    mean: Decimal
    s: float | None
    limit_of_mean: Decimal | None
    beyond_t: int
    beyond_2t: int
    packages: tuple[PackageVerdict, ...]


def judge_lot(
    quantities: Sequence[Decimal | int | str],
    *,
    nominal: Decimal | int | str,
    lot: int,
    goods: Goods,
    on: date,
    rounding: Rounding = "up",
) -> LotVerdict:
    """Judge a lot by the three criteria: the corrected mean, packages short beyond T, and beyond 2T, under the edition
    of the rules in force ``on`` that day.

    ``quantities`` are the actual contents of exactly the sample the plan asks for (the whole lot up to ten packages).
    The printed factor decides. Where T is zero any shortage counts as beyond 2T.
    """
    edition, plan = edition_on(on), lot_plan(lot)
    values = [_amount(f"quantities[{i}]", q) for i, q in enumerate(quantities)]
    for i, value in enumerate(values):
        if value < 0:
            raise InvalidArgument(f"quantities[{i}]", f"a content is zero or more, not {value}")
    if len(values) != plan.sample:
        raise InvalidArgument("quantities", f"a lot of {lot} takes a sample of {plan.sample}, not {len(values)}")
    target = _amount("nominal", nominal)
    allowed = allowable_shortage(target, goods, rounding=rounding)
    packages = tuple(_package(i, q, target, allowed) for i, q in enumerate(values))
    beyond_t = sum(p.kind == "short beyond T" for p in packages)
    beyond_2t = sum(p.kind == "short beyond 2T" for p in packages)
    mean = sum(values, Decimal(0)) / len(values)
    s = stdev([float(v) for v in values]) if len(values) > 1 else None
    limit = target - plan.factor * Decimal(repr(s)) if plan.factor is not None and s is not None else None
    failed = tuple(
        name
        for name, bad in (
            ("mean", limit is not None and mean < limit),
            ("beyond T", beyond_t > plan.allowed),
            ("beyond 2T", beyond_2t > 0),
        )
        if bad
    )
    return LotVerdict(not failed, failed, edition, plan, target, allowed, mean, s, limit, beyond_t, beyond_2t, packages)


def _package(index: int, quantity: Decimal, nominal: Decimal, allowed: Decimal) -> PackageVerdict:
    shortage = nominal - quantity
    if shortage <= 0:
        return PackageVerdict(index, quantity, shortage, "sufficient")
    if shortage > 2 * allowed:
        return PackageVerdict(index, quantity, shortage, "short beyond 2T")
    return PackageVerdict(index, quantity, shortage, "short beyond T" if shortage > allowed else "short within T")
