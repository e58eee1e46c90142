"""The converter: text in, an exact answer or a clear fault for each field out."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from quanheng.apps.units.records import Standing, UnitRecord
from quanheng.apps.units.register import register
from quanheng.apps.units.rules import is_legal, legal_status
from quanheng.apps.units.words import dimension_words, kind_words
from quanheng.core.metrology.units import (
    AmbiguousUnit,
    BadNumber,
    DimensionMismatch,
    Factor,
    KindMismatch,
    OffsetUnit,
    Unit,
    UnitError,
    UnknownUnit,
    convert,
    decimal_text,
    exact_number,
    read_unit,
    symbol_text,
)
from quanheng.kernel.errors import BadInput, Fault

DIGITS = 12
MOST_DIGITS = 34
LONGEST_UNIT = 60


@dataclass(frozen=True, slots=True)
class Side:
    """One unit of a conversion with its standing on the day. ``notice`` says that it may not simply be used."""

    written: str
    unit: Unit
    symbol: str
    standing: Standing | None
    records: tuple[UnitRecord, ...]
    legal: tuple[str, ...] = ()

    @property
    def notice(self) -> bool:
        """Whether the reader must be told about the standing."""
        return not is_legal(self.standing)


@dataclass(frozen=True, slots=True)
class Answer:
    """A conversion. ``exact``: ``text`` is the value itself; otherwise it is rounded to ``digits`` significant digits,
    and ``fraction`` gives it exactly (with π where there is one). ``measured``: a factor behind it is a measured value.
    """

    value: str
    source: Side
    target: Side
    text: str
    exact: bool
    fraction: str
    factor: Factor
    offset: bool
    digits: int
    measured: bool


def answer(value: str, source: str, target: str, day: date, digits: int = DIGITS) -> Answer:
    """``value`` in ``source``, in ``target``. Raises ``BadInput`` with a fault for every field that is wrong
    (``value``, ``from``, ``to``).
    """
    faults: list[Fault] = []
    number = _number(value, faults)
    left = _unit(source, "from", faults)
    right = _unit(target, "to", faults)
    if faults or number is None or left is None or right is None:
        raise BadInput(faults)
    try:
        done = convert(number, left, right)
    except UnitError as wrong:
        raise BadInput([_mismatch(wrong, left, right)]) from wrong
    text, exact = decimal_text(done.result, digits)
    return Answer(
        value=value.strip(),
        source=side(source, left, day),
        target=side(target, right, day),
        text=text,
        exact=exact,
        fraction="" if exact else _fraction(done.result),
        factor=done.factor,
        offset=left.offset != right.offset,
        digits=digits,
        measured=not done.exact,
    )


def side(written: str, unit: Unit, day: date) -> Side:
    """``unit`` with its standing on ``day`` and, where that is not plainly legal, the legal units of the quantity."""
    standing, due = legal_status(unit, day, register().by_atom)
    legal: tuple[str, ...] = ()
    if not is_legal(standing):
        legal = equivalents(unit)
    return Side(written.strip(), unit, symbol_text(unit), standing, tuple(due), legal)


def equivalents(unit: Unit) -> tuple[str, ...]:
    """Legal units that measure what ``unit`` measures, as we write them; the coherent SI unit when no list has them."""
    for quantity in register().quantities.values():
        first = read_unit(quantity.legal[0])
        if first.dimension == unit.dimension and first.kind == unit.kind:
            return quantity.legal
    for quantity in register().quantities.values():
        first = read_unit(quantity.legal[0])
        if first.dimension == unit.dimension and first.kind.compatible(unit.kind):
            return quantity.legal
    return (unit.dimension.si,) if unit.dimension.si != "1" else ()


def _number(text: str, faults: list[Fault]) -> Fraction | None:
    try:
        return exact_number(text)
    except BadNumber as wrong:
        what, remedy = {
            "syntax": (_("不是可以识别的数"), _("请写成 12.5、1.25e3、1.25×10³ 或 1/3 的形式。")),
            "long": (_("数值过长"), _("请缩短到 60 个字符以内。")),
            "range": (_("指数超出范围"), _("指数请取在 −60 与 60 之间。")),
        }[wrong.reason]
        faults.append(Fault("value", what if text.strip() else _("没有填写数值"), remedy))
        return None


def _unit(text: str, field: str, faults: list[Fault]) -> Unit | None:
    if not text.strip():
        faults.append(Fault(field, _("没有填写单位"), _("请填写单位符号或中文名称，例如 kPa、毫米汞柱。")))
        return None
    if len(text) > LONGEST_UNIT:
        faults.append(Fault(field, _("单位过长"), _("请缩短到 60 个字符以内。")))
        return None
    try:
        return read_unit(text)
    except AmbiguousUnit:
        faults.append(Fault(field, _("“%s”可以有两种读法") % text, _("斜线后有多个单位时请加括号，例如 W/(m²·K)。")))
    except UnknownUnit as wrong:
        hint = _("您要找的可能是：%s。") % "、".join(wrong.suggestions) if wrong.suggestions else ""
        faults.append(Fault(field, _("没有“%s”这个单位") % text, hint or _("请核对写法，符号区分大小写。")))
    except UnitError:
        faults.append(Fault(field, _("“%s”不是可以换算的单位") % text, _("请核对写法。")))
    return None


def _mismatch(wrong: UnitError, source: Unit, target: Unit) -> Fault:
    names = {"source": symbol_text(source), "target": symbol_text(target)}
    if isinstance(wrong, DimensionMismatch):
        told = {**names, "one": dimension_words(source), "other": dimension_words(target)}
        what = _("%(source)s 的量纲是%(one)s，%(target)s 的量纲是%(other)s，不能互相换算") % told
        return Fault("to", what, _("请选择同一种量的单位。"))
    if isinstance(wrong, KindMismatch):
        told = {**names, "one": kind_words(source.kind), "other": kind_words(target.kind)}
        what = _("%(source)s 用于%(one)s，%(target)s 用于%(other)s，量纲相同但不是同一种量") % told
        return Fault("to", what, _("请选择同一种量的单位。"))
    if isinstance(wrong, OffsetUnit):
        return Fault("to", _("这两个单位的零点不同，不能这样换算"), _("请换一个单位。"))
    return Fault("to", str(wrong))


def _fraction(value: Factor) -> str:
    ratio = f"{value.ratio.numerator}/{value.ratio.denominator}" if value.ratio.denominator != 1 else str(value.ratio)
    if len(ratio) > 60:  # noqa: PLR2004  a fraction nobody reads
        return ""
    if not value.pi:
        return ratio
    power = "π" if abs(value.pi) == 1 else f"π^{abs(value.pi)}"
    ratio = f"({ratio})" if "/" in ratio else ratio
    return f"{ratio}·{power}" if value.pi > 0 else f"{ratio}/{power}"
