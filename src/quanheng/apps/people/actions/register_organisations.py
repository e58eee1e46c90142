"""register_organisations: many new organisations at once, as an import brings them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record_many
from quanheng.apps.people.checks import credit_code_or_fault, faults_of
from quanheng.apps.people.events import OrganisationRegistered
from quanheng.apps.people.keys import next_keys
from quanheng.apps.people.models import Organisation, Region
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.rules.names import name_key
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What one registration says; ``region`` is a code of GB/T 2260, empty when unknown."""

    name: str
    kind: str
    source: str
    confidence: str
    credit_code: str = ""
    region: str = ""
    public: bool = True


def register_organisations(*, facts: Sequence[OrganisationFacts], actor: Actor, now: datetime) -> list[Organisation]:
    """Register all of them under the next numbers, in order, with one event each, or none: ``BadInput`` carries every
    fault of every one of them, by name. The number of queries does not depend on how many there are.
    """
    may_register(actor, *{one.region for one in facts}).require()
    with transaction.atomic():
        rows = _rows(facts, now)
        for row, key in zip(rows, next_keys(Organisation, "O", len(rows)), strict=True):
            row.key = key
        made = Organisation.objects.bulk_create(rows, batch_size=500)
        touch("organisation", [row.key for row in made])
        for public in (True, False):
            record_many(
                [
                    (OrganisationRegistered(row.key, row.name, row.kind), Subject("organisation", row.key))
                    for row in made
                    if row.public is public
                ],
                actor=actor,
                now=now,
                private=not public,
            )
    return made


def _rows(facts: Sequence[OrganisationFacts], now: datetime) -> list[Organisation]:
    """Unsaved rows, checked as saving one by one would check them."""
    regions = set(Region.objects.filter(code__in={one.region for one in facts}).values_list("code", flat=True))
    taken = set(
        Organisation.objects.filter(credit_code__in={one.credit_code for one in facts} - {""}).values_list(
            "credit_code", flat=True
        )
    )
    rows, faults = [], []
    for one in facts:
        try:
            row = _row(one, now)
            row.clean_fields(exclude=["key", "name_key", "region"])
        except BadInput as error:
            faults += [Fault(f"{one.name} {fault.where}", fault.what, fault.remedy) for fault in error.faults]
            continue
        except ValidationError as error:
            faults += [Fault(f"{one.name} {fault.where}", fault.what) for fault in faults_of(error).faults]
            continue
        if one.region and one.region not in regions:
            faults.append(Fault(f"{one.name} region", _("没有代码为“%s”的行政区划") % one.region[:12]))
        if row.credit_code in taken:
            faults.append(Fault(f"{one.name} credit_code", _("该统一社会信用代码已登记在另一机构名下")))
        taken |= {row.credit_code} - {None}
        rows.append(row)
    if faults:
        raise BadInput(faults)
    return rows


def _row(one: OrganisationFacts, now: datetime) -> Organisation:
    return Organisation(
        name=one.name.strip(),
        name_key=name_key(one.name),
        kind=one.kind,
        credit_code=credit_code_or_fault(one.credit_code),
        region_id=one.region or None,
        public=one.public,
        source=one.source,
        confidence=one.confidence,
        changed_at=now,
    )
