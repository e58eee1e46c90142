"""The proofs that an audit bundle carries: of each record, from the first checkpoint that covers it."""

from collections.abc import Iterator, Mapping

from quanheng.apps.evidence.log.issuing import NotYet, prove_seal
from quanheng.apps.evidence.models import Seal
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.checks import POLICY
from quanheng.core.trust.draw.plan import Plan
from quanheng.core.trust.draw.proving import ENDING, FOLDER, sealed_records
from quanheng.core.trust.policy_file import Policy


def proof_files(files: Mapping[str, bytes], plan: Plan, rules: Policy | None) -> dict[str, bytes]:
    """The proofs there are so far of the records in ``files``, and the ``rules`` to check them by: those published with
    the plan. The first covering checkpoint says best when a record was there: the plan must be witnessed before the
    numbers exist.
    """
    if rules is None:
        return {}
    proofs = {f"{FOLDER}{name}{ENDING}": proof for name, proof in _proofs(files, plan, rules)}
    return proofs | {POLICY: rules.to_bytes()}


def _proofs(files: Mapping[str, bytes], plan: Plan, rules: Policy) -> Iterator[tuple[str, bytes]]:
    for one in sealed_records(files, plan):
        seal = Seal.objects.filter(kind=one.kind, sha256=Digest.of(one.content).sha256.hex()).order_by("id").first()
        try:
            if seal is not None:
                yield one.name, prove_seal(seal, first=rules).proof.to_bytes()
        except NotYet:  # the log gives it a number within about a second
            continue
