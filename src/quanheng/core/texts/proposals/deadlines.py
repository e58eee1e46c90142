"""Times that a text sets (时限): years, dates, ranges, recurring duties, each as quoted and, where certain, as days."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quanheng.core.texts.numerals import chinese_to_int
from quanheng.core.texts.proposals.quote import Quote, quote


class DeadlineKind(StrEnum):
    """The ways a text sets a time."""

    BY = "by"  # 到2025年, 2024年底前
    DURING = "during"  # 2024年, 2021—2035年, “十四五”期间
    RECURRING = "recurring"  # 每年
    WITHIN = "within"  # 三年内: from a day that the text does not give here
    DAMAGED = "damaged"  # ?025年


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time as quoted. ``earliest`` and ``latest`` are legal days, empty where the words give none.

    ``sure`` is false where the words can be read in two ways. ``period`` is an ISO 8601 duration (P1Y) of what
    recurs or of the time within which.
    """

    kind: DeadlineKind
    quote: Quote
    earliest: date | None = None
    latest: date | None = None
    sure: bool = True
    period: str = ""


Days = tuple[date | None, date | None, bool, str]
FIRST_PLAN, FIRST_YEAR, PLAN_YEARS = 10, 2001, 5  # 第十个五年计划 2001–2005
_Y = r"(?<!\d)(?P<y>(?:19|20)\d{2})\s?"
_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?"
_UNITS = {"年": "Y", "个月": "M", "月": "M", "周": "W", "工作日": "D", "个工作日": "D", "日": "D", "天": "D"}
_EVERY = {"每年": "P1Y", "每年度": "P1Y", "逐年": "P1Y", "每半年": "P6M", "每季度": "P3M", "每季": "P3M", "每月": "P1M"}


def _year(found: re.Match[str]) -> int:
    return int(found["y"])


def _range(found: re.Match[str]) -> Days:
    return date(_year(found), 1, 1), date(int(found["z"]), 12, 31), True, ""


def _by_day(found: re.Match[str]) -> Days:
    return None, date(_year(found), int(found["m"]), int(found["d"])), True, ""


def _by_month(found: re.Match[str]) -> Days:
    """2024年6月底前 ends with the month; 2024年6月前, read literally, with the month before it."""
    year, month = _year(found), int(found["m"])
    if found["end"]:
        return None, date(year, month, monthrange(year, month)[1]), True, ""
    return None, date.fromordinal(date(year, month, 1).toordinal() - 1), False, ""


def _by_year(found: re.Match[str]) -> Days:
    """到2025年 and 2025年底前 end with the year; 2025年前, read literally, with the year before it."""
    before = found["before"] and not found["end"] and not found["to"]
    return (None, date(_year(found) - 1, 12, 31), False, "") if before else (None, date(_year(found), 12, 31), True, "")


def _in_year(found: re.Match[str]) -> Days:
    return date(_year(found), 1, 1), date(_year(found), 12, 31), False, ""


def _plan(found: re.Match[str]) -> Days:
    first = FIRST_YEAR + (chinese_to_int(found["plan"]) - FIRST_PLAN) * PLAN_YEARS
    last = date(first + PLAN_YEARS - 1, 12, 31)
    return (None, last, True, "") if found["end"] else (date(first, 1, 1), last, True, "")


def _every(found: re.Match[str]) -> Days:
    words = "".join(found[0].split())
    if words in _EVERY:
        return None, None, True, _EVERY[words]
    return None, None, True, f"P{_count(found['n'])}{_UNITS[found['unit']]}"


def _regularly(_found: re.Match[str]) -> Days:
    return None, None, False, ""


def _within(found: re.Match[str]) -> Days:
    working = "工作" in found["unit"]
    return None, None, not working, f"P{_count(found['n'])}{_UNITS[found['unit']]}"


def _damaged(_found: re.Match[str]) -> Days:
    return None, None, False, ""


def _count(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else chinese_to_int(numeral.replace("两", "二"))


_PATTERNS: tuple[tuple[DeadlineKind, re.Pattern[str], Callable[[re.Match[str]], Days]], ...] = tuple(
    (kind, re.compile(pattern), meaning)
    for kind, pattern, meaning in (
        (DeadlineKind.DURING, _Y + r"年?\s?(?:[-—–~～]{1,2}|至|到)\s?(?P<z>20\d{2})\s?年(?:度|期间)?", _range),
        (DeadlineKind.BY, r"(?:到|至|于|在|截至)?\s?" + _Y
         + r"年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日(?:之前|以前|前|止)", _by_day),
        (DeadlineKind.BY, r"(?:到|至|于|在|截至)?\s?" + _Y
         + r"年\s?(?P<m>\d{1,2})\s?月(?:(?P<end>底|末|下旬)(?:之前|以前|前)?|(?:之前|以前|前))", _by_month),
        (DeadlineKind.BY, r"(?P<to>到|截至)\s?" + _Y + r"年(?P<end>底|末)?(?P<before>之前|以前|前)?", _by_year),
        (DeadlineKind.BY, r"(?P<to>)" + _Y + r"年(?P<end>年?底|年?末)?(?P<before>之前|以前|前)(?!后)", _by_year),
        (DeadlineKind.BY, r"(?P<to>)" + _Y + r"年(?P<end>年?底|末)(?P<before>)", _by_year),
        (DeadlineKind.DURING, _Y + r"年(?:度)?(?!\s?\d{1,2}\s?月|[代版]|来|后|起|至今|以来)", _in_year),
        (DeadlineKind.DURING, r"[“\"]?(?P<plan>十[一二三四五六]?)五\s?[”\"]?(?:规划)?"
         r"(?:期间|时期|内|(?P<end>末))", _plan),
        (DeadlineKind.RECURRING, r"每年度?|逐年|每半年|每季度?|每月|每\s?" + _N + r"(?P<unit>年|个月)", _every),
        (DeadlineKind.RECURRING, r"定期", _regularly),
        (DeadlineKind.WITHIN, r"(?<![第\d])" + _N
         + r"(?P<unit>个?工作日|个月|年|周|日|天)(?:左右)?(?:时间)?(?:之内|以内|内)(?![容部外])", _within),
        (DeadlineKind.DAMAGED, r"[?？]\d{3}\s?年|\d{3}[?？]\s?年", _damaged),
    )
)  # fmt: skip
_QUOTED = re.compile(r"《[^《》]{1,80}》|〔[^〔〕]{1,10}〕")


def deadlines(paragraph: int, text: str) -> list[Deadline]:
    """Every time that ``text`` sets, in its order; years in names of documents are none."""
    taken = bytearray(len(text))
    for found in _QUOTED.finditer(text):
        taken[slice(*found.span())] = b"\1" * len(found[0])
    made: list[Deadline] = []
    for kind, pattern, meaning in _PATTERNS:
        for found in pattern.finditer(text):
            if any(taken[slice(*found.span())]):
                continue
            taken[slice(*found.span())] = b"\1" * len(found[0])
            made += _deadline(kind, quote(paragraph, text, *found.span()), meaning, found)
    return sorted(made, key=lambda each: each.quote.start)


def _deadline(
    kind: DeadlineKind, words: Quote, meaning: Callable[[re.Match[str]], Days], found: re.Match[str]
) -> Iterator[Deadline]:
    try:
        earliest, latest, sure, period = meaning(found)
    except ValueError:  # the 31st of June: quoted, no day
        earliest, latest, sure, period = None, None, False, ""
    yield Deadline(kind, words, earliest, latest, sure, period)
