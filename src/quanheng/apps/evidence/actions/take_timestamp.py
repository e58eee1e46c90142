"""take_timestamp: an authority outside the platform says when something existed."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.models import Timestamp
from quanheng.apps.evidence.timestamps.asking import Asked, NoAnswer, ask
from quanheng.apps.evidence.timestamps.authority import Authority, Misconfigured, authority
from quanheng.apps.evidence.timestamps.events import TimestampRefused, TimestampTaken
from quanheng.apps.evidence.timestamps.policies import may_stamp
from quanheng.apps.evidence.timestamps.targets import Target
from quanheng.apps.evidence.timestamps.words import NO_ANSWER, why
from quanheng.core.trust.timestamps.answers import NotStamped
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject

SUBJECT = Subject("timestamps", "authority")
LONGEST = 200


def take_timestamp(*, target: Target, actor: Actor, now: datetime) -> Timestamp:
    """Have ``target`` stamped and keep the answer. The authority is asked outside transactions: it may take its time.
    ``BadInput`` says why there is none; that it was asked in vain is on record.
    """
    may_stamp(actor).require()
    if target.seal is not None and target.seal.private:
        raise bad_input("", _("不公开的存证不能申请时间戳"), _("摘要本身会透露内容。"))
    try:
        asked_of = authority()
    except Misconfigured as wrong:
        raise bad_input("", str(wrong)) from wrong
    if asked_of is None:
        raise bad_input("", _("没有设置时间戳机构"), _("请管理员设置 QUANHENG_TSA_URL 和 QUANHENG_TSA_ROOTS。"))
    try:
        asked = ask(asked_of, target.imprint(asked_of.algorithm))
    except NoAnswer as fault:
        raise _refused(target, asked_of, NO_ANSWER, str(fault), actor, now) from fault
    except NotStamped as fault:
        raise _refused(target, asked_of, fault.why.value, fault.detail, actor, now) from fault
    return _kept(target, asked_of, asked, actor, now)


def _kept(target: Target, asked_of: Authority, asked: Asked, actor: Actor, now: datetime) -> Timestamp:
    stamp = asked.stamp
    with transaction.atomic():
        made: Timestamp = Timestamp.objects.create(
            checkpoint=target.checkpoint,
            seal=target.seal,
            algorithm=stamp.imprint.algorithm,
            digest=stamp.imprint.digest.hex(),
            answer=asked.answer,
            nonce=str(asked.nonce),
            stamped_at=stamp.at,
            accuracy_us=round(stamp.accuracy.total_seconds() * 1_000_000) if stamp.accuracy else None,
            policy=stamp.policy,
            serial=str(stamp.serial),
            authority=stamp.authority[:300],
            url=asked_of.url[:300],
            asked_at=asked.asked_at,
            answered_at=asked.answered_at,
        )
        told = TimestampTaken(
            target.name,
            made.digest,
            stamp.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            made.authority,
            hashlib.sha256(asked.answer).hexdigest(),
        )
        record(told, actor=actor, subject=SUBJECT, now=now)
    return made


def _refused(  # noqa: PLR0913, PLR0917  the facts of one failure
    target: Target, asked_of: Authority, reason: str, detail: str, actor: Actor, now: datetime
) -> Exception:
    with transaction.atomic():
        told = TimestampRefused(target.name, asked_of.host, reason, detail[:LONGEST])
        record(told, actor=actor, subject=SUBJECT, now=now)
    return bad_input("", f"{why(reason)} {detail[:LONGEST]}".strip(), _("请稍后再试；持续失败请查设置。"))
