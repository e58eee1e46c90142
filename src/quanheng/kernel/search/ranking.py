"""The order of hits, made explicit: score in steps, then the ``order`` field, never the place in a file."""

import math
from typing import Any

import tantivy

from quanheng.kernel.search.tantivy_query import SAME_STEM

MOST_TIES = 20_000
_EQUAL_NUMBERS_STEP = 8_000.0


def step(score: float) -> float:
    """Scores that count as equal. Above the steps for equal numbers and titles the text's own score counts nothing."""
    if score >= SAME_STEM:
        return math.floor(score / _EQUAL_NUMBERS_STEP) * _EQUAL_NUMBERS_STEP
    return round(score, 3)


def _count(result: Any) -> int:
    return int(result.count)


def ranked(
    searcher: tantivy.Searcher, query: tantivy.Query, first: int, last: int
) -> tuple[list[tuple[float, Any]], int]:
    """The hits from ``first`` to ``last`` by score, and the exact count.

    Where equal scores cross the page's end all of them are read (to ``MOST_TIES``): a page ends where the next begins.
    """
    limit = last + 64
    while True:
        result = searcher.search(query, limit, weight_by_field="weight")
        scored = [(step(score), address) for score, address in result.hits]
        total = _count(result)
        complete = len(scored) >= total or limit >= MOST_TIES
        if complete or scored[-1][0] < scored[last - 1][0]:
            break
        limit = min(limit * 8, MOST_TIES)
    if first >= len(scored):
        return [], total
    worst = scored[min(last, len(scored)) - 1][0]
    best = scored[first][0]
    tied = [entry for entry in scored if worst <= entry[0] <= best]
    above = sum(1 for score, _address in scored if score > best)
    orders = searcher.fast_field_values("order", [address for _score, address in tied])
    by_order = sorted(zip(tied, orders, strict=True), key=lambda entry: (-entry[0][0], entry[1]))
    return [entry for entry, _order in by_order[first - above : last - above]], total


def ordered(
    searcher: tantivy.Searcher, parts: list[tuple[float, tantivy.Query]], first: int, last: int
) -> tuple[list[tuple[float, Any]], int]:
    """The hits of several disjoint queries one after the other, each by the ``order`` field, and their count."""
    hits: list[tuple[float, Any]] = []
    total = 0
    for score, query in parts:
        start, end = max(first - total, 0), max(last - total, 0)
        result = searcher.search(
            query, max(end - start, 1), offset=start, order_by_field="order", order=tantivy.Order.Asc
        )
        hits += [(score, address) for _order, address in result.hits][: end - start]
        total += _count(result)
    return hits, total
