"""The kernel's own tables."""

from typing import Any

from django.db import models


class SearchOutbox(models.Model):
    """What changed and is still to reach the search index of some host. Read in order, pruned by age.

    ``written_by`` is the database transaction that wrote the row (PostgreSQL; 0 on SQLite, which has one writer): a
    reader takes only rows of transactions older than every running one, so that none is overtaken and lost.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    written_by = models.BigIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects: models.Manager[Any] = models.Manager()

    class Meta:
        indexes = (models.Index(fields=["written_by", "id"], name="kernel_outbox_order"),)


class Mark(models.Model):
    """A fact about this database as a whole, such as that it holds synthetic records. Never removed."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(auto_now_add=True)

    objects: models.Manager[Any] = models.Manager()
