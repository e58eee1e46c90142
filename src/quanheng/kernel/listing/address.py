"""Addresses of a list with one thing changed."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from quanheng.kernel.listing.declare import Listing
    from quanheng.kernel.listing.parameters import Selection


class Address:
    """The address of a list, from which every link of the page is made. Defaults are left out, so that one state of
    the list has one address.
    """

    def __init__(self, listing: "Listing", selection: "Selection", path: str) -> None:
        self.listing = listing
        self.selection = selection
        self.path = path

    def pairs(self, *without: str, **changes: Any) -> list[tuple[str, str]]:
        """Query parameters of the selection with ``changes`` made, without the parameters named."""
        chosen = replace(self.selection, **changes)
        pairs = [("q", chosen.q)] if chosen.q else []
        pairs += [(key, value) for key, values in chosen.values.items() for value in values]
        pairs += [("sort", chosen.sort)] if chosen.sort != self.listing.default_sort else []
        pairs += [("on", chosen.on.isoformat())] if chosen.on else []
        pairs += [("size", str(chosen.size))] if chosen.size != self.listing.page_size else []
        pairs += [("page", str(chosen.page))] if chosen.page > 1 else []
        pairs += chosen.kept
        return [(name, value) for name, value in pairs if name not in without]

    def href(self, *extra: tuple[str, str], **changes: Any) -> str:
        """The address with ``changes`` made; it starts again at page 1 unless they name a page."""
        pairs = [*self.pairs(**{"page": 1, **changes}), *extra]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def toggled(self, key: str, value: str, *, multiple: bool) -> str:
        """The address with ``value`` of facet ``key`` chosen, or let go where it was chosen."""
        now = self.selection.values.get(key, ())
        if value in now:
            chosen = tuple(other for other in now if other != value)
        else:
            chosen = (*now, value) if multiple else (value,)
        values = {**self.selection.values, key: chosen}
        return self.href(values={name: found for name, found in values.items() if found})
