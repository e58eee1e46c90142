"""freeze_list: a name list is fixed as it stands, for draws."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws import seals
from quanheng.apps.evidence.draws.events import ListFrozen
from quanheng.apps.evidence.draws.files import list_file
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.draws.policies import may_organise
from quanheng.apps.evidence.draws.tables import GENERAL, Entry
from quanheng.apps.evidence.models.name_lists import ListEntry, NameList
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.algorithm import Algorithm, DrawFault, salted_id, sorted_ids
from quanheng.kernel.actor import Actor
from quanheng.kernel.directory import Body
from quanheng.kernel.errors import bad_input

SALT = 16


def freeze_list(  # noqa: PLR0913  the facts of one list
    *,
    kind: str,
    title: str,
    organiser: Body,
    algorithm: Algorithm,
    open_names: bool,
    source: str,
    entries: Sequence[Entry],
    actor: Actor,
    now: datetime,
) -> NameList:
    """Fix ``entries`` as a list of ``kind``. Where ``open_names`` is false each gets a number salted on its own; lists
    of inspectors never show names. The digest is sealed. Raises ``BadInput`` for entries that cannot be told apart.
    """
    may_organise(actor, organiser.id).require()
    rows = [_row(one, algorithm, salted=not open_names or kind == NameList.Kind.INSPECTORS) for one in entries]
    try:
        sorted_ids((row.code for row in rows), _("名录"))
    except DrawFault as fault:
        raise bad_input("table", _("名录中有无法区分的条目：%(what)s") % {"what": fault.what}) from fault
    content = list_file(kind, rows)
    with once(_("另一份名录刚刚封存，占用了名录号"), _("请再按一次“封存”。")), transaction.atomic():
        made = NameList.objects.create(
            key=_next_key(),
            kind=kind,
            title=title.strip(),
            organiser=organiser.id,
            organiser_name=organiser.name,
            algorithm=algorithm.value,
            open=open_names and kind == NameList.Kind.OBJECTS,
            source=source.strip(),
            count=len(rows),
            digest=hashlib.sha256(content).hexdigest(),
            frozen_at=now,
            frozen_by=actor.person_id or 0,
        )
        for row in rows:
            row.name_list = made
        ListEntry.objects.bulk_create(rows, batch_size=1000)
        subject = seals.list_subject(made.key)
        payload = ListFrozen(made.key, made.title, made.kind, made.count, made.digest)
        record(payload, actor=actor, subject=subject, now=now)
        seal(kind=seals.LIST, subject=subject, digest=Digest.of(content), now=now)
    return made


def _row(entry: Entry, algorithm: Algorithm, *, salted: bool) -> ListEntry:
    salt = secrets.token_bytes(SALT) if salted else b""
    return ListEntry(
        code=salted_id(algorithm, salt, entry.identity) if salted else entry.identity,
        stratum=entry.stratum,
        skills=[] if entry.stratum else [GENERAL, *entry.skills],
        name=entry.name,
        number=entry.number,
        barred=list(entry.barred),
        salt=salt.hex(),
    )


def _next_key() -> str:
    """``L000001`` and on; two at once collide on the unique key and one is asked to try again."""
    last = NameList.objects.order_by("-pk").values_list("key", flat=True).first()
    return f"L{int(last[1:]) + 1 if last else 1:06d}"
