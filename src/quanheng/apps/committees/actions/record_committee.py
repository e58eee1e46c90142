"""record_committee: a committee enters the register, or what is known of it changed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from quanheng.apps.committees.events import CommitteeChanged, CommitteeRecorded
from quanheng.apps.committees.models import Committee, Field
from quanheng.apps.committees.policies import may_change, may_record, place
from quanheng.apps.committees.register_file import BodyRecord, CommitteeRecord
from quanheng.apps.committees.rules.codes import position
from quanheng.apps.committees.rules.names import body_name
from quanheng.apps.evidence.public import record
from quanheng.apps.people.public import Organisation, ensure_organisation, ensure_part_of
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

PLAIN = ("code", "name", "tier", "level", "planned", "confidence", "source")


def record_committee(*, facts: CommitteeRecord, actor: Actor, now: datetime) -> tuple[Committee, bool]:
    """Bring the committee of ``facts.key`` to what ``facts`` say. Returns it and whether anything changed; when nothing
    did, no event is written. Raises ``BadInput`` naming each field at fault. Hosts and terms have their own actions.
    """
    may_record(actor, place(facts.level, facts.region)).require()
    with transaction.atomic():
        committee = Committee.objects.filter(key=facts.key).first()
        if committee is None:
            return _create(facts, actor, now), True
        may_change(actor, committee).require()
        changed = _update(committee, facts, actor, now)
        if changed:
            committee.changed_at = now
            save_or_fault(committee)
            _tell(CommitteeChanged(committee.name, tuple(changed)), committee, actor, now)
        return committee, bool(changed)


def _create(facts: CommitteeRecord, actor: Actor, now: datetime) -> Committee:
    parent = Committee.objects.get(key=facts.parent) if facts.parent else None
    committee = Committee(
        key=facts.key,
        position=position(facts.key),
        parent=parent,
        organisation=_own_organisation(facts, parent, actor, now),
        approved_by=_body(facts.approved_by, facts, actor, now),
        founded_on=facts.founded,
        facts=list(facts.facts),
        changed_at=now,
        **{field: getattr(facts, field) for field in PLAIN},
    )
    may_change(actor, committee).require()  # an organisation of its name may have been on record, elsewhere
    save_or_fault(committee)
    committee.fields.set(_fields(facts))
    committee.joint_founders.set([_known(body, facts, actor, now) for body in facts.joint_founders])
    _tell(CommitteeRecorded(committee.key, committee.name, committee.level), committee, actor, now)
    return committee


def _update(committee: Committee, facts: CommitteeRecord, actor: Actor, now: datetime) -> list[str]:
    """Assign what differs and say what it was."""
    wanted: dict[str, Any] = {field: getattr(facts, field) for field in PLAIN}
    wanted["founded_on"], wanted["facts"] = facts.founded, list(facts.facts)
    wanted["parent"] = Committee.objects.get(key=facts.parent) if facts.parent else None
    wanted["approved_by"] = _body(facts.approved_by, facts, actor, now)
    changed = [field for field, value in wanted.items() if getattr(committee, field) != value]
    for field in changed:
        setattr(committee, field, wanted[field])
    founders = [_known(body, facts, actor, now) for body in facts.joint_founders]
    many: tuple[tuple[str, list[Any]], ...] = (("fields", _fields(facts)), ("joint_founders", founders))
    for field, objects in many:
        if set(getattr(committee, field).values_list("pk", flat=True)) != {one.pk for one in objects}:
            getattr(committee, field).set(objects)
            changed.append(field)
    return changed


def _own_organisation(facts: CommitteeRecord, parent: Committee | None, actor: Actor, now: datetime) -> Organisation:
    """The committee as an organisation."""
    above = parent.organisation if parent else None
    organisation = ensure_organisation(
        name=body_name(facts.name, above.name if above else ""),
        kind=Organisation.Kind.COMMITTEE,
        source=facts.source,
        confidence=facts.confidence,
        region=facts.region,
        actor=actor,
        now=now,
    )
    if above is not None:
        ensure_part_of(organisation=organisation, parent=above, actor=actor, now=now)
    return organisation


def _body(body: BodyRecord | None, facts: CommitteeRecord, actor: Actor, now: datetime) -> Organisation | None:
    return None if body is None else _known(body, facts, actor, now)


def _known(body: BodyRecord, facts: CommitteeRecord, actor: Actor, now: datetime) -> Organisation:
    return ensure_organisation(
        name=body.name,
        kind=body.kind,
        region=body.region,
        source=facts.source,
        confidence=facts.confidence,
        actor=actor,
        now=now,
    )


def _fields(facts: CommitteeRecord) -> list[Field]:
    found = {field.slug: field for field in Field.objects.filter(slug__in=facts.fields_)}
    missing = [slug for slug in facts.fields_ if slug not in found]
    if missing:
        raise BadInput([Fault(f"{facts.key} fields", slug) for slug in missing])
    return [found[slug] for slug in facts.fields_]


def save_or_fault(committee: Committee) -> None:
    """Check the committee against its fields and constraints and insert or update it. Raises ``BadInput``."""
    try:
        committee.full_clean()
    except ValidationError as error:
        raise BadInput(
            [Fault(f"{committee.key} {name}", text) for name, texts in error.message_dict.items() for text in texts]
        ) from error
    committee.save()


def _tell(payload: CommitteeRecorded | CommitteeChanged, committee: Committee, actor: Actor, now: datetime) -> None:
    touch("committee", [committee.key])
    record(payload, actor=actor, subject=Subject("committee", committee.key), now=now)
