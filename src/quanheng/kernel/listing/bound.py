"""A list bound to an address: everything its page shows."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.listing.address import Address
from quanheng.kernel.listing.counting import Counter
from quanheng.kernel.listing.declare import Column, Facet, Listing, Rows
from quanheng.kernel.listing.narrow import counts, known_values, narrowed, ordering
from quanheng.kernel.listing.pager import Pager, pager
from quanheng.kernel.listing.parameters import PageBeyondEnd, Selection, read

EXPORT_LABELS = {"csv": "CSV", "xlsx": "Excel", "docx": "Word", "json": "JSON"}
LARGEST_API_PAGE = 200


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """A column's head. ``sort_href`` is empty when it does not sort; ``sorted`` is ``asc``, ``desc`` or empty."""

    key: str
    label: Any
    numeric: bool
    nowrap: bool
    sort_href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class BoundRow:
    """``cells``: pairs of column and text or safe HTML. ``href`` is the row's own page, or empty."""

    cells: tuple[tuple[BoundColumn, Any], ...]
    href: str
    record: Any


@dataclass(frozen=True, slots=True)
class BoundOption:
    """One value of a facet. ``href`` chooses it or lets it go; ``count`` is ``None`` where it is not counted."""

    value: str
    label: Any
    count: int | None
    href: str
    selected: bool


@dataclass(frozen=True, slots=True)
class BoundFacet:
    """A facet with its values among the rows that the other conditions leave."""

    key: str
    label: Any
    options: tuple[BoundOption, ...]
    collapsed: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """An active condition and the address without it."""

    label: str
    href_remove: str


@dataclass(frozen=True, slots=True)
class SortOption:
    """One order of the list."""

    label: str
    href: str
    selected: bool


