"""What is searchable. Each app registers its sources when it is ready."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """One findable thing. ``key`` is unique within its kind; everything here is public.

    ``codes`` are numbers in every spelling worth finding (``JJF 1070-2023``, ``JJF1070``); ``facets`` are the values
    the search page may filter by: ``level``, ``subkind``, ``year`` and so on, each a short stable slug. ``weight``
    (0.5 to 1.5) multiplies the score; among equals the newer ``year`` comes first. End lines of ``body`` with a line
    feed: a phrase is not found across it, but it is across a space between Han characters.
    """

    kind: str
    key: str
    title: str
    url: str
    body: str = ""
    codes: tuple[str, ...] = ()
    facets: dict[str, str] = field(default_factory=dict)
    note: str = ""
    weight: float = 1.0
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class FacetLabels:
    """How a facet is shown: its name and, where its values are slugs, a word for each; others show as they are."""

    label: Any
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of document. ``documents(None)`` yields all of them, ``documents(keys)`` those with the given keys;
    a key that yields nothing is no longer public and leaves the index. ``count()`` is what the check compares.
    ``facets`` names the facets by which the search page may filter, in the order in which it shows them.
    """

    kind: str
    label: Any
    documents: Callable[[Sequence[str] | None], Iterable[Document]]
    count: Callable[[], int]
    facets: Mapping[str, FacetLabels] = field(default_factory=dict)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called once by each app when it is ready."""
    if source.kind in _sources:
        raise ValueError(f"search source {source.kind!r} is registered twice")
    _sources[source.kind] = source


def sources() -> dict[str, Source]:
    """Every registered source by kind, in the order of registration."""
    return dict(_sources)
