"""What sources say of a status, beside what the dates say."""

from quanheng.core.validity import Status

_SAYS = {
    "现行": {Status.IN_FORCE, Status.PARTLY_REPLACED},
    "废止": {Status.REPLACED, Status.ABOLISHED},
    "即将实施": {Status.UPCOMING},
}


def claim_conflicts(claimed: str, computed: Status) -> bool:
    """Whether a source's word contradicts the computed status. An unknown word or status contradicts nothing."""
    says = _SAYS.get(claimed)
    return says is not None and computed != Status.UNKNOWN and computed not in says


def known_claims() -> frozenset[str]:
    """The words a source's claim is recorded in."""
    return frozenset(_SAYS)
