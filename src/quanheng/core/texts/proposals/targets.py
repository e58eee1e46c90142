"""Measurable targets (可考核的指标): a number with its unit and the clause it stands in."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from quanheng.core.texts.numerals import chinese_to_int
from quanheng.core.texts.proposals.quote import Quote, quote


class Bound(StrEnum):
    """How the number is meant."""

    AT_LEAST = "at_least"  # 以上, 不少于
    AT_MOST = "at_most"  # 以内, 不超过
    MORE_THAN = "more_than"  # 超过, 突破
    REACH = "reach"  # 达到, 建成, 提高到
    BY = "by"  # 提高10%, 增长…个百分点: a change, not a level
    ABOUT = "about"  # 左右, 约
    FULL = "full"  # 全覆盖: everything, without a number
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Target:
    """``value`` (to ``upper``) ``unit`` as quoted; decimal strings, 万 and 亿 multiplied out. ``clause`` is of what."""

    quote: Quote
    clause: Quote
    bound: Bound
    value: str = ""
    upper: str = ""
    unit: str = ""


_LEAST = r"不少于|不低于|不小于|至少"
_MOST = r"不超过|不高于|不大于|控制在|低于"
_MORE = r"超过|突破|多于"
_REACH = (
    r"达到|达|提[高升][到至]|增[加至长][到至]|增至|降[至到]|下降到"
    r"|建成|建设|建立|新建|完成|形成|培育|制修订|制定|修订|组织|累计|保持|力争|实现"
)
_CHANGE = r"提[高升]|增[加长]|下降|降低|减少|缩短"
_ABOUT = r"约|大约"
_DIGITS = r"\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+(?:[.．]\d+)?"
_CHINESE = r"[一二两三四五六七八九十百千]{1,5}"
_UNIT = (
    r"%|％|‰|个百分点|百分点|亿元|万元|元|万吨|吨标准煤|吨|人次|批次|台[（(]套[)）]|台件|台套|个|项次|项|家|台|套|件|种|名|人|次|场|倍|所|处|座|支|份"
    r"|篇|部|门|条|公里|千米|小时|分钟|户|期|类|组|只|块|辆|对"
)
_TARGET = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<more>{_MORE})|(?P<reach>{_REACH})|(?P<change>{_CHANGE})|(?P<about>{_ABOUT}))?\s?"
    rf"(?:(?P<low>{_DIGITS})(?:\s?[-—–~～至]\s?(?P<high>{_DIGITS}))?|(?P<word>{_CHINESE}))"
    rf"(?P<scale>\s?[万亿])?\s?(?P<some>余|多)?(?P<unit>{_UNIT})"
    rf"\s?(?P<tail>以上|及以上|以下|以内|之内|左右)?"
)
_FULL = re.compile(r"全覆盖|全面覆盖|应检尽检|翻[一两二]番")
_QUOTED = re.compile(r"《[^《》]{1,80}》|〔[^〔〕]{1,10}〕|“[^“”]{1,20}”")
_STOPS = "，,。；;：:！？\n"
_SCALES = {"万": 10_000, "亿": 100_000_000}


def targets(paragraph: int, text: str) -> list[Target]:
    """Every measurable target of ``text``, in its order. Numerals in Chinese count only with words of measure."""
    quoted = bytearray(len(text))
    for found in _QUOTED.finditer(text):
        quoted[slice(*found.span())] = b"\1" * len(found[0])
    made = [
        _target(paragraph, text, found)
        for found in _TARGET.finditer(text)
        if not any(quoted[slice(*found.span())]) and _counts(text, found)
    ]
    made += [
        Target(quote(paragraph, text, *found.span()), _clause(paragraph, text, found), Bound.FULL)
        for found in _FULL.finditer(text)
    ]
    return sorted(made, key=lambda each: each.quote.start)


def _counts(text: str, found: re.Match[str]) -> bool:
    """Not a piece of a longer word or number (第3项, 62号), nor 一个, 两个方面 without words of measure."""
    before = text[: found.start("low" if found["low"] else "word")].rstrip()[-1:]
    if before in {"第", "."} or before.isdecimal() or (before.isascii() and before.isalpha()):
        return False
    if found["low"]:
        return True
    bounded = any(found[name] for name in ("least", "most", "more", "tail"))
    return bool(bounded) and _value(found["word"]) is not None


def _target(paragraph: int, text: str, found: re.Match[str]) -> Target:
    scale = _SCALES.get((found["scale"] or "").strip(), 1)
    return Target(
        quote=quote(paragraph, text, *found.span()),
        clause=_clause(paragraph, text, found),
        bound=_bound(found),
        value=_scaled(found["low"] or found["word"], scale),
        upper=_scaled(found["high"], scale) if found["high"] else "",
        unit=found["unit"].replace("％", "%"),
    )


def _bound(found: re.Match[str]) -> Bound:
    tail = found["tail"] or ""
    if "以上" in tail or found["least"]:
        return Bound.AT_LEAST
    if tail in {"以下", "以内", "之内"} or found["most"]:
        return Bound.AT_MOST
    if tail or found["some"] or found["about"]:
        return Bound.ABOUT
    for name, bound in (("more", Bound.MORE_THAN), ("reach", Bound.REACH), ("change", Bound.BY)):
        if found[name]:
            return bound
    return Bound.PLAIN


def _scaled(numeral: str, scale: int) -> str:
    digits = numeral.replace(",", "").replace("，", "").replace("．", ".")
    value = _value(numeral) if not digits[0].isdecimal() else Decimal(digits)
    return format((value or Decimal()) * scale, "f")


def _value(numeral: str) -> Decimal | None:
    try:
        return Decimal(chinese_to_int(numeral))
    except ValueError:
        return None


def _clause(paragraph: int, text: str, found: re.Match[str]) -> Quote:
    """The words between two stops: of what the number is one."""
    start = max((text.rfind(stop, 0, found.start()) for stop in _STOPS), default=-1) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, found.end())) >= 0]
    return quote(paragraph, text, start, min(ends, default=len(text)))
