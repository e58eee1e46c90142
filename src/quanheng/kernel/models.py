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


class StoredFile(models.Model):
    """文件: bytes kept once under ``QUANHENG_HOME/files``, by SHA-256; what they are and how they are checked.

    ``name`` is what the file was called when it first came; a record that uses it keeps its own name for it. The same
    bytes read as two kinds (a text that is a table) are two rows on one file.
    """

    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    stored_at = models.DateTimeField()

    objects: models.Manager[Any] = models.Manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sha256", "kind"], name="kernel_stored_file_once"),)

    def __str__(self) -> str:
        return self.name
