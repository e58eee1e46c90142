"""set_host: which organisation runs the secretariat (挂靠单位) of a committee, from when to when."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.committees.events import HostSet
from quanheng.apps.committees.models import Committee, Hosting
from quanheng.apps.committees.policies import may_change
from quanheng.apps.evidence.public import record
from quanheng.apps.people.public import Organisation
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


def set_host(  # noqa: PLR0913  a dated relation
    *,
    committee: Committee,
    organisation: Organisation,
    source: str,
    actor: Actor,
    now: datetime,
    start: date | None = None,
    end: date | None = None,
) -> Hosting:
    """Record that ``organisation`` hosts ``committee`` from ``start`` (unknown when ``None``) to ``end`` (open when
    ``None``). With ``end`` and an open hosting by the same organisation on record, that one is ended, once and for
    all. Raises ``BadInput`` for a repetition or dates in the wrong order.
    """
    may_change(actor, committee).require()
    with transaction.atomic():
        hosting = Hosting.objects.filter(committee=committee, organisation=organisation, end=None).first()
        if hosting is not None and end is None:
            raise bad_input("organisation", _("该挂靠关系已登记"), _("要终止它，请填写止日。"))
        if hosting is None:
            hosting = Hosting(committee=committee, organisation=organisation, start=start, source=source)
        hosting.end = end
        try:
            hosting.full_clean()
        except ValidationError as error:
            raise BadInput([Fault("end", text) for text in error.messages]) from error
        hosting.save()
        committee.changed_at = now
        committee.save(update_fields=["changed_at"])
        touch("committee", [committee.key])
        record(
            HostSet(
                committee.name,
                organisation.key,
                organisation.name,
                hosting.start.isoformat() if hosting.start else "",
                hosting.end.isoformat() if hosting.end else "",
            ),
            actor=actor,
            subject=Subject("committee", committee.key),
            now=now,
        )
    return hosting
