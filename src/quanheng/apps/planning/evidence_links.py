"""Records of the platform as evidence: what everybody can open and find, whatever register keeps it.

A record is named by the kind and key under which the search index knows it, so evidence can only be what is public.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from quanheng.kernel.search.registry import sources

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Found:
    """A public record."""

    kind: str
    key: str
    title: str
    url: str
    label: Any


def named(kind: str, key: str) -> Found | None:
    """The public record of ``kind`` and ``key``."""
    return next(iter(found_of([(kind, key)]).values()), None)


def found_of(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Found]:
    """The public records among ``pairs`` of kind and key. One query for each kind (and batch)."""
    wanted: dict[str, list[str]] = {}
    for kind, key in pairs:
        wanted.setdefault(kind, []).append(key)
    return {(one.kind, one.key): one for kind, keys in wanted.items() for one in _documents(kind, keys)}


def resolve(links: Iterable[Any]) -> None:
    """Give each link (with ``kind`` and ``key``) its public record as ``record``, ``None`` where it is gone."""
    links = list(links)
    found = found_of({(link.kind, link.key) for link in links})
    for link in links:
        link.record = found.get((link.kind, link.key))


def at_address(address: str) -> Found | None:
    """The public record whose page ``address`` is: a path, or a full address of this site."""
    path = unquote(urlsplit(address.strip()[:LONGEST]).path)
    parts = [part for part in path.split("/") if part]
    if not parts:
        return None
    keys = [parts[-1], "/".join(parts[-2:])]
    for kind in sources():
        for one in _documents(kind, keys):
            if unquote(one.url).rstrip("/") == path.rstrip("/"):
                return one
    return None


def _documents(kind: str, keys: Sequence[str]) -> Iterator[Found]:
    source = sources().get(kind)
    if source is None:
        return
    for one in source.documents(list(dict.fromkeys(keys))):
        yield Found(kind, one.key, one.title, one.url, source.label)
