"""revoke_label: a label no longer counts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.labels import seals
from quanheng.apps.evidence.labels.events import LabelRevoked
from quanheng.apps.evidence.labels.policies import may_end
from quanheng.apps.evidence.labels.standing import seal_of
from quanheng.apps.evidence.models.labels import Label, LabelEnd
from quanheng.core.trust.digests import Digest
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def revoke_label(*, label: Label, reason: str, actor: Actor, now: datetime) -> LabelEnd:
    """End ``label``: a further entry of the log. Cannot be undone; another label may be issued."""
    may_end(actor, label).require()
    if not reason.strip():
        raise bad_input("reason", _("没有填写理由"))
    with once(_("这枚标识已经撤销或替换")), transaction.atomic():
        text = seals.end_record(label, None, reason.strip(), now)
        made: LabelEnd = LabelEnd.objects.create(
            label=label, reason=reason.strip(), text=text.decode(), at=now, by=actor.person_id or 0
        )
        subject = seals.label_subject(label.number)
        record(LabelRevoked(label.number, made.reason), actor=actor, subject=subject, now=now)
        seal(kind=seals.ENDED, subject=subject, digest=Digest.of(text), now=now, revokes=seal_of(label))
    return made
