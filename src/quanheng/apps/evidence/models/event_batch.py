"""Batches of events that the log holds one entry for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class UnsealedEvent(Scoped):
    """An event that no batch holds yet. The database writes this row itself with the event."""

    event = models.BigIntegerField(primary_key=True)

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """How many there are is no secret."""
        return Q()


class EventBatch(Scoped):
    """事件批: the events of one entry. Append-only.

    ``members``: their numbers, as ranges (``1-500,503``). ``leaves``: their leaf hashes, 32 bytes each, in that order,
    so that a changed event is named. ``leaf`` leads to the entry and to the salt.
    """

    leaf = models.BinaryField(unique=True)
    first = models.BigIntegerField(_("首个事件"), db_index=True)
    last = models.BigIntegerField(_("末个事件"), db_index=True)
    members = models.TextField()
    leaves = models.BinaryField()
    at = models.DateTimeField(_("时间"))

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Which event is in which batch is no secret; its content is."""
        return Q()
