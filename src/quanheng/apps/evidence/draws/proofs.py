"""The proofs that an audit bundle carries: of each record, from the first checkpoint that covers it."""

from collections.abc import Iterator

from quanheng.apps.evidence.draws.seals import proof_names
from quanheng.apps.evidence.log import storage
from quanheng.apps.evidence.log.issuing import NotYet, prove_seal
from quanheng.apps.evidence.log.policy import policy
from quanheng.apps.evidence.models import Draw, Seal
from quanheng.core.trust.draw.proving import ENDING, FOLDER


def proof_files(draw: Draw) -> dict[str, bytes]:
    """The proofs there are so far, and the policy to check them by. The first covering checkpoint says best when a
    record was there: the plan must be witnessed before the numbers exist.
    """
    found = {f"{FOLDER}{name}{ENDING}": proof for name, proof in _proofs(draw)}
    if found:
        found["policy.txt"] = policy(storage.read_state().key).to_bytes()
    return found


def _proofs(draw: Draw) -> Iterator[tuple[str, bytes]]:
    for name, kind, subject in proof_names(draw):
        seals = Seal.objects.filter(kind=kind, subject_kind=subject.kind, subject_key=subject.key)
        seal = seals.order_by("-id").first()
        try:
            if seal is not None:
                yield name, prove_seal(seal, first=True).proof.to_bytes()
        except NotYet:  # the log gives it a number within about a second
            continue
