"""The picture of what replaced what: a lane for each work, a column for each year, time from left to right.

Pure: plain values in, places out. ``specifications/_graph.html`` draws them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quanheng.apps.specifications.queries.graph import Graph, GraphEdge, GraphNode
from quanheng.apps.specifications.rules.numbers import parse

WIDTH, HEIGHT = 188, 74
GAP, LANE, TOP, EDGE = 96, 34, 34, 14
TITLE_CHARACTERS = 12
SIGNS = {
    "in_force": "●",
    "upcoming": "○",
    "partly_replaced": "◐",
    "replaced": "□",
    "abolished": "×",
    "unknown": "？",
    "not_issued": "◌",
}


@dataclass(frozen=True, slots=True)
class Box:
    """An edition in the picture, by the corner of its box."""

    node: GraphNode
    x: int
    y: int
    title: str
    sign: str
    here: bool

    @property
    def right(self) -> int:
        """The right edge."""
        return self.x + WIDTH

    @property
    def middle(self) -> int:
        """The height of its centre."""
        return self.y + HEIGHT // 2

    @property
    def text_x(self) -> int:
        """Where its text begins."""
        return self.x + 12

    @property
    def line_1(self) -> int:
        """Base line of the number."""
        return self.y + 24

    @property
    def line_2(self) -> int:
        """Base line of the title."""
        return self.y + 43

    @property
    def line_3(self) -> int:
        """Base line of the status."""
        return self.y + 62


@dataclass(frozen=True, slots=True)
class Arrow:
    """A replacement in the picture, from the replaced to the replacing edition. ``look`` is ``whole``, ``partial``,
    ``doubtful`` or ``presumed``; ``label_x`` and ``label_y`` place its word.
    """

    edge: GraphEdge
    path: str
    look: str
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template draws."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    years: tuple[tuple[int, int], ...]
    width: int
    height: int
    box_width: int = WIDTH
    box_height: int = HEIGHT


def look_of(edge: GraphEdge) -> str:
    """How a replacement is drawn and called."""
    if edge.doubtful:
        return "doubtful"
    if edge.partial:
        return "partial"
    return "presumed" if edge.presumed else "whole"


def picture(graph: Graph) -> Picture:
    """Place every node and edge of ``graph``."""
    years = sorted({node.year for node in graph.nodes})
    lanes = _lanes(graph)
    boxes = {
        node.key: Box(
            node=node,
            x=EDGE + years.index(node.year) * (WIDTH + GAP),
            y=TOP + lanes.index(_work(node)) * (HEIGHT + LANE),
            title=node.title if len(node.title) <= TITLE_CHARACTERS else node.title[: TITLE_CHARACTERS - 1] + "…",
            sign=SIGNS[node.status.status],
            here=node.key == graph.centre,
        )
        for node in graph.nodes
    }
    arrows = [_arrow(edge, boxes, years) for edge in graph.edges]
    return Picture(
        tuple(boxes.values()),
        tuple(arrows),
        tuple((year, EDGE + i * (WIDTH + GAP) + WIDTH // 2) for i, year in enumerate(years)),
        width=2 * EDGE + len(years) * (WIDTH + GAP) - GAP,
        height=TOP + len(lanes) * (HEIGHT + LANE) - LANE + EDGE,
    )


def _work(node: GraphNode) -> str:
    number = parse(node.number)
    return number.work.lookup if number else node.key


def _lanes(graph: Graph) -> list[str]:
    """Works from top to bottom: each beside those it is related to, the centre's first."""
    nodes = {node.key: node for node in graph.nodes}
    related: dict[str, list[str]] = {}
    for edge in graph.edges:
        one, other = _work(nodes[edge.predecessor]), _work(nodes[edge.successor])
        if one != other:
            related.setdefault(one, []).append(other)
            related.setdefault(other, []).append(one)
    order: list[str] = []
    waiting: list[str] = [_work(nodes[graph.centre])] if graph.centre in nodes else []
    waiting += [_work(node) for node in graph.nodes]
    while waiting:
        work = waiting.pop(0)
        if work not in order:
            order.append(work)
            waiting = related.get(work, []) + waiting
    return order


def _arrow(edge: GraphEdge, boxes: dict[str, Box], years: list[int]) -> Arrow:
    start, end = boxes[edge.predecessor], boxes[edge.successor]
    if start.x == end.x:  # within one year: down or up along the left side
        path = _beside(start, end)
        return Arrow(edge, path, look_of(edge), max(2, start.x - 2), (start.middle + end.middle) // 2)
    passes = _passes(start, end, boxes.values())
    bend = 40
    label_x, label_y = (start.right + end.x) // 2, (start.middle + end.middle) // 2 - 6
    if passes:  # other boxes of the lane stand between: go under them
        low = max(start.y, end.y) + HEIGHT + LANE // 2
        path = (
            f"M{start.right} {start.middle} C{start.right + bend} {start.middle} {start.right + 10} {low} "
            f"{start.right + bend + 20} {low} L{end.x - bend - 20} {low} "
            f"C{end.x - 10} {low} {end.x - bend} {end.middle} {end.x} {end.middle}"
        )
        label_y = low - 4
    elif start.middle == end.middle:
        path = f"M{start.right} {start.middle} L{end.x} {end.middle}"
    else:
        path = (
            f"M{start.right} {start.middle} C{start.right + bend} {start.middle} "
            f"{end.x - bend} {end.middle} {end.x} {end.middle}"
        )
    return Arrow(edge, path, look_of(edge), label_x, label_y)


def _beside(start: Box, end: Box) -> str:
    left = start.x - 12
    return f"M{start.x} {start.middle} C{left} {start.middle} {left} {end.middle} {end.x} {end.middle}"


def _passes(start: Box, end: Box, boxes: Iterable[Box]) -> bool:
    """Whether a box of either lane stands between the two ends."""
    left, right = sorted((start.x, end.x))
    return any(left < box.x < right and box.y in {start.y, end.y} for box in boxes)


def words_of(graph: Graph) -> list[dict[str, Any]]:
    """The same relations as rows of a table: replaced, replacing, how."""
    nodes = {node.key: node for node in graph.nodes}
    return [
        {
            "predecessor": nodes[edge.predecessor],
            "successor": nodes[edge.successor],
            "look": look_of(edge),
            "note": edge.note,
        }
        for edge in sorted(graph.edges, key=lambda e: (nodes[e.successor].year, nodes[e.successor].number))
    ]
