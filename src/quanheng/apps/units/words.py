"""The words people read: statuses, kinds of quantity, factors."""

from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.units.records import LegalStatus
from quanheng.core.metrology.units import Factor, Kind, Unit, decimal_text

STATUS_LABELS = {
    LegalStatus.LEGAL: gettext_lazy("法定"),
    LegalStatus.LEGAL_RESTRICTED: gettext_lazy("法定（限用）"),
    LegalStatus.TRANSITIONAL: gettext_lazy("过渡期可用"),
    LegalStatus.CONTEXT: gettext_lazy("视用途而定"),
    LegalStatus.UNLISTED: gettext_lazy("未列入"),
    LegalStatus.NO_RECORD: gettext_lazy("无记录"),
    LegalStatus.NOT_LEGAL: gettext_lazy("非法定"),
    LegalStatus.ABOLISHED: gettext_lazy("已废除"),
}
LOOKS = {
    LegalStatus.LEGAL: "ok",
    LegalStatus.LEGAL_RESTRICTED: "info",
    LegalStatus.TRANSITIONAL: "upcoming",
    LegalStatus.CONTEXT: "unknown",
    LegalStatus.UNLISTED: "unknown",
    LegalStatus.NO_RECORD: "not_issued",
    LegalStatus.NOT_LEGAL: "warn",
    LegalStatus.ABOLISHED: "abolished",
}
MARKS = {
    "energy": gettext_lazy("能量"),
    "torque": gettext_lazy("力矩"),
    "frequency": gettext_lazy("频率"),
    "activity": gettext_lazy("放射性活度"),
    "rotation": gettext_lazy("转动"),
    "absorbed_dose": gettext_lazy("吸收剂量"),
    "dose_equivalent": gettext_lazy("剂量当量"),
    "apparent_power": gettext_lazy("视在功率"),
    "reactive_power": gettext_lazy("无功功率"),
    "temperature": gettext_lazy("温度"),
    "temperature_difference": gettext_lazy("温度差"),
    "angle": gettext_lazy("平面角"),
    "solid_angle": gettext_lazy("立体角"),
    "level": gettext_lazy("级（分贝）"),
    "natural_level": gettext_lazy("级（奈培）"),
}
BASE = (
    gettext_lazy("长度"),
    gettext_lazy("质量"),
    gettext_lazy("时间"),
    gettext_lazy("电流"),
    gettext_lazy("热力学温度"),
    gettext_lazy("物质的量"),
    gettext_lazy("发光强度"),
)
FACTOR_DIGITS = 10


def dimension_words(unit: Unit) -> str:
    """The dimension in Chinese: 长度·时间⁻¹（m·s⁻¹）; 量纲一 when it has none."""
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    parts = [
        str(name) if n == 1 else f"{name}{str(n).translate(raised)}"
        for name, n in zip(BASE, unit.dimension.exponents, strict=True)
        if n
    ]
    return f"{'·'.join(parts)}（{unit.dimension.si}）" if parts else _("量纲一")


def kind_words(kind: Kind) -> str:
    """The kind of quantity in Chinese; 未限定 when nothing is said."""
    return "·".join(str(MARKS[mark]) for mark, _n in kind.marks) or _("未限定")


def factor_words(factor: Factor) -> tuple[str, str, bool]:
    """A factor as a fraction, as a decimal, and whether the decimal is exact. The fraction is empty where the decimal
    says the same.
    """
    decimal, exact = decimal_text(factor, FACTOR_DIGITS)
    if exact:
        return "", decimal, True
    ratio = factor.ratio
    fraction = str(ratio.numerator) if ratio.denominator == 1 else f"{ratio.numerator}/{ratio.denominator}"
    if factor.pi:
        power = "π" if abs(factor.pi) == 1 else f"π^{abs(factor.pi)}"
        fraction = f"({fraction})" if "/" in fraction else fraction
        fraction = f"{fraction}·{power}" if factor.pi > 0 else f"{fraction}/{power}"
    return fraction, decimal, False


def spaced(number: str) -> str:
    """Digits in groups of three with narrow spaces, as GB 3101 writes long numbers; short ones as they are."""
    mantissa, times, power = number.partition("×")
    whole, point, decimals = mantissa.partition(".")
    sign, whole = (whole[0], whole[1:]) if whole[:1] in {"-", "+"} else ("", whole)
    grouped = f"{int(whole):,}".replace(",", "\u202f") if len(whole) > 4 else whole  # noqa: PLR2004  GB 3101: from five digits
    chunks = [decimals[i : i + 3] for i in range(0, len(decimals), 3)]
    tail = "\u202f".join(chunks) if len(decimals) > 4 else decimals  # noqa: PLR2004
    return f"{sign}{grouped}{point}{tail}{times}{power}"


def fraction_words(value: Fraction) -> str:
    """A fraction as text."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def span_words(start: date | None, end: date | None) -> str:
    """A span of days in words."""
    if start is None:
        return _("%s 之前") % end
    return _("%s 起") % start if end is None else _("%(start)s 起，%(end)s 止（不含）") % {"start": start, "end": end}
