"""Reported progress under way."""

from typing import Any

from quanheng.apps.planning.models import Progress
from quanheng.kernel.actor import Actor


def waiting(actor: Actor, number: int) -> Any:
    """The entry ``number`` that the actor may see; ``None`` where there is none."""
    rows = Progress.objects.visible_to(actor).select_related("task__point__policy", "body", "organisation")
    return rows.filter(pk=number).first()
