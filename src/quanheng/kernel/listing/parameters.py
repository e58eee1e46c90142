"""Reading a list's address, and refusing what it does not know."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from quanheng.kernel.clock import FIRST_DAY, LAST_DAY
from quanheng.kernel.errors import BadInput, Fault

if TYPE_CHECKING:
    from quanheng.kernel.listing.declare import Facet, Listing

LONGEST_VALUE = 200
MOST_VALUES = 50
LAST_PAGE = 100_000
HARMLESS = re.compile(r"^(utm_[a-z]+|spm|from|gclid|fbclid|msclkid|_)$")
UNREADABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
OWN = ("q", "sort", "page", "size", "on", "export")


class PageBeyondEnd(BadInput):
    """A page number after the last page: answered like an address that does not exist."""

    status = 404


@dataclass(frozen=True, slots=True)
class Selection:
    """What an address asks of a list, checked. ``on`` is the day it names, ``None`` when it names none."""

    q: str
    values: dict[str, tuple[str, ...]]
    sort: str
    page: int
    size: int
    on: date | None
    export: str
    kept: tuple[tuple[str, str], ...]


def parse_day(text: str, field: str = "on") -> date:
    """A legal day written ``YYYY-MM-DD`` between 1949-10-01 and 2100-12-31. Raises ``BadInput`` naming ``field``."""
    remedy = _("请写成 YYYY-MM-DD，介于 %(first)s 与 %(last)s 之间。") % {
        "first": FIRST_DAY.isoformat(),
        "last": LAST_DAY.isoformat(),
    }
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise BadInput([Fault(field, _("不是日期"), remedy)])
    try:
        day = date.fromisoformat(text)
    except ValueError as wrong:
        raise BadInput([Fault(field, _("没有这一天"), remedy)]) from wrong
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadInput([Fault(field, _("日期超出范围"), remedy)])
    return day


def day_from(params: Any, default: date, field: str = "on") -> date:
    """The day in the query parameter ``field``, ``default`` when it is missing or empty. Raises ``BadInput``."""
    text = str(params.get(field, "")).strip()
    return parse_day(text, field) if text else default


def whole_number(text: str, field: str, first: int, last: int) -> int:
    """A whole number in ASCII digits from ``first`` to ``last``. Raises ``BadInput`` naming ``field``."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or not first <= int(text) <= last:
        what = _("不是 %(first)s 至 %(last)s 之间的整数") % {"first": first, "last": last}
        raise BadInput([Fault(field, what, _("请改正网址中的数值，或去掉这个参数。"))])
    return int(text)


class _Reader:
    """Collects every fault of an address instead of stopping at the first."""

    def __init__(self, listing: "Listing", params: Any, *, api: bool) -> None:
        self.api = api
        self.listing = listing
        self.params = params
        self.faults: list[Fault] = []

    def fault(self, where: str, what: str, remedy: str) -> None:
        self.faults.append(Fault(where, what, remedy))

    def one(self, name: str) -> str:
        given = self.params.getlist(name)
        if len(given) > 1 and len(set(given)) > 1:
            self.fault(name, _("只能给出一个值"), _("请只保留一个。"))
        return str(given[-1]).strip() if given else ""

    def bounded(self) -> None:
        known = {*OWN, *self.listing.keep, *(facet.key for facet in self.listing.facets)}
        for name in self.params:
            if name in known:
                values = self.params.getlist(name)
                if any(len(value) > LONGEST_VALUE or UNREADABLE.search(value) for value in values):
                    self.fault(name, _("值过长或含有不可见字符"), _("请缩短到 %d 字以内。") % LONGEST_VALUE)
                elif self.api and name != "q" and not all(values):  # a form sends empty fields, a program does not
                    self.fault(name, _("值为空"), _("请给出取值，或去掉这个参数。"))
            elif not HARMLESS.match(name):
                shown = UNREADABLE.sub("?", name[:40])
                self.fault(shown, _("没有这个查询参数"), _("可用的参数：%s。") % "、".join(self.names()))

    def names(self) -> list[str]:
        names = [facet.key for facet in self.listing.facets]
        names += ["q"] if self.listing.search else []
        names += ["on"] if self.listing.asof else []
        return [*names, "sort", "page", *(["export"] if self.listing.exports else [])]

    def facet(self, facet: "Facet") -> tuple[str, ...]:
        given = [part.strip() for value in self.params.getlist(facet.key) for part in value.split(",")]
        values = tuple(dict.fromkeys(part for part in given if part))
        labels = facet.labels
        if labels is not None and (unknown := [value for value in values if value not in labels]):
            some = "、".join(f"{value}（{label}）" for value, label in list(labels.items())[:20])
            what = _("%(facet)s：没有“%(value)s”这个取值") % {"facet": facet.label, "value": unknown[0][:40]}
            self.fault(facet.key, what, _("可用的取值：%s。") % some)
            return ()
        if len(given) > MOST_VALUES or (len(values) > 1 and not facet.multiple):
            self.fault(facet.key, _("给出的取值过多"), _("请减少选择。"))
            return ()
        return values

    def sort(self) -> str:
        text = self.one("sort")
        if text and text.removeprefix("-") not in self.listing.orders:
            remedy = _("可用的排序：%s；前面加 - 为降序。") % "、".join(self.listing.orders)
            self.fault("sort", _("没有这种排序"), remedy)
        return text or self.listing.default_sort

    def number(self, name: str, first: int, last: int, default: int) -> int:
        text = self.one(name)
        try:
            return whole_number(text, name, first, last) if text else default
        except BadInput as wrong:
            self.faults += wrong.faults
            return default

    def day(self) -> date | None:
        text = self.one("on")
        if text and not self.listing.asof:
            self.fault("on", _("这个列表不按日期查询"), _("请去掉这个参数。"))
            return None
        try:
            return parse_day(text) if text else None
        except BadInput as wrong:
            self.faults += wrong.faults
            return None

    def export(self) -> str:
        text = self.one("export")
        if text and (self.api or text not in self.listing.exports):
            self.fault("export", _("没有这种导出格式"), _("可用的格式：%s。") % "、".join(self.listing.exports))
        return text


def read(listing: "Listing", params: Any, *, largest_size: int = 0) -> Selection:
    """The checked selection of ``params`` (a QueryDict). Raises ``BadInput`` with every fault.

    ``largest_size`` above 0 lets the address choose ``size``, the rows on a page (the API does).
    """
    reader = _Reader(listing, params, api=largest_size > 0)
    reader.bounded()
    text = reader.one("q")
    if text and listing.search is None:
        reader.fault("q", _("这个列表不能按文字查询"), _("请去掉这个参数。"))
    if "size" in params and not largest_size:
        reader.fault("size", _("没有这个查询参数"), _("可用的参数：%s。") % "、".join(reader.names()))
    selection = Selection(
        q=text,
        values={facet.key: found for facet in listing.facets if (found := reader.facet(facet))},
        sort=reader.sort(),
        page=reader.number("page", 1, LAST_PAGE, 1),
        size=reader.number("size", 1, largest_size or 1, listing.page_size) if largest_size else listing.page_size,
        on=reader.day(),
        export=reader.export(),
        kept=tuple((name, value) for name in listing.keep for value in params.getlist(name)),
    )
    if reader.faults:
        raise BadInput(reader.faults)
    return selection
