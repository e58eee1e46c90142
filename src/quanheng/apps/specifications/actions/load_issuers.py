"""load_issuers: the vocabulary of issuers, as shipped."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.public import Region
from quanheng.apps.specifications.events import IssuersLoaded
from quanheng.apps.specifications.loading.files import IssuerWord
from quanheng.apps.specifications.models import Issuer
from quanheng.apps.specifications.policies import may_load
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.subjects import Subject

SAME = ("name", "level", "region_id", "confirmed", "source")


def load_issuers(*, words: Sequence[IssuerWord], actor: Actor, now: datetime) -> int:
    """Bring the vocabulary to what ``words`` say, with one event when anything changed. Returns how many changed.

    Regions must be on record; :class:`BadInput` names those that are not.
    """
    may_load(actor).require()
    regions = set(Region.objects.values_list("code", flat=True))
    missing = {word.record.region for word in words} - {""} - regions
    if missing:
        what = _("没有行政区划：%s") % "、".join(sorted(missing))
        raise BadInput([Fault("issuers.yaml", what, _("请先载入机构登记。"))])
    with transaction.atomic():
        known = {issuer.short: issuer for issuer in Issuer.objects.all()}
        changed = [row for row in map(_row, words) if not _same(row, known.get(row.short))]
        for row in changed:
            row.save()
        if changed:
            payload = IssuersLoaded(tuple(row.short for row in changed))
            record(payload, actor=actor, subject=Subject("vocabulary", "specifications"), now=now)
    return len(changed)


def _row(word: IssuerWord) -> Issuer:
    said = word.record
    return Issuer(
        short=said.short,
        name=said.name,
        level=word.level,
        region_id=said.region or None,
        confirmed=said.confirmed,
        source=word.source,
    )


def _same(row: Issuer, known: Issuer | None) -> bool:
    return known is not None and all(getattr(row, name) == getattr(known, name) for name in SAME)
