"""receive_policy: a copy of a policy comes in, is read, and what its points seem to ask is proposed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.law.public import Edition
from quanheng.apps.planning.events import PolicyReceived
from quanheng.apps.planning.models import Intake, Policy, Proposal
from quanheng.apps.planning.policies import OFFICE, may_import, may_keep
from quanheng.apps.planning.reading import drafts, read_stored
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.models import StoredFile
from quanheng.kernel.subjects import Subject


def receive_policy(  # noqa: PLR0913  the facts of one record
    *, file: StoredFile, name: str, slug: str, title: str, number: str, actor: Actor, now: datetime
) -> Intake:
    """Keep the copy ``file`` as one of the policy ``slug`` and propose a task for each of its points. ``title`` and
    ``number`` are for a policy the law register does not hold; its own go before. Nothing enters the ledger yet.

    Raises ``BadInput`` when the copy cannot be read, and ``Refused`` where the policy has another keeper.
    """
    may_import(actor).require()
    kept = Policy.objects.filter(slug=slug).first()
    if kept is not None:
        may_keep(actor, kept.keeper_id).require()
    edition = Edition.objects.filter(slug=slug).first()
    text = read_stored(file, name)
    title = edition.title if edition else title or (text.title.text if text.title else "")
    if not title:
        raise bad_input("title", _("文件中没有读到标题"), _("请填写政策名称。"))
    with transaction.atomic():
        intake = Intake.objects.create(
            file=file,
            name=name[:200],
            slug=slug,
            title=title[:200],
            number=edition.number if edition else number,
            organisation_id=_organisation(actor),
            received_by_id=actor.person_id,
            received_at=now,
        )
        made = [
            Proposal(intake=intake, order=order, **{name: getattr(draft, name) for name in draft.__slots__})
            for order, draft in enumerate(drafts(text), start=1)
        ]
        Proposal.objects.bulk_create(made)
        payload = PolicyReceived(slug, intake.title, file.sha256, len(made), len(text.cleaned.damages))
        record(payload, actor=actor, subject=Subject("policy-intake", str(intake.pk)), now=now)
    return intake


def _organisation(actor: Actor) -> int:
    """The one the actor acts for now, where that is as planning officer; else the first in which they are one."""
    acting = actor.acting_as
    if acting is not None and acting.office == OFFICE:
        return acting.organisation_id
    return next(held.organisation_id for held in actor.offices if held.office == OFFICE)
