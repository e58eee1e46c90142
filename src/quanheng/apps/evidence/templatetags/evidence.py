"""``{% load evidence %}{% history subject %}``: the record's events in words."""

from collections.abc import Sequence
from typing import Any

from django import template

from quanheng.apps.evidence.answers import answers
from quanheng.apps.evidence.queries import histories, seals_of
from quanheng.kernel.actor import ANONYMOUS, Actor
from quanheng.kernel.subjects import Subject

register = template.Library()


@register.inclusion_tag("evidence/seals.html", takes_context=True)
def seals(context: template.Context, subject: Subject | str, key: str = "") -> dict[str, Any]:
    """The panel 存证: what was sealed of ``subject`` (or of ``kind key``), with proofs. Nothing where nothing was."""
    if isinstance(subject, str):
        subject = Subject(subject, key)
    actor = _reader(context)
    return {"answers": answers(seals_of(subject, actor=actor), actor)}


def _reader(context: template.Context) -> Actor:
    return context.get("actor") or getattr(context.get("request"), "actor", None) or ANONYMOUS


@register.inclusion_tag("evidence/history.html", takes_context=True)
def history(
    context: template.Context, subject: Subject | str, key: str | Sequence[str] = "", limit: int = 20
) -> dict[str, Any]:
    """The latest events of ``subject`` (or of ``kind key``, or of ``kind`` and several keys), as far as the reader may
    know; where there are more, with the way to all of them.
    """
    kind, keys = (subject, [key] if isinstance(key, str) else list(key))
    if isinstance(subject, Subject):
        kind, keys = subject.kind, [subject.key]
    actor = _reader(context)
    lines = histories(str(kind), keys, actor=actor, limit=limit + 1)
    return {
        "lines": lines[:limit],
        "more": len(lines) > limit,
        "kind": kind,
        "keys": list(dict.fromkeys(line.subject_key for line in lines)),
        "several": len(keys) > 1,
    }
