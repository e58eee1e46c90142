"""From a selection to SQL: conditions of facets, order, counts."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import OrderBy

if TYPE_CHECKING:
    from quanheng.kernel.listing.declare import Facet, Listing
    from quanheng.kernel.listing.parameters import Selection


def condition(facet: "Facet", values: tuple[str, ...], day: date, queryset: QuerySet[Any]) -> Q:
    """Rows that have one of ``values``. A to-many facet goes through a subquery, so that no row comes twice."""
    if facet.where is not None:
        return facet.where(values, day)
    found = Q(**{f"{facet.lookup}__in": values})
    if facet.scope is not None:
        found &= facet.scope(day)
    if facet.many:
        return Q(pk__in=queryset.model._base_manager.filter(found).values("pk"))  # noqa: SLF001
    return found


def narrowed(
    listing: "Listing", queryset: QuerySet[Any], selection: "Selection", day: date, but: str = ""
) -> QuerySet[Any]:
    """The rows that the search text and every chosen facet leave, except the facet ``but``."""
    if selection.q and listing.search is not None:
        queryset = listing.search(queryset, selection.q)
    for facet in listing.facets:
        if facet.key in selection.values and facet.key != but:
            queryset = queryset.filter(condition(facet, selection.values[facet.key], day, queryset))
    return queryset


def counts(facet: "Facet", queryset: QuerySet[Any], day: date) -> list[tuple[str, Any, int]]:
    """``(value, label, rows)`` for every value of ``facet`` among ``queryset``; label is ``None`` for closed facets."""
    if facet.group is not None:
        return [(str(value), None, count) for value, count in facet.group(queryset, day) if value is not None]
    if facet.where is not None:
        return []
    if facet.scope is not None:
        queryset = queryset.filter(facet.scope(day))
    fields = [facet.lookup, *([facet.label_lookup] if facet.label_lookup else [])]
    rows = queryset.order_by().values_list(*fields).annotate(rows_found=Count("pk", distinct=facet.many))
    return [
        (str(row[0]), row[1] if facet.label_lookup else None, row[-1])
        for row in rows
        if row[0] is not None and row[0] != ""
    ]


def known_values(facet: "Facet", queryset: QuerySet[Any], values: Iterable[str]) -> dict[str, Any]:
    """Labels of those ``values`` of an open facet that exist at all in ``queryset``."""
    label = facet.label_lookup or facet.lookup
    try:
        rows = queryset.order_by().filter(**{f"{facet.lookup}__in": list(values)})
        return {str(value): text for value, text in rows.values_list(facet.lookup, label).distinct()}
    except (ValueError, OverflowError):  # a word where the field holds numbers: such a value cannot exist
        return {}


def _nullable(queryset: QuerySet[Any], path: str) -> bool:
    """Whether a field may be null, so that the databases would place it differently. Annotations may."""
    model: Any = queryset.model
    for name in path.split("__"):
        try:
            meta = model._meta  # noqa: SLF001  Django's public API
            field = meta.pk if name == "pk" else meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if field.null or not getattr(field, "concrete", False):
            return True
        model = field.related_model
    return False


def ordering(listing: "Listing", queryset: QuerySet[Any], sort: str) -> list[OrderBy | str]:
    """The order ``sort`` with unknown values last in both directions, and a unique tie-break.

    Of several fields the first says the direction; the others follow it.
    """
    down = sort.startswith("-")
    order: list[OrderBy | str] = []
    for name in listing.orders[sort.removeprefix("-")].fields:
        field = name.removeprefix("-")
        descending = down != name.startswith("-")
        last = True if _nullable(queryset, field) else None
        order.append(F(field).desc(nulls_last=last) if descending else F(field).asc(nulls_last=last))
    if listing.orders[sort.removeprefix("-")].fields[-1].removeprefix("-") not in {"pk", "id"}:
        order.append("pk")
    return order
