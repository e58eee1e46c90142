"""Whether a timestamp on record still holds."""

from dataclasses import dataclass

from quanheng.apps.evidence.models import Timestamp
from quanheng.apps.evidence.timestamps.authority import Misconfigured, roots
from quanheng.apps.evidence.timestamps.targets import target_of
from quanheng.apps.evidence.timestamps.words import why
from quanheng.core.trust.timestamps.answers import NotStamped, Stamp, read, verify


@dataclass(frozen=True, slots=True)
class Checked:
    """``holds`` is ``None`` where no certificates are set to check the signature by; then only the content was."""

    holds: bool | None
    fault: str = ""
    stamp: Stamp | None = None


def check(one: Timestamp) -> Checked:
    """Check the answer on record against what it is about, by the certificates that are believed today."""
    answer, imprint = bytes(one.answer), target_of(one).imprint(one.algorithm)
    try:
        try:
            return Checked(holds=True, stamp=verify(answer, imprint, roots=roots()))
        except Misconfigured:
            said = read(answer)
            same = said.imprint == imprint
            return Checked(holds=None if same else False, fault="" if same else why("imprint"), stamp=said)
    except NotStamped as fault:
        return Checked(holds=False, fault=f"{why(fault.why.value)} {fault.detail}".strip())
