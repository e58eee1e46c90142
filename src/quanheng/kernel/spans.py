"""Status spans in the database: what :func:`quanheng.core.validity.timeline` computed, kept beside the record so that
"as of a date" is one indexed comparison. They are derived, never typed; ``quanheng verify-registers`` recomputes and
compares them.
"""

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.core.validity import Span, Status


class StatusSpan(models.Model):
    """时效区间: one status of one document on ``start <= day < end``. Subclasses add the foreign key ``document``."""

    start = models.DateField(_("起"))
    end = models.DateField(_("止"))
    status = models.CharField(_("时效状态"), max_length=16, choices=[(s.value, s.value) for s in Status])
    presumed = models.BooleanField(_("推定"), default=False)

    class Meta:
        abstract = True

    def as_span(self) -> Span:
        """The plain value."""
        return Span(self.start, self.end, Status(self.status), self.presumed)


def holding_on(day: date, prefix: str = "spans__") -> Q:
    """The condition that picks the one span holding on ``day``."""
    return Q(**{f"{prefix}start__lte": day, f"{prefix}end__gt": day})


def stored(model: type[StatusSpan], document_id: int, spans: Sequence[Span]) -> list[StatusSpan]:
    """Unsaved rows for ``spans``."""
    return [
        model(document_id=document_id, start=s.start, end=s.end, status=s.status.value, presumed=s.presumed)  # type: ignore[misc]
        for s in spans
    ]
