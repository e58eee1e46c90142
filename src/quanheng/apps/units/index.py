"""What is searchable of units."""

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.units.listing import Row, si_factor
from quanheng.apps.units.records import UnitRecord
from quanheng.apps.units.register import register
from quanheng.apps.units.words import STATUS_LABELS
from quanheng.kernel.clock import legal_today
from quanheng.kernel.search.registry import Document, Source


def document(unit: UnitRecord) -> Document:
    """One unit as a search document."""
    row = Row(unit, legal_today())
    status = str(STATUS_LABELS[unit.on(row.day).status])
    names = [unit.plain_name, *sorted({name for term in unit.unit.terms or () for name in term.atom.names})]
    return Document(
        kind="unit",
        key=unit.slug,
        title=f"{unit.plain_name} {unit.symbol}".strip(),
        url=reverse("units:unit", args=[unit.slug]),
        body="\n".join([*names, unit.quantity.name, unit.group.name, si_factor(row), unit.note, _("计量单位"), status]),
        facets={"subkind": unit.group.key},
        note=" · ".join(part for part in (unit.quantity.name, status, unit.condition) if part),
    )


def documents(keys: Sequence[str] | None) -> Iterator[Document]:
    """All units, or those with the given keys."""
    found: Iterable[UnitRecord] = register().units
    if keys is not None:
        found = [register().by_slug[key] for key in keys if key in register().by_slug]
    return (document(unit) for unit in found)


SOURCE = Source("unit", gettext_lazy("计量单位"), documents, lambda: len(register().units))
