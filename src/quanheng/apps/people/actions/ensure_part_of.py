"""ensure_part_of: an organisation is a part of another, recorded if it is not."""

from datetime import datetime

from quanheng.apps.people.actions.set_parent import set_parent
from quanheng.apps.people.models import Organisation, OrganisationParent
from quanheng.kernel.actor import Actor


def ensure_part_of(*, organisation: Organisation, parent: Organisation, actor: Actor, now: datetime) -> None:
    """Record 下设 since an unknown day unless it is on record. A second call changes nothing and writes no event."""
    part = OrganisationParent.Kind.PART
    if not OrganisationParent.objects.filter(organisation=organisation, parent=parent, kind=part, end=None).exists():
        set_parent(organisation=organisation, parent=parent, kind=part, actor=actor, now=now)
