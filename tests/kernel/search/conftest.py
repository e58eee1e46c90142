"""An index of a test's own."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from quanheng.kernel.search.engine import Batch, Cursor
from quanheng.kernel.search.places import Place
from quanheng.kernel.search.registry import Document
from quanheng.kernel.search.tantivy_engine import TantivyEngine, create


def build(root: Path, documents: Iterable[Document], *, batch: int = 1000) -> TantivyEngine:
    """A live index under ``root`` with the documents, committed in batches."""
    place = Place(root)
    folder = place.fresh()
    create(folder)
    place.publish(folder)
    engine = TantivyEngine(place)
    waiting = list(documents)
    for at in range(0, len(waiting), batch):
        engine.apply(Batch(waiting[at : at + batch]), Cursor(row=at))
    return engine


@pytest.fixture
def index_of(tmp_path: Path) -> Callable[..., TantivyEngine]:
    """Build an index: ``index_of(documents, batch=1000)``; each call is a new one."""
    made = 0

    def make(documents: Iterable[Document], *, batch: int = 1000) -> TantivyEngine:
        nonlocal made
        made += 1
        return build(tmp_path / str(made), documents, batch=batch)

    return make
