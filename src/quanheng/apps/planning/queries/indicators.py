"""Indicators with their published history."""

from datetime import date
from typing import Any

from quanheng.apps.planning.models import IndicatorValue, Policy, Task
from quanheng.kernel.actor import Actor


def history(actor: Actor, slug: str) -> list[Any]:
    """The published values of an indicator, oldest first."""
    return list(IndicatorValue.objects.visible_to(actor).filter(indicator=slug).order_by("day"))


def published_on(actor: Actor, day: date) -> bool:
    """Whether the values of ``day`` were published."""
    return bool(IndicatorValue.objects.visible_to(actor).filter(day=day).exists())


def serving(actor: Actor, slug: str) -> list[Any]:
    """The tasks that an indicator measures."""
    rows = Task.objects.visible_to(actor).filter(indicator=slug, withdrawn_at=None)
    return list(rows.select_related("point__policy").order_by("order"))


def keepers(actor: Actor) -> set[int]:
    """The organisations that keep a policy."""
    rows = Policy.objects.visible_to(actor).exclude(keeper=None)
    return set(rows.values_list("keeper", flat=True))
