"""issue_labels: labels are signed and put on record, each with its event and its seal."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record_many
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.labels import seals
from quanheng.apps.evidence.labels.events import LabelIssued
from quanheng.apps.evidence.labels.keys import signer_of
from quanheng.apps.evidence.labels.making import signed
from quanheng.apps.evidence.labels.policies import may_issue
from quanheng.apps.evidence.labels.queries import key_in_use, standing_labels
from quanheng.apps.evidence.labels.rules import Draft, faults_of
from quanheng.apps.evidence.models.labels import Label
from quanheng.core.trust.digests import Digest
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import BadInput, bad_input


def issue_labels(
    *,
    drafts: Sequence[Draft],
    organisation: int,
    actor: Actor,
    now: datetime,
    instead_of: Label | None = None,
) -> list[Label]:
    """Sign a label for each draft in the name of ``organisation``. ``instead_of`` is the label that the new one is
    about to replace. ``BadInput`` refuses all of them: no key, a fault of a draft, or an instrument that already has a
    valid label for the same certificate.
    """
    may_issue(actor, organisation).require()
    today = now.astimezone(LEGAL_ZONE).date()
    if faults := [fault for draft in drafts for fault in faults_of(draft, today)]:
        raise BadInput(faults)
    key = key_in_use(actor, organisation, now)
    if key is None:
        raise bad_input("", _("本机构还没有签发密钥"), _("请安全管理员在“签发者”页登记。"))
    _refuse_seconds(drafts, organisation, actor, now, instead_of)
    made = signed(drafts, key, signer_of(key), now, actor.person_id or 0)
    with once(_("同样的标识刚刚签发过")), transaction.atomic():
        Label.objects.bulk_create(made, batch_size=500)
        events = []
        for label in made:
            digest, subject = Digest.of(bytes(label.token)), seals.label_subject(label.number)
            seal(kind=seals.ISSUED, subject=subject, digest=digest, now=now)
            events.append((LabelIssued(label.number, key.issuer_name, digest.sha256.hex()), subject))
        record_many(events, actor=actor, now=now)
    return made


def _refuse_seconds(
    drafts: Sequence[Draft], organisation: int, actor: Actor, now: datetime, instead_of: Label | None
) -> None:
    wanted = {(one.certificate, one.serial) for one in drafts}
    rows = standing_labels(actor, organisation, now).filter(certificate__in={certificate for certificate, _s in wanted})
    for label in rows:
        if (label.certificate, label.serial) in wanted and label != instead_of:
            what = _("证书 %(certificate)s、器具 %(serial)s 已有有效标识 %(number)s") % {
                "certificate": label.certificate,
                "serial": label.serial,
                "number": label.number,
            }
            raise bad_input("certificate", what, _("内容有变请办理替换；标识损坏请重新打印。"))
