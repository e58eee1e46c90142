"""Datasets: what is published whole. One for each public register, made from the columns of its list.

An app says so in its ``datasets.py``, imported by ``apps.py`` when it is ready::

    register(Dataset("law", _("法规政策"), LAW.description, LAW.columns, rows=lambda day: editions(ANONYMOUS, day),
                     page=lambda: reverse("law:list"), url=LAW.row_href, asof=True, order=30))

The open data page, the dumps, the catalogue and the site map then know it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from quanheng.kernel.listing import Column
from quanheng.kernel.listing.counting import Counter


@dataclass(frozen=True, slots=True)
class Size:
    """How many records a dataset holds, and when one of them last changed (``None`` where records carry no time)."""

    count: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """数据集. ``rows(day)`` gives what everybody may see; ``page`` is the address of its list, ``url`` that of a row's
    own page. ``keywords`` describe it in the catalogue; ``order`` is its place on the page.
    """

    key: str
    title: Any
    description: Any
    columns: tuple[Column, ...]
    rows: Callable[[date], QuerySet[Any] | Iterable[Any]]
    page: Callable[[], str]
    url: Callable[[Any], str] | None = None
    asof: bool = False
    keywords: tuple[Any, ...] = ()
    order: int = 50

    def size(self, day: date) -> Size:
        """Counted in one query; kept for a short while when the register is large."""
        rows = self.rows(day)
        if not isinstance(rows, QuerySet):
            return Size(sum(1 for _ in rows), None)
        counter = Counter(f"dataset.{self.key}")
        found: Size = counter.kept("size", rows.order_by(), lambda: _measured(rows))
        counter.seen(found.count)
        return found


_datasets: dict[str, Dataset] = {}


def register(dataset: Dataset) -> None:
    """Called once by each app when it is ready."""
    if dataset.key in _datasets:
        raise ValueError(f"dataset {dataset.key!r} is registered twice")
    _datasets[dataset.key] = dataset


def datasets() -> dict[str, Dataset]:
    """Every dataset by key, in the order of the open data page."""
    return {one.key: one for one in sorted(_datasets.values(), key=lambda one: (one.order, one.key))}


def _measured(rows: QuerySet[Any]) -> Size:
    names = {field.name for field in rows.model._meta.get_fields()}  # noqa: SLF001  Django's public API
    time = "changed_at" if "changed_at" in names else "at" if "at" in names else ""
    count = rows.count()
    return Size(count, rows.aggregate(latest=Max(time))["latest"] if time and count else None)
