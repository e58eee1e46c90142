"""load_register: vocabularies and organisations shipped with the platform. Run at every start; changes what differs."""

from datetime import datetime

from django.db import transaction

from quanheng.apps.evidence.public import record
from quanheng.apps.people import vocabulary
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actions.set_parent import set_parent
from quanheng.apps.people.events import VocabularyLoaded
from quanheng.apps.people.models import Office, Organisation, OrganisationParent, Region
from quanheng.apps.people.policies import may_register
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject


def load_register(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Bring vocabularies up to date and register the organisations that are missing. Returns how many records of each
    kind changed; nothing changes and no event is written when all is as shipped.
    """
    may_register(actor, "").require()
    with transaction.atomic():
        changed = {"regions": _regions(), "offices": _offices()}
        if any(changed.values()):
            record(
                VocabularyLoaded(changed["regions"], changed["offices"]),
                actor=actor,
                subject=Subject("vocabulary", "people"),
                now=now,
            )
        changed["organisations"] = _organisations(actor, now)
    return changed


def _regions() -> int:
    known = {one.code: (one.name, one.abbreviation, one.parent_id) for one in Region.objects.all()}
    changed = [
        Region(code=line.code, name=line.name, abbreviation=line.abbreviation, parent_id=line.parent)
        for line in vocabulary.regions().regions
        if known.get(line.code) != (line.name, line.abbreviation, line.parent)
    ]
    fields = ["name", "abbreviation", "parent"]
    Region.objects.bulk_create(changed, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return len(changed)


def _offices() -> int:
    known = {one.slug: (one.name, one.order, one.votes, one.grants) for one in Office.objects.all()}
    changed = [
        Office(slug=line.slug, name=line.name, order=line.order, votes=line.votes, grants=list(line.grants))
        for line in vocabulary.offices().offices
        if known.get(line.slug) != (line.name, line.order, line.votes, list(line.grants))
    ]
    fields = ["name", "order", "votes", "grants"]
    Office.objects.bulk_create(changed, update_conflicts=True, unique_fields=["slug"], update_fields=fields)
    return len(changed)


def _organisations(actor: Actor, now: datetime) -> int:
    shipped = vocabulary.organisations()
    before = Organisation.objects.count()
    related = 0
    by_name = {}
    for line in shipped.organisations:
        by_name[line.name] = ensure_organisation(**line.model_dump(), actor=actor, now=now)
    for relation in shipped.parents:
        organisation, parent = by_name[relation.organisation], by_name[relation.parent]
        if not OrganisationParent.objects.filter(organisation=organisation, parent=parent, kind=relation.kind).exists():
            set_parent(organisation=organisation, parent=parent, kind=relation.kind, actor=actor, now=now)
            related += 1
    return Organisation.objects.count() - before + related
