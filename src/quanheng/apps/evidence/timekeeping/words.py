"""Time in words: states of the clock, faults of sources, and lengths of time that people can read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.timekeeping.asking import NO_ANSWER
from quanheng.core.timekeeping.sntp import Fault

FAULTS = {
    NO_ANSWER: _("没有应答"),
    Fault.MALFORMED.value: _("应答不是 NTP 报文"),
    Fault.NOT_OURS.value: _("不是对这次请求的应答"),
    Fault.UNSYNCHRONISED.value: _("来源自己没有同步"),
    Fault.KISS.value: _("来源拒绝服务"),
    Fault.TOO_FAR.value: _("来源离它的参考太远"),
    Fault.IMPOSSIBLE.value: _("应答里的时间不可能"),
}


class Standing(StrEnum):
    """What can be said of the clock now."""

    UNMEASURED = "unmeasured"
    STALE = "stale"
    DISAGREE = "disagree"
    OUTSIDE = "outside"
    WITHIN = "within"
    COMPARED = "compared"


@dataclass(frozen=True, slots=True)
class Word:
    """A standing as the page says it."""

    word: Any
    says: Any
    tone: str


WORDS = {
    Standing.UNMEASURED: Word(
        _("未核实"), _("没有任何测量记录：记录里的时间只是服务器时钟的读数，不能说准，更不能说可溯源。"), "warn"
    ),
    Standing.STALE: Word(_("测量已过期"), _("最近的测量太久了，现在的时钟没有核实。"), "warn"),
    Standing.DISAGREE: Word(_("来源不一致"), _("时间源互相矛盾或没有应答，不能判断时钟是否准确。"), "danger"),
    Standing.OUTSIDE: Word(_("超出界限"), _("时钟与时间源的偏差超出规定的界限，请管理员校时。"), "danger"),
    Standing.WITHIN: Word(
        _("与时间源一致"), _("时钟与多数时间源的偏差在界限内。NTP 应答没有签名，这不构成计量溯源。"), "info"
    ),
    Standing.COMPARED: Word(
        _("一致，并有外部比对"), _("时钟与多数时间源一致，外部比对在有效期内；溯源以比对报告为准。"), "ok"
    ),
}


def length(nanoseconds: int | None, *, signed: bool = False) -> str:
    """A length of time with a fitting unit: ``+1.25 ms``, ``830 ns``, ``2.0 s``; a dash when unknown."""
    if nanoseconds is None:
        return "—"
    value, unit = float(nanoseconds), "ns"
    for step, larger in ((1e9, "s"), (1e6, "ms"), (1e3, "µs")):
        if abs(nanoseconds) >= step:
            value, unit = nanoseconds / step, larger
            break
    digits = 0 if unit == "ns" else 3 if abs(value) < 10 else 2 if abs(value) < 100 else 1  # noqa: PLR2004
    return f"{value:{'+' if signed else ''}.{digits}f} {unit}"
