"""ensure_organisation: the organisation of a name, registered if it is new."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.models import Organisation
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.rules.names import name_key
from quanheng.kernel.actor import Actor

ATTEMPTS = 5


def ensure_organisation(  # noqa: PLR0913  the facts of one record
    *,
    name: str,
    kind: str,
    source: str,
    confidence: str,
    actor: Actor,
    now: datetime,
    region: str | None = None,
    synthetic: bool = False,
) -> Organisation:
    """The organisation called ``name`` now or formerly (full- and half-width alike), registered when there is none.

    Idempotent: a second call changes nothing and writes no event. Register numbers (O000001 …) follow the order of
    the calls. ``region`` is a code of GB/T 2260. Raises :class:`~quanheng.kernel.errors.BadInput` naming the field.
    """
    may_register(actor).require()
    for attempt in range(ATTEMPTS):
        found = _find(name)
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return register_organisation(
                    name=name,
                    kind=kind,
                    source=source,
                    confidence=confidence,
                    region=region,
                    synthetic=synthetic,
                    actor=actor,
                    now=now,
                )
        except IntegrityError:  # another writer took the register number (PostgreSQL): look again
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _find(name: str) -> Organisation | None:
    key = name_key(name)
    named = Organisation.objects.filter(Q(name_key=key) | Q(pk__in=_formerly(key))).order_by("synthetic", "key")
    found: Organisation | None = named.select_related("merged_into").first()
    return found.merged_into or found if found else None


def _formerly(key: str) -> list[int]:
    from quanheng.apps.people.models import FormerName

    return list(FormerName.objects.filter(name_key=key).values_list("organisation_id", flat=True))
