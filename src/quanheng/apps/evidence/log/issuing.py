"""Offline proofs: an entry, its path to a root, and the checkpoint with every signature the policy asks for."""

from dataclasses import dataclass

from quanheng.apps.evidence.log import reading, storage
from quanheng.apps.evidence.log.policy import policy
from quanheng.apps.evidence.models import Checkpoint, Opening, Seal
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.policy_file import NONE, Policy
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened

LOOK_BACK = 20
"""Checkpoints looked at for the newest one that the quorum cosigned."""


class NotYet(Exception):
    """The entry has no number, or no checkpoint with the needed signatures covers it yet."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A proof and the checkpoint it leads to."""

    proof: Proof
    size: int
    witnesses: tuple[str, ...]


def prove_seal(seal: Seal, *, first: Policy | None = None) -> Issued:
    """The proof of a seal; :class:`NotYet` while it waits. A private one carries what opens it, for its owner.

    ``first`` leads to the first checkpoint that covers it and satisfies that policy, instead of the newest by the
    policy of today: its witnesses say when it was there.
    """
    index = reading.index_of(bytes(seal.leaf))
    if index is None:
        raise NotYet
    (entry,) = reading.read_entries(index, 1)
    if not seal.private:
        return prove(index, Opened(entry), first=first)
    opening = Opening.objects.filter(leaf=bytes(seal.leaf)).first()
    if opening is None:
        return prove(index, Opened(entry), first=first)
    opened = Opened(entry, f"{seal.subject_kind}/{seal.subject_key}", bytes(opening.salt))
    return prove(index, opened, first=first)


def prove_index(index: int) -> Issued:
    """The proof of entry ``index``, without what may open it. ``LookupError`` where there is none."""
    (entry,) = reading.read_entries(index, 1)
    return prove(index, Opened(entry))


def prove(index: int, opened: Opened, *, first: Policy | None = None) -> Issued:
    """The proof of an entry at its index."""
    rules = first or policy(storage.read_state().key)
    checkpoint, names = _covering(index, rules, "id" if first else "-id")
    hashes = reading.inclusion(index, checkpoint.size)
    extra = opened.extra() if opened.is_statement() else None
    return Issued(Proof(index, tuple(hashes), reading.published(checkpoint), extra), checkpoint.size, tuple(names))


def _covering(index: int, rules: Policy, order: str) -> tuple[Checkpoint, list[str]]:
    """The first in ``order`` of the checkpoints that cover the entry and satisfy the policy, and who cosigned it."""
    rows = Checkpoint.objects.filter(size__gt=index).order_by(order).prefetch_related("cosignatures")
    if rules.quorum != NONE:  # witnesses are asked for the newest only: between two cosigned ones many may have none
        rows = rows.filter(cosignatures__isnull=False).distinct()
    for checkpoint in rows[:LOOK_BACK]:
        try:
            return checkpoint, rules.cosigners(rules.open(reading.published(checkpoint)))
        except TrustError:
            continue
    raise NotYet
