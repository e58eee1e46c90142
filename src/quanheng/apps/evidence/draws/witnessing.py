"""Whether the witnesses cosigned a plan before the numbers could exist, by the rules published with the plan."""

from dataclasses import dataclass
from datetime import datetime

from quanheng.apps.evidence.draws.seals import PLAN
from quanheng.apps.evidence.log import storage
from quanheng.apps.evidence.log.issuing import NotYet, prove_seal
from quanheng.apps.evidence.log.policy import policy
from quanheng.apps.evidence.models import Draw, Seal
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.proving import witnessed_by
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.policy_file import NONE, Policy


@dataclass(frozen=True, slots=True)
class Witnessing:
    """见证: whether the rules ask for witnesses, and when the quorum had cosigned, if that was in time."""

    needed: bool
    at: datetime | None = None

    @property
    def in_time(self) -> bool:
        """Whether nothing is missing."""
        return not self.needed or self.at is not None


def rules_now() -> str:
    """The rules of the log as they are now, to be kept with a plan; empty before the log has its key."""
    key = storage.read_state().key
    return policy(key).to_bytes().decode() if key else ""


def rules_of(draw: Draw) -> Policy | None:
    """The rules that were published with the plan of ``draw``. Where the log had no key then, its key alone: witnesses
    that are named later do not judge an older draw. ``None`` as long as there is nothing to check by.
    """
    if hasattr(draw, "plan") and draw.plan.policy:
        return Policy.parse(draw.plan.policy.encode())
    key = storage.read_state().key
    return Policy(logs=policy(key).logs) if key else None


def witnessing_of(draw: Draw) -> Witnessing:
    """How the plan of ``draw`` was witnessed."""
    rules = rules_of(draw) if hasattr(draw, "plan") else None
    if rules is None or rules.quorum == NONE:
        return Witnessing(needed=False)
    seal = Seal.objects.filter(kind=PLAN, sha256=Digest.of(draw.plan.text.encode()).sha256.hex()).first()
    try:
        proof = prove_seal(seal, first=rules).proof if seal else None
        signed = rules.open(proof.checkpoint) if proof else None
    except (NotYet, TrustError):
        signed = None
    return Witnessing(needed=True, at=witnessed_by(rules, signed, draw.open_after) if signed else None)