class BoundListing:
    """What ``{% listing bound %}`` renders. ``hidden`` holds the parameters a GET form must carry along besides its
    own fields ``q`` and ``on``. ``asof`` is the day when the list has one, else ``None``. ``objects`` are the records
    of the page; ``queryset`` all rows in order, for exports.
    """

    def __init__(self, listing: Listing, selection: Selection, rows: QuerySet[Any], day: date, path: str) -> None:
        self.listing = listing
        self.selection = selection
        self.day = day
        self.plain = rows
        self.every = listing.of_day(rows, day) if listing.of_day else rows
        added = set(self.every.query.annotations) - set(rows.query.annotations) if listing.of_day else set()
        self.of_day = frozenset(added)
        self.address = Address(listing, selection, path)
        self.counter = Counter(listing.key)
        self.title = listing.title
        self.search = selection.q
        self.searchable = listing.search is not None
        self.search_placeholder = listing.search_placeholder
        self.export = selection.export
        self.asof = day if listing.asof else None
        self.empty_title = listing.empty_title
        self.empty_hint = listing.empty_hint
        self.path = path

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """All rows the selection leaves, in its order."""
        return self._in_order(narrowed(self.listing, self.every, self.selection, self.day))

    def _in_order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by(*ordering(self.listing, rows, self.selection.sort))

    def _kept(self, *asked: str, but: str = "") -> QuerySet[Any]:
        """The rows the selection leaves, with what the day adds only where a chosen facet or ``asked`` names it."""
        chosen = (f.lookup for f in self.listing.facets if f.key in self.selection.values and f.key != but)
        needs = any(name.removeprefix("-").split("__")[0] in self.of_day for name in (*chosen, *asked))
        return narrowed(self.listing, self.every if needs else self.plain, self.selection, self.day, but=but)

    @cached_property
    def count(self) -> int:
        """How many rows the selection leaves."""
        rows = self._kept().order_by()
        found = self.counter.kept("count", rows, rows.count)
        self.counter.seen(found)
        return found

    @cached_property
    def objects(self) -> list[Any]:
        """The records of this page: their keys in order first, then the rows themselves, so that the database sorts
        numbers and not whole records with all that is joined to them.
        """
        first = (self.selection.page - 1) * self.selection.size
        if not self.count:
            return []
        order = self.listing.orders[self.selection.sort.removeprefix("-")].fields
        keys = list(
            self._in_order(self._kept(*order)).values_list("pk", flat=True)[first : first + self.selection.size]
        )
        records = {record.pk: record for record in self.every.filter(pk__in=keys)}
        return [records[key] for key in keys if key in records]

    @cached_property
    def columns(self) -> list[BoundColumn]:
        """Heads of the shown columns."""
        now = self.selection.sort
        heads = []
        for column in self.listing.columns:
            if not column.shown:
                continue
            way = {column.key: "asc", f"-{column.key}": "desc"}.get(now, "") if column.sort else ""
            href = self.address.href(sort=f"-{column.key}" if way == "asc" else column.key) if column.sort else ""
            heads.append(BoundColumn(column.key, column.label, column.numeric, column.nowrap, href, way))
        return heads

    @cached_property
    def rows(self) -> list[BoundRow]:
        """Rows of this page."""
        shown: list[Column] = [column for column in self.listing.columns if column.shown]
        link = self.listing.row_href
        return [
            BoundRow(
                tuple((head, column.cell(row)) for head, column in zip(self.columns, shown, strict=True)),
                link(row) if link else "",
                row,
            )
            for row in self.objects
        ]

    @cached_property
    def facets(self) -> list[BoundFacet]:
        """Facets with counts; each excludes its own selection, so that one sees what else could be chosen."""
        return [BoundFacet(f.key, f.label, self._options(f), f.collapsed) for f in self.listing.facets]

    def _options(self, facet: Facet) -> tuple[BoundOption, ...]:
        chosen = self.selection.values.get(facet.key, ())
        labels, numbers = self._labels_and_counts(facet)
        uncounted = facet.where is not None and facet.group is None
        values = [value for value in labels if uncounted or numbers.get(value) or value in chosen]
        values = _ordered(facet, values, labels, numbers)
        if len(values) > facet.limit:
            most = set(sorted(values, key=lambda value: -numbers.get(value, 0))[: facet.limit])
            values = [value for value in values if value in most or value in chosen]
        return tuple(
            BoundOption(
                value,
                labels[value],
                None if uncounted else numbers.get(value, 0),
                self.address.toggled(facet.key, value, multiple=facet.multiple),
                value in chosen,
            )
            for value in values
        )

    def _labels_and_counts(self, facet: Facet) -> tuple[dict[str, Any], dict[str, int]]:
        found = self.counted[facet.key]
        numbers = {value: count for value, _label, count in found}
        closed = facet.labels
        if closed is not None:
            return closed, numbers
        labels = {value: text if text not in (None, "") else value for value, text, _count in found}
        labels |= {value: self.missing[facet.key][value] for value in self.missing.get(facet.key, {})}
        if facet.label_of is not None:
            labels = {value: facet.label_of(value) for value in labels}
        return labels, numbers

    @cached_property
    def counted(self) -> dict[str, list[tuple[str, Any, int]]]:
        """Value, label and count of every facet's values among the rows that the other conditions leave."""
        found = {}
        for facet in self.listing.facets:
            rows = self._kept(facet.lookup, but=facet.key).order_by()
            found[facet.key] = self.counter.kept(f"facet.{facet.key}", rows, partial(counts, facet, rows, self.day))
        return found

    @cached_property
    def missing(self) -> dict[str, dict[str, Any]]:
        """Labels of chosen values of open facets that no counted row has. Raises ``BadInput`` for unknown ones."""
        labels: dict[str, dict[str, Any]] = {}
        faults = []
        for facet in self.listing.facets:
            chosen = self.selection.values.get(facet.key, ())
            if facet.options is not None or not chosen:
                continue
            counted = (
                {value for value, _label, _count in self.counted[facet.key]} if "counted" in self.__dict__ else set()
            )
            wanted = [value for value in chosen if value not in counted]
            labels[facet.key] = known_values(facet, self.every, wanted) if wanted else {}
            if unknown := [value for value in wanted if value not in labels[facet.key]]:
                what = _("%(facet)s：没有“%(value)s”这个取值") % {"facet": facet.label, "value": unknown[0][:40]}
                faults.append(Fault(facet.key, what, _("请从列表旁的筛选项中选取。")))
        if faults:
            raise BadInput(faults)
        return labels

    @cached_property
    def active(self) -> list[Chip]:
        """Conditions in force, each with the address without it."""
        chips = [Chip(f"“{self.search}”", self.address.href(q=""))] if self.search else []
        if self.selection.on:
            label = _("查询日期 %s") % self.selection.on.isoformat()
            chips.append(Chip(label, self.address.href(on=None)))
        for facet in self.facets:
            chips += [Chip(f"{facet.label}：{o.label}", o.href) for o in facet.options if o.selected]
        return chips

    @cached_property
    def clear_href(self) -> str:
        """The list without any condition, its own parameters of the page kept."""
        return self.address.href(q="", values={}, on=None)

    @cached_property
    def pager(self) -> Pager:
        """Where this page stands among the others."""
        chosen = self.selection
        return pager(chosen.page, chosen.size, self.count, lambda page: self.address.href(page=page))

    @cached_property
    def exports(self) -> list[tuple[str, str]]:
        """Label and address of each export of all rows the selection leaves."""
        return [(EXPORT_LABELS[form], self.address.href(("export", form))) for form in self.listing.exports]

    @cached_property
    def hidden(self) -> list[tuple[str, str]]:
        """What a GET form with the fields ``q`` and ``on`` must carry along."""
        return self.address.pairs("q", "on", "page")

    @cached_property
    def sort_options(self) -> list[SortOption]:
        """Every order, up and down."""
        options = []
        for key, sort in self.listing.orders.items():
            for name, text in ((key, _("%s，升序")), (f"-{key}", _("%s，降序"))):
                options.append(SortOption(text % sort.label, self.address.href(sort=name), name == self.selection.sort))
        return options


