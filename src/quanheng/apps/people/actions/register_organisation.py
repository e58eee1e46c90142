"""register_organisation: a new organisation in the register."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import credit_code_or_fault, region_or_fault, save_or_fault
from quanheng.apps.people.events import OrganisationRegistered
from quanheng.apps.people.keys import next_key
from quanheng.apps.people.models import Organisation
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.rules.names import name_key
from quanheng.kernel.actor import Actor
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def register_organisation(  # noqa: PLR0913  the facts of one record
    *,
    name: str,
    kind: str,
    source: str,
    confidence: str,
    actor: Actor,
    now: datetime,
    credit_code: str = "",
    region: str | None = None,
    public: bool = True,
    synthetic: bool = False,
) -> Organisation:
    """Register an organisation under the next register number. Raises ``BadInput`` naming each field at fault."""
    may_register(actor, region).require()
    with transaction.atomic():
        organisation = Organisation(
            key=next_key(Organisation, "O"),
            name=name.strip(),
            name_key=name_key(name),
            kind=kind,
            credit_code=credit_code_or_fault(credit_code),
            region=region_or_fault(region),
            public=public,
            source=source,
            confidence=confidence,
            synthetic=synthetic,
            changed_at=now,
        )
        save_or_fault(organisation)
        touch("organisation", [organisation.key])
        record(
            OrganisationRegistered(organisation.key, organisation.name, kind),
            actor=actor,
            subject=Subject("organisation", organisation.key),
            now=now,
            private=not organisation.public,
        )
    return organisation
