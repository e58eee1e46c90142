"""The one function through which actions put something into the log."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db import IntegrityError, transaction

from quanheng.apps.evidence.models import Opening, Pending, Seal
from quanheng.apps.evidence.seal_kinds import seal_kind
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.digests import Digest, sha256
from quanheng.core.trust.merkle import leaf_hash
from quanheng.core.trust.statements import SALT, Statement, batch_digest
from quanheng.kernel.subjects import Subject


def seal(  # noqa: PLR0913  by name only
    *,
    kind: str,
    subject: Subject,
    digest: Digest,
    now: datetime,
    private: bool = False,
    revokes: Seal | None = None,
    replaces: Seal | None = None,
) -> Seal:
    """Have the log hold that ``subject`` had content with ``digest``, inside the caller's transaction.

    The entry gets its number and a signed checkpoint within about a second of the commit. ``private``: the subject or
    its content could be guessed or is personal, so the entry holds salted commitments only. ``revokes`` and
    ``replaces`` name the earlier seal that this one ends. The same statement twice gives the first seal.

    Raises ``KeyError`` for a kind nobody declared, ``RuntimeError`` outside a transaction.
    """
    relation, of = ("revokes", revokes) if revokes else ("replaces", replaces) if replaces else ("", None)
    about = bytes(of.leaf) if of else b""
    statement = Statement(kind, _name(subject), digest, _moment(now), relation=relation, about=about)
    return _seal(statement, subject, now, private=private, of=of)


def seal_batch(*, kind: str, subject: Subject, items: Sequence[bytes], now: datetime, private: bool = False) -> Seal:
    """The same for bulk data: one entry with the Merkle root over ``items``. Each is then proved by two short paths.

    ``items`` that can be guessed or are personal carry a salt each: the root alone does not hide a short batch.
    """
    statement = Statement(kind, _name(subject), batch_digest(list(items)), _moment(now), count=len(items))
    return _seal(statement, subject, now, private=private)


def _seal(statement: Statement, subject: Subject, now: datetime, *, private: bool, of: Seal | None = None) -> Seal:
    seal_kind(statement.kind)
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("something is sealed inside the transaction of the change it speaks of")
    submitted = sha256(canonical([1 if private else 0, replace(statement, at="").entry().decode()])).hex()
    if known := _known(submitted):
        return known
    salt = secrets.token_bytes(SALT) if private else b""
    entry = statement.entry(salt)
    made = Seal(
        kind=statement.kind,
        subject_kind=subject.kind,
        subject_key=subject.key,
        count=statement.count,
        at=now,
        leaf=leaf_hash(entry),
        private=private,
        relation=statement.relation,
        of=of,
        **({} if private else {"submitted": submitted, **statement.digest.record()}),
    )
    try:
        with transaction.atomic():
            _write(made, entry, salt, statement, submitted)
    except IntegrityError:  # somebody else said the same at the same time
        if known := _known(submitted):
            return known
        raise
    return made


def _write(made: Seal, entry: bytes, salt: bytes, statement: Statement, submitted: str) -> None:
    if salt:
        Opening.objects.create(leaf=made.leaf, salt=salt, submitted=submitted, **statement.digest.record())
    made.save(force_insert=True)
    Pending.objects.create(entry=entry, leaf=made.leaf)


def _known(submitted: str) -> Seal | None:
    """The seal of the same statement, made before."""
    opening = Opening.objects.filter(submitted=submitted).values("leaf")
    found: Seal | None = (Seal.objects.filter(submitted=submitted) | Seal.objects.filter(leaf__in=opening)).first()
    return found


def _name(subject: Subject) -> str:
    return f"{subject.kind}/{subject.key}"


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
