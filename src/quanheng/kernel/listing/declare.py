"""What a list is made of: columns, facets, sorts. Declared once for each register."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.listing.cells import plain_value, shown_value

if TYPE_CHECKING:
    from quanheng.kernel.listing.bound import BoundListing

PLACEHOLDER = _("输入关键词")
NOTHING = _("没有符合条件的记录")
WAY_ON = _("请减少筛选条件，或换一个关键词。")
Rows = QuerySet[Any] | Callable[[date], QuerySet[Any]]
Labels = Mapping[str, Any] | Iterable[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """列. ``render`` gives text or safe HTML for the page, ``export`` a plain value (text, number, date, bool, None);
    both default to the row's attribute named ``key`` (``committee__name`` follows relations).

    ``sort``: the fields that order the list by this column. ``shown=False`` keeps it for exports, ``exported=False``
    for the page.
    """

    key: str
    label: Any
    render: Callable[[Any], Any] | None = None
    export: Callable[[Any], Any] | None = None
    sort: tuple[str, ...] = ()
    numeric: bool = False
    nowrap: bool = False
    shown: bool = True
    exported: bool = True

    def cell(self, row: Any) -> Any:
        """What the page shows for ``row``: a str or SafeString."""
        return shown_value(self.render(row) if self.render else plain_value(row, self.key))

    def plain(self, row: Any) -> Any:
        """What an export carries for ``row``."""
        return self.export(row) if self.export else plain_value(row, self.key)


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list that belongs to no column."""

    key: str
    label: Any
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """分面: one dimension readers narrow the list by.

    ``lookup``: the field that holds the value. ``options``: the closed vocabulary (pairs, or value to label);
    without it the facet is open, its values are those in the data and ``label_lookup`` names the field of their label
    (or ``label_of`` makes one from the value). ``many``: the lookup crosses a to-many relation. ``scope``: a condition
    of the day that goes with the lookup (``holding_on`` for status spans). ``where``: a condition in place of
    ``lookup`` for what no field holds, ``(values, day) -> Q``; such a facet must be closed, and its counts come from
    ``group`` (``(queryset, day) -> [(value, count)]``) or are left out.
    """

    key: str
    label: Any
    lookup: str = ""
    options: Labels | None = None
    label_lookup: str = ""
    label_of: Callable[[str], Any] | None = None
    many: bool = False
    scope: Callable[[date], Q] | None = None
    where: Callable[[tuple[str, ...], date], Q] | None = None
    group: Callable[[QuerySet[Any], date], Iterable[tuple[Any, int]]] | None = None
    order: Literal["declared", "count", "value", "-value", "label"] = "declared"
    multiple: bool = True
    collapsed: bool = False
    limit: int = 60

    @property
    def labels(self) -> dict[str, Any] | None:
        """The closed vocabulary, or ``None`` for an open facet."""
        return None if self.options is None else {str(value): label for value, label in dict(self.options).items()}


@dataclass(frozen=True, slots=True)
class Listing:
    """列表: a register's list, see the package's docstring. ``page_size`` rows a page; ``keep`` names parameters of
    the page's own that links must carry along. ``of_day`` adds what holds on the day (a status) to the rows, one to
    one; it is joined only where a chosen facet, the order or the shown rows ask for it.
    """

    key: str
    title: Any
    columns: tuple[Column, ...]
    default_sort: str
    facets: tuple[Facet, ...] = ()
    sorts: tuple[Sort, ...] = ()
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    search_placeholder: Any = PLACEHOLDER
    row_href: Callable[[Any], str] | None = None
    page_size: int = 50
    asof: bool = False
    of_day: Callable[[QuerySet[Any], date], QuerySet[Any]] | None = None
    keep: tuple[str, ...] = ()
    exports: tuple[str, ...] = ("csv", "xlsx", "json")
    empty_title: Any = NOTHING
    empty_hint: Any = WAY_ON
    description: Any = ""
    orders: dict[str, Sort] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        orders = {column.key: Sort(column.key, column.label, column.sort) for column in self.columns if column.sort}
        orders.update({sort.key: sort for sort in self.sorts})
        if self.default_sort.removeprefix("-") not in orders:
            raise ValueError(f"listing {self.key!r}: default_sort {self.default_sort!r} is not one of {sorted(orders)}")
        for one in self.facets:
            if not one.lookup and (one.where is None or one.options is None):
                raise ValueError(f"listing {self.key!r}: facet {one.key!r} needs a lookup, or where and options")
        object.__setattr__(self, "orders", orders)

    def bind(  # noqa: PLR0913  the parts of one request
        self,
        params: Any,
        queryset: Rows,
        *,
        day: date,
        path: str,
        size: int | None = None,
        facets: bool = True,
    ) -> "BoundListing":
        """The list as the address ``path?params`` asks for it. ``queryset`` may be a function of the day; ``day`` is
        the one used when the address names none. ``size`` and ``facets=False`` are for the API.

        Raises :class:`~quanheng.kernel.errors.BadInput` with every fault of the parameters.
        """
        from quanheng.kernel.listing.bound import bind

        return bind(self, params, queryset, day=day, path=path, size=size, facets=facets)

    def day_of(self, params: Any, default: date) -> date:
        """The day the address asks for, ``default`` when it names none. Raises ``BadInput``."""
        from quanheng.kernel.listing.parameters import day_from

        return day_from(params, default) if self.asof else default
