"""Comparing two copies of one document (两个副本的比对): what differs in words, what only in signs or in layout."""

from quanheng.core.texts.comparing.comparison import compare
from quanheng.core.texts.comparing.found import CopyComparison, Difference, Level, PointPair, Side

__all__ = ["CopyComparison", "Difference", "Level", "PointPair", "Side", "compare"]
