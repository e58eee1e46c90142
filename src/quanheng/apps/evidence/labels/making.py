"""From drafts to signed labels, not yet on record."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from quanheng.apps.evidence.labels.rules import Draft, expiry_of
from quanheng.apps.evidence.log.reading import indexes_of
from quanheng.apps.evidence.log.storage import read_key
from quanheng.apps.evidence.models import Seal
from quanheng.apps.evidence.models.labels import Label, LabelKey, to_second
from quanheng.core.trust.digests import sha256
from quanheng.core.trust.labels import cose
from quanheng.core.trust.labels.claims import ORIGIN_HASH, Claims, LogPlace
from quanheng.core.trust.labels.numbers import number_of
from quanheng.core.trust.signers.backend import SignerBackend


def signed(drafts: Sequence[Draft], key: LabelKey, signer: SignerBackend, now: datetime, by: int) -> list[Label]:
    """A label for each draft, in order. Where the certificate is in the log, the label says at which place."""
    places = _places([one.sha256 for one in drafts])
    issued = to_second(now)
    made = []
    for draft in drafts:
        expires = expiry_of(draft.due)
        claims = Claims(
            issuer=key.issuer,
            issued=issued,
            expires=expires,
            certificate=draft.certificate,
            serial=draft.serial,
            kind=draft.kind,
            digest=bytes.fromhex(draft.sha256),
            name=draft.name,
            due=draft.due,
            result=draft.result,
            place=places.get(draft.sha256),
        )
        raw = cose.sign(claims.encode(), signer)
        made.append(_row(draft, raw, key, issued, expires, by))
    return made


def _row(draft: Draft, raw: bytes, key: LabelKey, issued: datetime, expires: datetime, by: int) -> Label:  # noqa: PLR0913, PLR0917
    return Label(
        number=number_of(raw),
        key=key,
        organisation=key.organisation or 0,
        certificate=draft.certificate,
        serial=draft.serial,
        kind=draft.kind.value,
        sha256=draft.sha256,
        name=draft.name,
        due=draft.due,
        result=draft.result,
        token=raw,
        issued_at=issued,
        expires_at=expires,
        issued_by=by,
    )


def _places(digests: Iterable[str]) -> dict[str, LogPlace]:
    """Where certificates stand in the log, by digest; those that are not in it are left out."""
    named = read_key()
    rows = Seal.objects.filter(sha256__in=set(digests), relation="").order_by("-id") if named else ()
    leaves = {row.sha256: bytes(row.leaf) for row in rows}
    if not named or not leaves:
        return {}
    origin, indexes = sha256(named[0].encode())[:ORIGIN_HASH], indexes_of(list(leaves.values()))
    return {digest: LogPlace(origin, indexes[leaf]) for digest, leaf in leaves.items() if leaf in indexes}
