"""What else changes when a row points to another record: the search documents that repeat the record's name.

A merge moves foreign keys of every app without knowing the apps. An app whose search documents hold the name of what a
row points to says here which documents those are.
"""

from collections.abc import Callable, Iterable, Sequence

Documents = Callable[[Sequence[int]], Iterable[tuple[str, str]]]
_documents: dict[str, Documents] = {}


def register(model: str, documents: Documents) -> None:
    """``documents(ids)`` gives kind and key of the search documents that repeat what these rows point to."""
    _documents[model] = documents


def documents_of(model: str, ids: Sequence[int]) -> list[tuple[str, str]]:
    """Kind and key of what must be indexed again once the rows ``ids`` of ``model`` (``app.Model``) point elsewhere."""
    found = _documents.get(model)
    return list(found(ids)) if found else []
