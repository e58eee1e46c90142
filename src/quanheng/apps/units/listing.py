"""The list of units: declared as every register's list is, over plain values instead of rows of a table."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanheng.apps.units.records import UnitRecord
from quanheng.apps.units.register import register
from quanheng.apps.units.words import LOOKS, STATUS_LABELS, factor_words, spaced
from quanheng.core.metrology.units import UnitError, read_unit
from quanheng.core.metrology.units.factor import ONE
from quanheng.kernel.errors import Fault
from quanheng.kernel.listing import BoundListing, Column, Facet, Listing, PageBeyondEnd
from quanheng.kernel.listing.bound import BoundRow
from quanheng.kernel.listing.parameters import read
from quanheng.kernel.ui.badges import status_badge


@dataclass(frozen=True)
class Row:
    """A unit on a day."""

    unit: UnitRecord
    day: date

    @property
    def pk(self) -> str:
        """The stable key."""
        return self.unit.slug


def si_factor(row: Row) -> str:
    """``1 unit`` in the coherent SI unit, as text; empty for levels and pure numbers."""
    unit = row.unit.unit
    if any(mark in {"level", "natural_level"} for mark, _n in unit.kind.marks):
        return ""
    fraction, decimal, exact = factor_words(unit.factor)
    si = f" {si_name(row.unit)}".rstrip()
    shown = decimal if exact or len(fraction) > 20 else fraction  # noqa: PLR2004  a fraction that fits its column
    return f"{spaced(shown) if shown == decimal else shown}{si}"


def si_name(record: UnitRecord) -> str:
    """The coherent SI unit of the quantity, by its special name where it has one: Pa rather than kg·m⁻¹·s⁻²."""
    for text in record.quantity.legal:
        named = read_unit(text)
        if named.factor == ONE and not named.offset:
            return text
    return "" if record.unit.dimension.si == "1" else record.unit.dimension.si


def badge(row: Row) -> SafeString:
    """The status on the day."""
    status = row.unit.on(row.day).status
    return status_badge(LOOKS[status], str(STATUS_LABELS[status]))


def _searched(rows: QuerySet[Any], _text: str) -> QuerySet[Any]:
    return rows


UNITS = Listing(
    key="units",
    title=_("计量单位"),
    columns=(
        Column("name", _("名称"), render=lambda r: r.unit.name, export=lambda r: r.unit.name, sort=("name",)),
        Column("symbol", _("符号"), render=lambda r: r.unit.symbol, export=lambda r: r.unit.symbol, nowrap=True),
        Column(
            "quantity",
            _("量"),
            render=lambda r: r.unit.quantity.name,
            export=lambda r: r.unit.quantity.name,
            sort=("quantity",),
        ),
        Column("factor", _("以国际单位制单位表示"), render=si_factor, export=si_factor),
        Column("status", _("法定地位"), render=badge, export=lambda r: str(STATUS_LABELS[r.unit.on(r.day).status])),
        Column("condition", _("使用限制"), export=lambda r: r.unit.condition, shown=False),
        Column(
            "table", _("分组"), render=lambda r: r.unit.group.name, export=lambda r: r.unit.group.name,
            sort=("group",), shown=False,
        ),
        Column("relation", _("关系式"), export=lambda r: r.unit.relation, shown=False),
        Column("note", _("说明"), export=lambda r: r.unit.note, shown=False),
        Column("source", _("来源"), export=lambda r: r.unit.group.source, shown=False),
    ),
    facets=(
        Facet("status", _("法定地位"), lookup="status", options=[(s.value, t) for s, t in STATUS_LABELS.items()]),
        Facet(
            "group", _("分组"), lookup="group",
            options=[(key, lazystr(group.name)) for key, group in register().groups.items()],
        ),
        Facet(
            "quantity", _("量"), lookup="quantity", collapsed=True,
            options=[(key, lazystr(kind.name)) for key, kind in register().quantities.items()],
        ),
    ),
    search=_searched,
    search_placeholder=_("名称、符号或量，例如 毫米汞柱、kPa"),
    default_sort="table",
    row_href=lambda row: reverse("units:unit", args=[row.unit.slug]),
    page_size=200,
    asof=True,
)  # fmt: skip

VALUE: dict[str, Callable[[Row], str]] = {
    "status": lambda row: row.unit.on(row.day).status.value,
    "group": lambda row: row.unit.group.key,
    "quantity": lambda row: row.unit.quantity.key,
}


class _Rows(list[Row]):
    """Rows as an export asks for them."""

    def iterator(self, chunk_size: int = 0) -> Iterator[Row]:
        """One after the other."""
        return iter(self)


@dataclass(frozen=True)
class HeadedRow:
    """A row of the page; ``heading`` is the group that begins with it."""

    cells: tuple[tuple[Any, Any], ...]
    href: str
    record: Row
    heading: str = ""


class BoundUnits(BoundListing):
    """The list of units bound to an address."""

    every: Any

    @cached_property
    def queryset(self) -> Any:
        """The rows the selection leaves, in its order."""
        rows = _Rows(row for row in self.every if self.keeps(row))
        key, down = self.selection.sort.removeprefix("-"), self.selection.sort.startswith("-")
        if key == "name":
            rows.sort(key=lambda row: row.unit.plain_name, reverse=down)
        elif key == "quantity":
            order = list(register().quantities)
            rows.sort(key=lambda row: order.index(row.unit.quantity.key), reverse=down)
        else:
            groups = list(register().groups)
            rows.sort(key=lambda row: groups.index(row.unit.group.key), reverse=down)
        return rows

    def keeps(self, row: Row, but: str = "") -> bool:
        """Whether the text and every chosen facet except ``but`` leave ``row``."""
        if self.selection.q and not matches(row.unit, self.selection.q):
            return False
        chosen = self.selection.values.items()
        return all(key == but or VALUE[key](row) in values for key, values in chosen)

    @cached_property
    def count(self) -> int:
        """How many rows the selection leaves."""
        return len(self.queryset)

    @cached_property
    def objects(self) -> list[Any]:
        """The rows of this page."""
        first = (self.selection.page - 1) * self.selection.size
        return list(self.queryset[first : first + self.selection.size])

    @cached_property
    def counted(self) -> dict[str, list[tuple[str, Any, int]]]:
        """Counts of every facet's values among the rows that the other conditions leave."""
        return {
            facet.key: [
                (value, None, n)
                for value, n in Counter(
                    VALUE[facet.key](row) for row in self.every if self.keeps(row, but=facet.key)
                ).items()
            ]
            for facet in self.listing.facets
        }

    @cached_property
    def rows(self) -> list[Any]:
        """The rows with the heading of each group, where the list is in the order of groups."""
        shown: list[BoundRow] = super().rows
        if self.selection.sort.removeprefix("-") != "table":
            return shown
        found, last = [], ""
        for row in shown:
            name = row.record.unit.group.name
            found.append(HeadedRow(row.cells, row.href, row.record, name if name != last else ""))
            last = name
        return found


