"""How points are named: ``point-12`` is （十二）, ``point-1-2`` is （一）2."""

from quanheng.core.texts.numerals import anchor_label


def point_anchor(number: int, sub: int = 0) -> str:
    """The anchor of a point in the law register."""
    return f"point-{number}-{sub}" if sub else f"point-{number}"


def point_label(number: int, sub: int = 0) -> str:
    """As policies print it."""
    return anchor_label(point_anchor(number, sub))


def task_order(policy: int, number: int, sub: int, ordinal: int) -> int:
    """The place of a task in the whole ledger: by policy, point and its own number."""
    return ((policy * 100 + number) * 100 + sub) * 100 + ordinal


def task_key(slug: str, anchor: str, ordinal: int) -> str:
    """The permanent number of the ``ordinal``-th task of a point: ``tc-opinion-2022-p4-1``."""
    return f"{slug}-p{anchor.removeprefix('point-').replace('-', '.')}-{ordinal}"


def anchor_numbers(anchor: str) -> tuple[int, int]:
    """``point-1-2`` → 1 and 2; ``12`` and ``12-1`` (articles) likewise."""
    number, _dash, sub = anchor.removeprefix("point-").partition("-")
    return int(number), int(sub or 0)
