"""What a column may hold: how a text becomes a value, and what is wrong when it does not."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quanheng.core.basis import Basis
from quanheng.kernel.clock import FIRST_DAY, LAST_DAY

FieldKind = Literal["line", "text", "code", "day", "choice", "flag"]
CLEAR = frozenset({"（空）", "(空)", "〈空〉"})
"""Typed into a cell to say that what is on record is to be taken away; an empty cell leaves it as it is."""
LONGEST_LINE, LONGEST_TEXT = 200, 2000
_FIRST_SERIAL, _LAST_SERIAL = (FIRST_DAY - date(1899, 12, 30)).days, (LAST_DAY - date(1899, 12, 30)).days
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00(?::00)?)?")
_SERIAL = re.compile(r"[0-9]{5}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YES, _NO = {"是", "真", "y", "yes", "true", "1", "√", "✓"}, {"否", "假", "n", "no", "false", "0", "×"}
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>|<!--|<script", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
Choices = Mapping[str, Any] | Callable[[], Mapping[str, Any]]


class ValueFault(Exception):
    """A text is not a value of its field: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True, slots=True)
class Field:
    """栏目. ``key`` names it to the importer, ``label`` to people; ``synonyms`` are other headings it is found under.

    ``kind``: ``line`` (one line), ``text`` (several), ``code`` (letters and digits, half-width, no spaces), ``day``,
    ``choice`` (of ``choices``: stored value to label; a cell may say either, or one of ``aliases``: other word to
    stored value), ``flag`` (是 or 否). ``help`` and ``basis`` stand beside it on the page and in the template file,
    with ``example``.
    """

    key: str
    label: Any
    kind: FieldKind = "line"
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: Choices = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    longest: int = LONGEST_LINE
    help: Any = ""
    basis: Basis | None = None
    example: Any = ""
    _known: dict[str, dict[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def meant(self, text: str) -> str | None:
        """The stored value that ``text`` chooses, worked out once for each language."""
        known = self._known.setdefault(get_language() or "", {})
        if not known:
            for value, label in self.words().items():
                known.setdefault(folded(value), value)
                known.setdefault(folded(str(label)), value)
            known |= {folded(word): value for word, value in self.aliases.items()}
        return known.get(folded(text))

    def words(self) -> Mapping[str, Any]:
        """The choices: stored value to label."""
        return self.choices() if callable(self.choices) else self.choices

    def read(self, text: str) -> Any:
        """The value of ``text``: ``None`` for nothing, ``""`` (a day: ``""`` too) for what is to be cleared.

        Raises :class:`ValueFault`.
        """
        text = text.strip()
        if not text:
            return None
        if markup := _MARKUP.search(text):
            raise ValueFault(_("含有网页标记“%s”") % markup[0][:30], _("请删去标记，只留文字。"))
        if text in CLEAR:
            if self.required:
                raise ValueFault(_("这一栏不能清空"), _("请填写内容。"))
            return ""
        return _READ[self.kind](self, text)

    def stored(self, value: Any) -> str:
        """A value as the text that is compared and kept."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "1" if value else "0"
        return value.isoformat() if isinstance(value, date) else str(value)

    def shown(self, stored: str) -> str:
        """A stored text as people read it."""
        if self.kind == "choice":
            return str(self.words().get(stored, stored))
        if self.kind == "flag":
            return {"1": _("是"), "0": _("否")}.get(stored, stored)
        return stored


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; Chinese punctuation stays."""
    return "".join(
        unicodedata.normalize("NFKC", each) if "\uff01" <= each <= "\uff5e" and each not in "，：；？！（）" else each
        for each in text
    )


def folded(text: str) -> str:
    """The form in which labels are compared: NFKC, no spaces, small letters."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _line(one: Field, text: str) -> str:
    return _bounded(one, _SPACES.sub(" ", text))


def _text(one: Field, text: str) -> str:
    return _bounded(one, text, LONGEST_TEXT)


def _code(one: Field, text: str) -> str:
    return _bounded(one, _SPACES.sub("", unicodedata.normalize("NFKC", text)))


def _bounded(one: Field, text: str, least: int = 0) -> str:
    longest = max(one.longest, least)
    if len(text) > longest:
        raise ValueFault(
            _("内容有 %(length)d 字，最多 %(longest)d 字") % {"length": len(text), "longest": longest}, _("请缩短。")
        )
    return text


def _day(one: Field, text: str) -> date:  # noqa: ARG001  one of the readers
    plain = unicodedata.normalize("NFKC", text)
    found = _DAY.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found:
        return _within(_calendar_day(*map(int, found.groups())))
    if _SERIAL.fullmatch(plain) and _FIRST_SERIAL <= int(plain) <= _LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(plain))  # a day as Excel counts it, in a cell without a format
    raise ValueFault(_("“%s”不是完整的日期") % text[:30], _("请写成 2024-03-08 或 2024年3月8日，年份写四位。"))


def _calendar_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        what = _("没有 %(year)d 年 %(month)d 月 %(day)d 日这一天") % {"year": year, "month": month, "day": day}
        raise ValueFault(what, _("请核对日期。")) from None


def _within(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueFault(_("日期 %s 超出范围") % day.isoformat(), _("只能是 1949-10-01 至 2100-12-31。"))
    return day


def _choice(one: Field, text: str) -> str:
    value = one.meant(text)
    if value is not None:
        return value
    shown = "、".join(str(label) for label in list(one.words().values())[:12])
    raise ValueFault(_("没有“%s”这个选项") % text[:30], _("可以填：%s。") % shown)


def _flag(one: Field, text: str) -> bool:  # noqa: ARG001  one of the readers
    wanted = folded(text)
    if wanted in _YES | _NO:
        return wanted in _YES
    raise ValueFault(_("“%s”看不出是还是否") % text[:30], _("请填“是”或“否”。"))


_READ: dict[str, Callable[[Field, str], Any]] = {
    "line": _line,
    "text": _text,
    "code": _code,
    "day": _day,
    "choice": _choice,
    "flag": _flag,
}
