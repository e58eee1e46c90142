"""The answer as the page shows it: words marked, facets and pages as addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quanheng.kernel.listing.pager import Pager, pager
from quanheng.kernel.search import highlight
from quanheng.kernel.search.engine import Hit
from quanheng.kernel.search.registry import Document, sources
from quanheng.web.search.parameters import DEEPEST, Asked, facets
from quanheng.web.search.queries import Found


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its words marked."""

    document: Document
    kind: str
    title: SafeString
    note: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: what it would give, and the address that chooses it (or drops it, when it is chosen)."""

    label: str
    count: int
    href: str
    selected: bool
    value: str


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A facet with its values."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Shown:
    """All of a result page."""

    hits: Sequence[ShownHit]
    total: int
    kinds: Sequence[Option]
    facets: Sequence[ShownFacet]
    chips: Sequence[tuple[str, str]]
    clear: str
    pager: Pager
    reachable: bool


def address(asked: Asked, **changed: str) -> str:
    """The search address on its first page with some parameters changed (empty drops one)."""
    values = {"q": asked.q, **asked.filters, **changed}
    return "?" + urlencode({name: value for name, value in values.items() if value})


def kind_label(kind: str) -> str:
    """What a kind of document is called."""
    known = sources().get(kind)
    return str(known.label) if known else kind


def shown(asked: Asked, found: Found) -> Shown:
    """Everything the page shows of an answer."""
    results = found.results
    within = min(results.total, DEEPEST)
    return Shown(
        hits=[_hit(hit, found) for hit in results.hits],
        total=results.total,
        kinds=_kinds(asked, results.facets.get("kind", {})),
        facets=[one for name in facets() if (one := _facet(asked, name, results.facets.get(name, {}))).options],
        chips=[(_value_label(name, value), address(asked, **{name: ""})) for name, value in asked.filters.items()],
        clear=address(Asked(asked.q, {})),
        pager=pager(asked.page, asked.size, within, lambda page: address(asked, page=str(page) if page > 1 else "")),
        reachable=results.total <= DEEPEST,
    )


def _hit(hit: Hit, found: Found) -> ShownHit:
    document, query, loose = hit.document, found.query, found.loose
    return ShownHit(
        document=document,
        kind=kind_label(document.kind),
        title=highlight.marked(document.title, query, loose=loose),
        note=highlight.marked(document.note, query, loose=loose),
        snippet=highlight.snippet(document.body, query, loose=loose),
    )


def _value_label(name: str, value: str) -> str:
    if name == "kind":
        return kind_label(value)
    labels: Mapping[str, Any] = facets()[name].values
    return str(labels.get(value, value))


def _kinds(asked: Asked, counts: Mapping[str, int]) -> list[Option]:
    """Kinds in the order in which apps declare them, led by all of them."""
    chosen = asked.filters.get("kind", "")
    whole = Option(_("全部"), sum(counts.values()), address(asked, kind=""), not chosen, "")
    each = [
        Option(kind_label(kind), counts[kind], address(asked, kind=kind), kind == chosen, kind)
        for kind in sources()
        if counts.get(kind)
    ]
    return [whole, *each]


def _facet(asked: Asked, name: str, counts: Mapping[str, int]) -> ShownFacet:
    chosen = asked.filters.get(name, "")
    values = sorted(counts, reverse=True) if name == "year" else list(counts)
    if chosen and chosen not in counts:
        values.insert(0, chosen)
    options = [
        Option(
            _value_label(name, value),
            counts.get(value, 0),
            address(asked, **{name: "" if value == chosen else value}),
            value == chosen,
            value,
        )
        for value in values
    ]
    return ShownFacet(name, str(facets()[name].label), options)
