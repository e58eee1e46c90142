"""In whose name the background work of an import is done."""

from typing import Any

from quanheng.apps.imports.models import Import
from quanheng.kernel.actor import ANONYMOUS, Actor
from quanheng.kernel.actors import actor_of_account


def on_behalf_of(actor: Actor) -> dict[str, Any]:
    """What an import keeps of whoever asked for its next work."""
    office = actor.acting_as
    return {"by_id": actor.account_id, "by_appointment": office.appointment_id if office else None}


def worker_of(number: int) -> Actor:
    """The actor of that work, with the offices held today: one that ended meanwhile gives no power."""
    one: Import | None = Import.objects.filter(pk=number).first()
    return actor_of_account(one.by_id, one.by_appointment) if one else ANONYMOUS
