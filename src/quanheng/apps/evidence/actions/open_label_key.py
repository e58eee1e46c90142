"""open_label_key: a key is put on the list of those that may sign labels."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.labels import keys, seals
from quanheng.apps.evidence.labels.events import LabelKeyOpened
from quanheng.apps.evidence.labels.issuers import issuers
from quanheng.apps.evidence.labels.policies import may_keep_keys
from quanheng.apps.evidence.models import Seal
from quanheng.apps.evidence.models.labels import IssuerList, LabelKey, to_second
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.labels.cose import key_id
from quanheng.core.trust.labels.issuers import issuer_list
from quanheng.kernel.actor import Actor
from quanheng.kernel.directory import Body


def open_label_key(*, issuer: Body, public: bytes = b"", home: str = "", actor: Actor, now: datetime) -> LabelKey:
    """A new key of this platform for ``issuer``; with ``public`` and ``home``, a key of another platform, under the
    register number it has there (``issuer.key``). The new list is published and sealed.
    """
    may_keep_keys(actor).require()
    public = public or keys.make().public
    with once(_("这把密钥已经登记过，或名单刚刚更新过，请再试一次")), transaction.atomic():
        made: LabelKey = LabelKey.objects.create(
            key_id=key_id(public).hex(),
            public=public.hex(),
            organisation=None if home else issuer.id,
            issuer=issuer.key,
            issuer_name=issuer.name,
            home=home,
            start=to_second(now),
            at=now,
            by=actor.person_id or 0,
        )
        subject = seals.key_subject(made.key_id)
        record(LabelKeyOpened(made.key_id, issuer.key, issuer.name, home), actor=actor, subject=subject, now=now)
        publish_issuers(actor=actor, now=now)
    return made


def publish_issuers(*, actor: Actor, now: datetime) -> IssuerList:
    """The list as it stands now, sealed in place of the one before. Inside the caller's transaction."""
    before = IssuerList.objects.order_by("-number").first()
    made: IssuerList = IssuerList.objects.create(
        number=before.number + 1 if before else 1,
        text=issuer_list(issuers()).decode(),
        at=now,
        by=actor.person_id or 0,
    )
    subject = seals.list_subject(made.number)
    earlier = seals.list_subject(before.number) if before else None
    replaces = Seal.objects.filter(kind=seals.ISSUERS, subject_key=earlier.key).first() if earlier else None
    digest = Digest.of(made.text.encode())
    seal(kind=seals.ISSUERS, subject=subject, digest=digest, now=now, replaces=replaces)
    return made
