"""end_label_key: nothing counts any more that a key signs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.open_label_key import publish_issuers
from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.labels.events import LabelKeyEnded
from quanheng.apps.evidence.labels.policies import may_keep_keys
from quanheng.apps.evidence.labels.seals import key_subject
from quanheng.apps.evidence.models.labels import LabelKey, LabelKeyEnd, to_second
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import bad_input


def end_label_key(*, key: LabelKey, end: datetime, reason: str, actor: Actor, now: datetime) -> LabelKeyEnd:
    """End ``key`` from ``end`` on: now, or an earlier moment since when it may have been in other hands. What it signed
    from then on counts as signed by nobody.
    """
    may_keep_keys(actor).require()
    if not key.start <= to_second(end) <= now:
        raise bad_input("end", _("停用时间应在启用时间之后、现在之前"))
    with once(_("这把密钥已经停用")), transaction.atomic():
        made: LabelKeyEnd = LabelKeyEnd.objects.create(
            key=key, end=to_second(end), reason=reason.strip(), at=now, by=actor.person_id or 0
        )
        told = made.end.astimezone(LEGAL_ZONE).strftime("%Y-%m-%d %H:%M:%S")
        payload = LabelKeyEnded(key.key_id, key.issuer_name, told, made.reason)
        record(payload, actor=actor, subject=key_subject(key.key_id), now=now)
        publish_issuers(actor=actor, now=now)
    return made