def _ordered(facet: Facet, values: list[str], labels: dict[str, Any], numbers: dict[str, int]) -> list[str]:
    if facet.order == "count":
        return sorted(values, key=lambda value: (-numbers.get(value, 0), str(labels[value])))
    if facet.order == "label":
        return sorted(values, key=lambda value: str(labels[value]))
    if facet.order in {"value", "-value"} or facet.options is None:
        numeric = all(value.isdigit() for value in values)
        return sorted(values, key=lambda value: (int(value) if numeric else 0, value), reverse=facet.order == "-value")
    return values


def bind(  # noqa: PLR0913  the parts of one request
    listing: Listing, params: Any, queryset: Rows, *, day: date, path: str, size: int | None, facets: bool
) -> BoundListing:
    """See :meth:`Listing.bind`. Everything that may refuse the address happens here, not in the template."""
    selection = read(listing, params, largest_size=size or 0)
    if selection.on == day:  # the day one gets anyway needs no place in the address
        selection = replace(selection, on=None)
    day = selection.on or day
    rows = queryset if isinstance(queryset, QuerySet) else queryset(day)
    bound = BoundListing(listing, selection, rows, day, path)
    if facets and not selection.export:
        # A word where a field holds numbers cannot be counted by; ``missing`` then says which value is unknown.
        with suppress(ValueError, OverflowError):
            _ = bound.count  # first: it tells whether the counts of facets are worth keeping
            _ = bound.counted
    _ = bound.missing
    if not selection.export and selection.page > 1 and (selection.page - 1) * selection.size >= bound.count:
        raise _beyond(bound)
    return bound


def _beyond(bound: BoundListing) -> PageBeyondEnd:
    pages = bound.pager.pages
    what = _("没有第 %(page)d 页，共 %(pages)d 页") % {"page": bound.selection.page, "pages": pages}
    return PageBeyondEnd([Fault("page", what, _("请回到第 1 页，或减少筛选条件。"))])
