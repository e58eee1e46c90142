"""The event table."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Scoped


class Event(Scoped):
    """事件: one change of one record. Append-only; the database itself refuses UPDATE and DELETE."""

    kind = models.CharField(_("事件种类"), max_length=60)
    subject_kind = models.CharField(_("事项种类"), max_length=40)
    subject_key = models.CharField(_("事项"), max_length=200)
    payload = models.JSONField(_("内容"))
    actor = models.CharField(_("行为人"), max_length=80)
    office = models.CharField(_("以何职务"), max_length=120, blank=True)
    at = models.DateTimeField(_("时间"))
    public = models.BooleanField(_("公开"))

    class Meta:
        indexes = (
            models.Index(fields=["subject_kind", "subject_key", "id"], name="evidence_event_subject"),
            models.Index(fields=["public", "id"], name="evidence_event_public"),
        )

    @classmethod
    def visibility(cls, actor: Actor) -> Q:
        """Public events to all; the others to auditors and to the system."""
        from quanheng.apps.evidence.policies import visible_events

        return visible_events(actor)
