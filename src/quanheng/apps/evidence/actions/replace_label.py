"""replace_label: another label stands in for one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.issue_labels import issue_labels
from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.labels import seals
from quanheng.apps.evidence.labels.events import LabelReplaced
from quanheng.apps.evidence.labels.policies import may_end
from quanheng.apps.evidence.labels.rules import Draft
from quanheng.apps.evidence.labels.standing import seal_of
from quanheng.apps.evidence.models.labels import Label, LabelEnd
from quanheng.core.trust.digests import Digest
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def replace_label(*, label: Label, draft: Draft, reason: str, actor: Actor, now: datetime) -> Label:
    """Issue a label by ``draft`` and end ``label`` in favour of it, in one. Answers the new one."""
    may_end(actor, label).require()
    if not reason.strip():
        raise bad_input("reason", _("没有填写理由"))
    with once(_("这枚标识已经撤销或替换")), transaction.atomic():
        [made] = issue_labels(drafts=[draft], organisation=label.organisation, actor=actor, now=now, instead_of=label)
        text = seals.end_record(label, made, reason.strip(), now)
        LabelEnd.objects.create(
            label=label, successor=made, reason=reason.strip(), text=text.decode(), at=now, by=actor.person_id or 0
        )
        subject = seals.label_subject(label.number)
        record(LabelReplaced(label.number, made.number, reason.strip()), actor=actor, subject=subject, now=now)
        seal(kind=seals.ENDED, subject=subject, digest=Digest.of(text), now=now, replaces=seal_of(label))
    return made
