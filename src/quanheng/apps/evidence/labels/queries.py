"""What can be asked of labels and of the keys that sign them."""

from datetime import datetime

from django.db.models import QuerySet, Sum

from quanheng.apps.evidence.models.labels import IssuerList, Label, LabelKey, LabelScans
from quanheng.kernel.actor import Actor


def labels(actor: Actor) -> QuerySet[Label]:
    """Every label ``actor`` may list, with its end and how often it was checked."""
    rows: QuerySet[Label] = Label.objects.visible_to(actor).select_related("key", "ended", "ended__successor")
    return rows.annotate(checks=Sum("scans__count"))


def label(actor: Actor, number: str) -> Label | None:
    """One label, for those who may list it."""
    found: Label | None = labels(actor).filter(number=number).first()
    return found


def standing_labels(actor: Actor, organisation: int, now: datetime) -> QuerySet[Label]:
    """The labels of an issuer that are neither ended nor expired."""
    rows: QuerySet[Label] = Label.objects.visible_to(actor).filter(organisation=organisation)
    return rows.filter(ended=None, expires_at__gt=now)


def keys(actor: Actor) -> QuerySet[LabelKey]:
    """Every key that is or was on the list of issuers, the latest first."""
    rows: QuerySet[LabelKey] = LabelKey.objects.visible_to(actor).select_related("ended")
    return rows


def key(actor: Actor, key_id: str) -> LabelKey | None:
    """The key with this name."""
    return keys(actor).filter(key_id=key_id).first()


def key_in_use(actor: Actor, organisation: int, now: datetime) -> LabelKey | None:
    """The key that signs for an organisation at this moment, the latest where there are several."""
    return keys(actor).filter(organisation=organisation, start__lte=now, ended=None).first()


def issuer_lists(actor: Actor) -> QuerySet[IssuerList]:
    """Every published list of issuers, the latest first."""
    rows: QuerySet[IssuerList] = IssuerList.objects.visible_to(actor)
    return rows


def checks_by_day(actor: Actor, one: Label) -> list[LabelScans]:
    """How often a label was checked, by day, the latest first."""
    return list(LabelScans.objects.visible_to(actor).filter(label=one).order_by("-day")[:60])
