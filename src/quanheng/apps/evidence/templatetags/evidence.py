"""``{% load evidence %}{% history subject %}``: the record's events in words."""

from typing import Any

from django import template

from quanheng.apps.evidence.queries import history as history_of
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.subjects import Subject

register = template.Library()


@register.inclusion_tag("evidence/history.html", takes_context=True)
def history(context: template.Context, subject: Subject | str, key: str = "", limit: int = 50) -> dict[str, Any]:
    """The events of ``subject`` (or of ``kind key``), the latest first, as far as the reader may know."""
    if isinstance(subject, str):
        subject = Subject(subject, key)
    actor = context.get("actor") or getattr(context.get("request"), "actor", None) or ANONYMOUS
    return {"lines": history_of(subject, actor=actor, limit=limit), "limit": limit}
