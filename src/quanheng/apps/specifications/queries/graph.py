"""The picture of what replaced what around one edition."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from quanheng.apps.specifications.models import Edition, Replacement
from quanheng.apps.specifications.queries.editions import StatusView, editions_on, status_of
from quanheng.apps.specifications.rules.succession import presumed_pairs
from quanheng.kernel.actor import Actor

DEEPEST = 8
MOST_NODES = 60


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An edition in the picture; ``distance`` counts replacements from the edition asked for."""

    key: str
    number: str
    title: str
    year: int
    status: StatusView
    distance: int


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """``successor`` replaces ``predecessor`` (keys). ``presumed`` when only the later year of the same work says so."""

    successor: str
    predecessor: str
    partial: bool
    note: str
    doubtful: bool
    presumed: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges around ``centre``; ``complete`` is false when depth or the number of nodes cut it."""

    centre: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    complete: bool


def replacement_graph(actor: Actor, key: str, day: date, depth: int = 4) -> Graph | None:
    """Replacements in both directions up to ``depth`` (at most ``DEEPEST``) steps, or ``None`` for an unknown key.

    At most ``2 · depth + 2`` SQL queries and ``MOST_NODES`` nodes.
    """
    start = Edition.objects.visible_to(actor).filter(key=key).values_list("pk", "work_id").first()
    if start is None:
        return None
    distance, works, complete = {start[0]: 0}, {start[1]}, False
    frontier = {start[0]}
    relations: dict[int, Replacement] = {}
    for step in range(1, min(depth, DEEPEST) + 1):
        found, reached = _step(actor, frontier, works)
        relations.update(found)
        new = sorted(set(reached) - set(distance))[: max(0, MOST_NODES - len(distance))]
        complete = set(reached) <= set(distance)
        if not new:
            break
        distance.update(dict.fromkeys(new, step))
        works = {reached[pk] for pk in new}
        frontier = set(new)
    rows = {row.pk: row for row in editions_on(actor, day).filter(pk__in=distance)}
    nodes = [
        GraphNode(e.key, e.number, e.title, e.year, status_of(e), distance[pk])
        for pk, e in sorted(rows.items(), key=lambda item: (item[1].year, item[1].number))
    ]
    return Graph(key, tuple(nodes), tuple(_edges(rows, list(relations.values()))), complete)


def _step(actor: Actor, frontier: set[int], works: set[int]) -> tuple[dict[int, Replacement], dict[int, int]]:
    """The relations of the frontier, and every edition they or the works of the frontier lead to, with its work."""
    touching = Q(successor_id__in=frontier) | Q(predecessor_id__in=frontier)
    found = {r.pk: r for r in Replacement.objects.visible_to(actor).filter(touching).order_by("id")[: 2 * MOST_NODES]}
    ends = {r.successor_id for r in found.values()} | {r.predecessor_id for r in found.values()}
    rows = Edition.objects.visible_to(actor).filter(Q(pk__in=ends) | Q(work_id__in=works)).order_by("pk")
    return found, dict(rows.values_list("pk", "work_id")[: 4 * MOST_NODES])


def _edges(rows: dict[int, Any], relations: list[Replacement]) -> list[GraphEdge]:
    """The stated relations between ``rows``, then those presumed within a work."""
    inside = [r for r in relations if r.successor_id in rows and r.predecessor_id in rows]
    edges = [
        GraphEdge(rows[r.successor_id].key, rows[r.predecessor_id].key, r.partial, r.note, r.doubtful, presumed=False)
        for r in inside
    ]
    stated = {(r.successor_id, r.predecessor_id): (r.partial, r.doubtful) for r in inside}
    return edges + [
        GraphEdge(rows[after].key, rows[before].key, partial=False, note="", doubtful=False, presumed=True)
        for after, before in presumed_pairs([(e.pk, e.work_id, e.year) for e in rows.values()], stated)
    ]
