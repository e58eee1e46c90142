"""A label that somebody scanned or typed, checked against the pinned issuers, the record and the log."""

from dataclasses import dataclass
from datetime import datetime

from quanheng.apps.evidence.labels import standing
from quanheng.apps.evidence.labels.issuers import issuers
from quanheng.apps.evidence.labels.standing import OnRecord
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.labels import token
from quanheng.core.trust.labels.numbers import number_of
from quanheng.core.trust.labels.verdict import Standing, State, Verdict, judge


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of the check. ``raw``: the signed bytes, where the text holds any; ``found``: what is on record."""

    verdict: Verdict
    raw: bytes = b""
    found: OnRecord | None = None

    @property
    def state(self) -> State:
        """The state in a word."""
        return self.verdict.state

    @property
    def number(self) -> str:
        """The number of the label."""
        return number_of(self.raw) if self.raw else ""

    @property
    def token(self) -> str:
        """The label as text."""
        return token.to_token(self.raw) if self.raw else ""


def check(text: str, now: datetime) -> Checked:
    """Check the label in ``text``: an address, a token, or the closed form."""
    try:
        raw = token.read(text)
    except TrustError:
        return Checked(Verdict(State.FORGED))
    pinned = issuers()
    alone = judge(raw, pinned, now, None)
    if alone.state not in {State.NOT_CHECKED, State.EXPIRED} or alone.issuer is None or alone.issuer.home:
        return Checked(alone, raw)
    found = standing.of_bytes(raw)
    return Checked(judge(raw, pinned, now, found.standing if found else Standing.NOT_ON_RECORD), raw, found)
