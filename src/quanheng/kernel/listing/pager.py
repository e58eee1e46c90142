"""Pages of a list."""

from collections.abc import Callable
from dataclasses import dataclass

AROUND = 2


@dataclass(frozen=True, slots=True)
class Pager:
    """分页. ``first`` and ``last`` are the ordinals of the rows shown (0 when there are none). ``numbers`` holds
    ``(n, href, current)``; a gap is ``(0, None, False)``.
    """

    page: int
    pages: int
    first: int
    last: int
    prev_href: str
    next_href: str
    numbers: tuple[tuple[int, str | None, bool], ...]


def pager(page: int, size: int, count: int, href: Callable[[int], str]) -> Pager:
    """The pager of ``count`` rows, ``size`` a page, at ``page``."""
    pages = max(1, -(-count // size))
    near = sorted({1, pages, *range(max(1, page - AROUND), min(pages, page + AROUND) + 1)})
    numbers: list[tuple[int, str | None, bool]] = []
    for before, n in zip([0, *near], near, strict=False):
        if n - before > 1:
            numbers.append((0, None, False))
        numbers.append((n, None if n == page else href(n), n == page))
    return Pager(
        page=page,
        pages=pages,
        first=(page - 1) * size + 1 if count else 0,
        last=min(page * size, count),
        prev_href=href(page - 1) if page > 1 else "",
        next_href=href(page + 1) if page < pages else "",
        numbers=tuple(numbers),
    )
