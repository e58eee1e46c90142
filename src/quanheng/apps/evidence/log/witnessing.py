"""How the witnesses stand: what each cosigned last, and the newest checkpoint that the quorum stands behind."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from quanheng.apps.evidence.models import Checkpoint, Cosignature
from quanheng.core.trust.policy_file import NONE, Policy

LOOK_BACK = 100
"""Checkpoints looked at for the newest one with a quorum."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One witness of the policy; ``size`` and ``at`` of its latest cosignature, ``None`` before the first."""

    name: str
    key: str
    url: str
    size: int | None
    at: datetime | None
    current: bool


@dataclass(frozen=True, slots=True)
class Witnessing:
    """The witnesses, the quorum in words, and the newest checkpoint that reached it."""

    witnesses: tuple[Standing, ...]
    rule: str
    reached: Checkpoint | None
    current: bool

    @property
    def behind(self) -> bool:
        """Whether a quorum is asked for and the latest checkpoint has none yet."""
        return bool(self.witnesses) and not self.current


def witnessing(policy: Policy, last: Checkpoint | None) -> Witnessing:
    """The standing of every witness of a policy, by three queries."""
    rows = Checkpoint.objects.order_by("-id").prefetch_related("cosignatures")[:LOOK_BACK]
    by_quorum = [row for row in rows if policy.satisfied_by(one.witness for one in row.cosignatures.all())]
    reached = by_quorum[0] if by_quorum else None
    latest = _latest()
    standings = tuple(
        _standing(peer.name, str(peer.key), peer.url, latest.get(peer.name), last) for peer in policy.witnesses
    )
    current = reached is not None and last is not None and reached.size >= last.size
    return Witnessing(standings, rule(policy, policy.quorum), reached, current)


def _latest() -> dict[str, Cosignature]:
    """The latest cosignature of each witness."""
    newest = Cosignature.objects.order_by().values("witness").annotate(newest=Max("pk")).values("newest")
    return {one.witness: one for one in Cosignature.objects.filter(pk__in=newest).select_related("checkpoint")}


def _standing(name: str, key: str, url: str, latest: Cosignature | None, last: Checkpoint | None) -> Standing:
    if latest is None:
        return Standing(name, key, url, None, None, current=False)
    current = last is not None and latest.checkpoint_id == last.pk
    return Standing(name, key, url, latest.checkpoint.size, latest.at, current=current)


def rule(policy: Policy, name: str) -> str:
    """A quorum in words: ``institute、province、association 中至少 2 家``."""
    if name == NONE:
        return _("不要求见证")
    group = {one.name: one for one in policy.groups}.get(name)
    if group is None:
        return name
    groups = {one.name for one in policy.groups}
    members = "、".join(f"（{rule(policy, one)}）" if one in groups else one for one in group.members)
    return _("%(members)s 中至少 %(least)d 家") % {"members": members, "least": group.least}
