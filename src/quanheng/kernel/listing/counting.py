"""Counts of large lists, kept for a short while. A change of any record ends them at once."""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from quanheng.kernel.models import SearchOutbox

LARGE = 20_000
SECONDS = 300
T = TypeVar("T")


def data_version() -> int:
    """A number that changes with every change of a findable record: the latest row of the search outbox."""
    latest: int | None = SearchOutbox.objects.order_by("-id").values_list("id", flat=True).first()
    return latest or 0


class Counter:
    """Counts for one request of one list. Small lists are simply counted; a list that was once found large asks the
    data version (one query) and then the cache.
    """

    def __init__(self, listing_key: str) -> None:
        self.flag = f"listing.large.{listing_key}"
        self.listing_key = listing_key
        self.large = bool(cache.get(self.flag))
        self.version = data_version() if self.large else 0

    def kept(self, what: str, queryset: QuerySet[Any], compute: Callable[[], T]) -> T:
        """``compute()``, or what it gave lately for the same rows (the SQL of ``queryset``, who asks included)."""
        if not self.large:
            return compute()
        try:
            sql = str(queryset.query)
        except EmptyResultSet:
            return compute()
        digest = hashlib.sha256(sql.encode(errors="surrogatepass")).hexdigest()
        key = f"listing.{self.listing_key}.{what}.{self.version}.{digest}"
        found = cache.get(key)
        if found is None:
            found = compute()
            cache.set(key, found, SECONDS)
        return found  # type: ignore[no-any-return]

    def seen(self, count: int) -> None:
        """Remember that this list is large, from here on and for the next requests."""
        if count >= LARGE and not self.large:
            cache.set(self.flag, value=True, timeout=SECONDS)
            self.large = True
            self.version = data_version()
