"""What of labels goes into the log, and how its content is computed anew from the rows on record.

A signed label cannot be guessed: its signature is part of what is digested. So its entry is open, and whoever holds the
label finds it in the log.
"""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.models.labels import IssuerList, Label, LabelEnd
from quanheng.apps.evidence.seal_kinds import declare_seal_kind
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.digests import Digest
from quanheng.kernel.subjects import Subject

ISSUED, ENDED, ISSUERS = "label.issued", "label.ended", "label.issuers"
MISSING = Digest.of(b"")
"""Of a record that was sealed and is gone: nothing else has this digest, so the check of the log names it."""


def label_subject(number: str) -> Subject:
    """A label as the subject of events and seals."""
    return Subject("label", number)


def key_subject(key_id: str) -> Subject:
    """A signing key as the subject of events."""
    return Subject("label-key", key_id)


def list_subject(number: int) -> Subject:
    """A version of the list of issuers as the subject of its seal."""
    return Subject("label-issuers", str(number))


def end_record(label: Label, successor: Label | None, reason: str, at: datetime) -> bytes:
    """What is sealed when a label ends."""
    record = {
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "label": label.number,
        "reason": reason,
        "token_sha256": Digest.of(bytes(label.token)).sha256.hex(),
    }
    return canonical(record | ({"successor": successor.number} if successor else {}))


def declare() -> None:
    """Called when the app is ready."""
    declare_seal_kind(ISSUED, _("标识签发"), _of_label)
    declare_seal_kind(ENDED, _("标识撤销或替换"), _of_end)
    declare_seal_kind(ISSUERS, _("签发者名单"), _of_list)


def _of_label(number: str) -> Digest:
    found = Label.objects.filter(number=number).first()
    return Digest.of(bytes(found.token)) if found else MISSING


def _of_end(number: str) -> Digest:
    found = LabelEnd.objects.filter(label__number=number).select_related("label", "successor").first()
    return Digest.of(found.text.encode()) if found else MISSING


def _of_list(number: str) -> Digest:
    found = IssuerList.objects.filter(number=int(number)).first()
    return Digest.of(found.text.encode()) if found else MISSING
