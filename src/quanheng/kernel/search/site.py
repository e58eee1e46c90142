"""The site's own index, at ``settings.SEARCH_INDEX``. Pages and the API search through here."""

from functools import cache
from pathlib import Path

from django.conf import settings

from quanheng.kernel.search.places import Place
from quanheng.kernel.search.tantivy_engine import TantivyEngine


def place() -> Place:
    """Where this host keeps its index."""
    return Place(Path(settings.SEARCH_INDEX))


def engine() -> TantivyEngine:
    """The engine to search with; one a process and place."""
    return _engine(Path(settings.SEARCH_INDEX))


@cache
def _engine(root: Path) -> TantivyEngine:
    return TantivyEngine(Place(root))
