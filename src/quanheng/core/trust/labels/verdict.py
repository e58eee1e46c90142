"""What a label is worth: the states a reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.labels import claims as claim
from quanheng.core.trust.labels import cose
from quanheng.core.trust.labels.claims import Claims


class State(StrEnum):
    """What came of a check."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    UNKNOWN_SIGNER = "unknown_signer"
    FORGED = "forged"
    NOT_ON_RECORD = "not_on_record"
    NOT_CHECKED = "not_checked"


class Standing(StrEnum):
    """What the log says of a label; nobody can know it without asking."""

    STANDS = "stands"
    REVOKED = "revoked"
    REPLACED = "replaced"
    NOT_ON_RECORD = "not_on_record"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A key that may sign labels for ``id`` from one moment to another (still, when ``None``). Readers pin a list.
    ``home`` is the host that knows which of its labels were revoked; empty: whoever asks here.
    """

    id: str
    name: str
    public: bytes
    start: datetime
    end: datetime | None = None
    home: str = ""

    @property
    def key_id(self) -> bytes:
        """How labels name this key."""
        return cose.key_id(self.public)

    def may_sign_at(self, moment: datetime) -> bool:
        """Whether a label issued at ``moment`` counts."""
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state, and what the label says. ``claims`` are given only when the signature holds."""

    state: State
    claims: Claims | None = None
    issuer: Issuer | None = None


def judge(raw: bytes, issuers: Iterable[Issuer], now: datetime, standing: Standing | None) -> Verdict:
    """Check a label. ``standing`` is what the log says, ``None`` when it could not be asked: then the best a reader can
    know is that the signature holds, and the state is ``NOT_CHECKED``. A signature by an unknown key, or outside the
    time of the key, is ``UNKNOWN_SIGNER``; everything that is no label, or changed afterwards, is ``FORGED``; a good
    signature that the log knows nothing of is ``NOT_ON_RECORD``: somebody may have got hold of the key.
    """
    try:
        signed = cose.decode(raw)
        said = claim.decode(signed.payload)
    except TrustError:
        return Verdict(State.FORGED)
    issuer = next((one for one in issuers if one.key_id == signed.key_id and one.id == said.issuer), None)
    if issuer is None:
        return Verdict(State.UNKNOWN_SIGNER)
    try:
        signed.verify(issuer.public)
    except TrustError:
        return Verdict(State.FORGED)
    if not issuer.may_sign_at(said.issued):
        return Verdict(State.UNKNOWN_SIGNER, said, issuer)
    return Verdict(_state(said, now, standing), said, issuer)


def _state(said: Claims, now: datetime, standing: Standing | None) -> State:
    if standing is not None and standing is not Standing.STANDS:
        return State(standing.value)
    if now >= said.expires:
        return State.EXPIRED
    return State.NOT_CHECKED if standing is None else State.VALID
