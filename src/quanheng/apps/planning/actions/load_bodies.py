"""load_bodies: the vocabulary of responsible bodies, each linked to its organisation."""

from datetime import datetime
from typing import Any

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.public import ensure_organisation
from quanheng.apps.planning.events import BodiesLoaded
from quanheng.apps.planning.models import Body
from quanheng.apps.planning.policies import may_load
from quanheng.apps.planning.register_file import Bodies, BodyRecord, shipped_bodies
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def load_bodies(*, actor: Actor, now: datetime) -> int:
    """Bring the bodies to what ``data/bodies.yaml`` says, registering organisations that are new. Returns how many
    changed.
    """
    may_load(actor).require()
    shipped = shipped_bodies()
    with transaction.atomic():
        known = {body.key: body for body in Body.objects.all()}
        changed = 0
        for order, line in enumerate(shipped.bodies, start=1):
            changed += _brought(known.get(line.key), _values(line, order, shipped, actor, now), line.key)
        if changed:
            record(BodiesLoaded(changed), actor=actor, subject=Subject("vocabulary", "planning"), now=now)
    return changed


def _values(line: BodyRecord, order: int, shipped: Bodies, actor: Actor, now: datetime) -> dict[str, Any]:
    organisation = None
    if not line.group:
        organisation = ensure_organisation(
            name=line.name,
            kind=line.kind,
            region=line.region,
            source=shipped.source,
            confidence=shipped.confidence,
            actor=actor,
            now=now,
        )
    return {
        "name": line.name,
        "organisation_id": organisation.pk if organisation else None,
        "region_id": line.region,
        "group": line.group,
        "aliases": list(line.aliases),
        "order": order,
    }


def _brought(body: Body | None, values: dict[str, Any], key: str) -> bool:
    if body is not None and all(getattr(body, name) == value for name, value in values.items()):
        return False
    body = body or Body(key=key)
    for name, value in values.items():
        setattr(body, name, value)
    body.save()
    return True
