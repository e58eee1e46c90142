"""Put the digest of a file into the log, from the command line of the server."""

from datetime import datetime
from typing import Literal

from django.db import transaction

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.events import FileSealed
from quanheng.apps.evidence.models import Seal
from quanheng.apps.evidence.policies import may_seal_files
from quanheng.core.trust.digests import Digest
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import Subject

KIND = "evidence.file"


def seal_file(  # noqa: PLR0913  by name only
    *,
    key: str,
    digest: Digest,
    actor: Actor,
    now: datetime,
    relation: Literal["", "revokes", "replaces"] = "",
    of: Seal | None = None,
    private: bool = False,
) -> Seal:
    """The seal of the file called ``key``; with ``relation``, of a file that revokes or replaces what ``of`` sealed.
    ``private``: its name or its content is personal or could be guessed.
    """
    may_seal_files(actor).require()
    subject = Subject("file", key)
    with transaction.atomic():
        made = seal(
            kind=KIND,
            subject=subject,
            digest=digest,
            now=now,
            private=private,
            revokes=of if relation == "revokes" else None,
            replaces=of if relation == "replaces" else None,
        )
        if made.at == now:
            told = FileSealed(key, digest.sha256.hex(), relation)
            record(told, actor=actor, subject=subject, now=now, private=private)
    return made
