"""Who may sign labels: the keys on record as readers pin them."""

from quanheng.apps.evidence.models.labels import LabelKey
from quanheng.core.trust.labels.verdict import Issuer


def issuers() -> list[Issuer]:
    """Every key that may or might sign, with the time for which it counts."""
    return [issuer_of(key) for key in LabelKey.objects.select_related("ended").order_by("id")]


def issuer_of(key: LabelKey) -> Issuer:
    """One key as readers pin it."""
    ended = getattr(key, "ended", None)
    public = bytes.fromhex(key.public)
    return Issuer(key.issuer, key.issuer_name, public, key.start, ended.end if ended else None, key.home)
