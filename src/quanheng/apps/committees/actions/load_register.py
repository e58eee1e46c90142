"""load_register: the committees and fields shipped with the platform. Run at every start; changes what differs from
what was loaded before, so that corrections made on the platform stand.
"""

from datetime import datetime

from django.db import transaction

from quanheng.apps.committees.actions.record_committee import record_committee
from quanheng.apps.committees.actions.record_term import record_term
from quanheng.apps.committees.actions.set_host import set_host
from quanheng.apps.committees.events import FieldsLoaded
from quanheng.apps.committees.models import Committee, Field, Hosting, Term
from quanheng.apps.committees.policies import may_record
from quanheng.apps.committees.register_file import CommitteeRecord, shipped_committees, shipped_fields
from quanheng.apps.evidence.public import record
from quanheng.apps.people.public import ensure_organisation
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def load_register(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Bring fields and committees to what the files say. Returns how many records of each kind changed; nothing changes
    and no event is written when all is as shipped. Needs the vocabularies of people (regions) loaded.
    """
    may_record(actor, "").require()
    with transaction.atomic():
        changed = {"fields": _fields(actor, now), "committees": 0, "hosts": 0, "terms": 0}
        loaded = dict(Committee.objects.values_list("key", "loaded_digest"))
        for facts in shipped_committees():
            if loaded.get(facts.key) == facts.digest():
                continue
            committee, differs = record_committee(facts=facts, actor=actor, now=now)
            changed["committees"] += differs
            changed["hosts"] += _hosts(committee, facts, actor, now)
            changed["terms"] += _terms(committee, facts, actor, now)
            Committee.objects.filter(pk=committee.pk).update(loaded_digest=facts.digest())
    return changed


def _fields(actor: Actor, now: datetime) -> int:
    known = {field.slug: field for field in Field.objects.all()}
    changed = 0
    for line in shipped_fields():
        values = line.model_dump()
        old = known.get(line.slug)
        if old is None or any(getattr(old, name) != value for name, value in values.items()):
            Field(**values).save()
            changed += 1
    if changed:
        record(FieldsLoaded(changed), actor=actor, subject=Subject("vocabulary", "committees"), now=now)
    return changed


def _hosts(committee: Committee, facts: CommitteeRecord, actor: Actor, now: datetime) -> int:
    changed = 0
    for host in facts.hosts:
        organisation = ensure_organisation(
            name=host.name,
            kind=host.kind,
            region=host.region,
            source=host.source,
            confidence=facts.confidence,
            actor=actor,
            now=now,
        )
        on_record = Hosting.objects.filter(committee=committee, organisation=organisation)
        if not on_record.filter(start=host.start, end=host.end).exists():
            set_host(
                committee=committee,
                organisation=organisation,
                start=host.start,
                end=host.end,
                source=host.source,
                actor=actor,
                now=now,
            )
            changed += 1
    return changed


def _terms(committee: Committee, facts: CommitteeRecord, actor: Actor, now: datetime) -> int:
    changed = 0
    for term in facts.terms:
        values = term.model_dump()
        if not Term.objects.filter(committee=committee, **values).exists():
            record_term(committee=committee, actor=actor, now=now, **values)
            changed += 1
    return changed
