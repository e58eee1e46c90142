"""set_parent: an organisation belongs to another from a day on, or no longer does."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.events import ParentSet
from quanheng.apps.people.models import Organisation, OrganisationParent
from quanheng.apps.people.policies import may_register
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def set_parent(  # noqa: PLR0913  a dated relation
    *,
    organisation: Organisation,
    parent: Organisation,
    kind: str,
    actor: Actor,
    now: datetime,
    start: date | None = None,
    end: date | None = None,
) -> OrganisationParent:
    """Record the relation ``kind`` to ``parent`` from ``start`` (``None``: unknown). With ``end`` and an open relation
    of the same kind on record, that one is ended; an end is set once. Raises ``BadInput`` for a circle, a repetition
    or dates in the wrong order.
    """
    may_register(actor, organisation.region_id).require()
    with transaction.atomic():
        relation = OrganisationParent.objects.filter(
            organisation=organisation, parent=parent, kind=kind, end=None
        ).first()
        if relation is not None and end is None:
            raise bad_input("parent", _("这一隶属关系已登记"), _("要终止它，请填写止日。"))
        if relation is None:
            _no_circle(organisation, parent)
            relation = OrganisationParent(organisation=organisation, parent=parent, kind=kind, start=start)
        relation.end = end
        save_or_fault(relation)
        organisation.changed_at = now
        organisation.save(update_fields=["changed_at"])
        touch("organisation", [organisation.key])
        record(
            ParentSet(
                organisation.name,
                parent.key,
                parent.name,
                str(relation.get_kind_display()),
                relation.start.isoformat() if relation.start else "",
                relation.end.isoformat() if relation.end else "",
            ),
            actor=actor,
            subject=Subject("organisation", organisation.key),
            now=now,
            private=not (organisation.public and parent.public),
        )
    return relation


def _no_circle(organisation: Organisation, parent: Organisation) -> None:
    """Going up from ``parent`` must not lead back to ``organisation``."""
    seen: set[int] = set()
    level = {parent.pk}
    while level:
        if organisation.pk in level:
            raise bad_input("parent", _("隶属关系成环"), _("“%s”已在该机构之下。") % parent.name)
        seen |= level
        above = OrganisationParent.objects.filter(organisation__in=level, end=None).values_list("parent_id", flat=True)
        level = set(above) - seen