def matches(unit: UnitRecord, text: str) -> bool:
    """Whether ``text`` names the unit: part of its name, its quantity or its group, or any way of writing it."""
    wanted = text.strip()
    fold = wanted.casefold()
    if any(fold in part.casefold() for part in (unit.name, unit.plain_name, unit.quantity.name, unit.group.name)):
        return True
    if fold in {unit.symbol.casefold(), unit.slug, unit.slug.replace("-", " ")}:
        return True
    try:
        asked = read_unit(wanted[:60])
    except UnitError:
        return False
    atoms = {term.atom.id for term in asked.terms or ()}
    own = {term.atom.id for term in unit.unit.terms or ()}
    return bool(atoms) and (asked == unit.unit or (len(atoms) == 1 and atoms == own))


def bind_units(params: Any, *, day: date, path: str, size: int = 0) -> BoundUnits:
    """The list as the address asks for it. Raises ``BadInput``; ``size`` above 0 lets the address choose its page."""
    selection = read(UNITS, params, largest_size=size)
    if selection.on == day:
        selection = replace(selection, on=None)
    day = selection.on or day
    every: Any = [Row(unit, day) for unit in register().units]
    bound = BoundUnits(UNITS, selection, every, day, path)
    if not selection.export and selection.page > bound.pager.pages:
        raise PageBeyondEnd([Fault("page", gettext("没有第 %d 页") % selection.page, gettext("请回到第 1 页。"))])
    return bound
