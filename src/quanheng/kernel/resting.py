"""What rests on a record: whether anything else on record names it."""

from collections.abc import Iterable
from typing import Any

from django.db import models


def in_use(model: type[models.Model], keys: Iterable[int], *, but: Iterable[type[models.Model]] = ()) -> set[int]:
    """Of the rows of ``model`` with these primary keys, those that a row of another table (or of its own) refers to.
    ``but``: tables whose rows are parts of the record. One query for each kind of record that may refer to it.
    """
    wanted, parts = list(keys), set(but)
    found: set[int] = set()
    if not wanted:
        return found
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001  Django's own description of a model
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        table: Any = relation.related_model
        column = relation.field.name  # type: ignore[union-attr]
        if table in parts:
            continue
        rows = table._base_manager.filter(**{f"{column}__in": wanted})  # noqa: SLF001  unscoped: hidden rows count too
        found |= set(rows.values_list(column, flat=True))
    return found
