"""What the log says of a seal: since when, where, and whether something later ended it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from quanheng.apps.evidence.entries import subject_shown
from quanheng.apps.evidence.log.reading import indexes_of
from quanheng.apps.evidence.models import Relation, Seal
from quanheng.apps.evidence.queries import later_than
from quanheng.apps.evidence.seal_kinds import seal_label
from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Answer:
    """One seal. ``index`` is ``None`` while it waits for a number; ``later`` are the seals that end it."""

    kind: str
    subject: str
    url: str
    at: datetime
    index: int | None
    sha256: str
    sm3: str
    relation: str
    later: tuple["Answer", ...]

    @property
    def state(self) -> str:
        """``waiting``, ``revoked``, ``replaced`` or ``sealed``."""
        if self.index is None:
            return "waiting"
        ended = {later.relation for later in self.later}
        if Relation.REVOKES in ended:
            return "revoked"
        return "replaced" if Relation.REPLACES in ended else "sealed"

    @property
    def state_label(self) -> str:
        """The state in words."""
        return {
            "waiting": _("等待入日志"),
            "revoked": _("已撤销"),
            "replaced": _("已被替换"),
            "sealed": _("有存证"),
        }[self.state]


def answers(seals: Sequence[Seal], actor: Actor) -> list[Answer]:
    """The answers for seals, by three queries however many they are."""
    later = later_than(seals, actor)
    every = [*seals, *(one for found in later.values() for one in found)]
    indexes = indexes_of([bytes(seal.leaf) for seal in every])

    def answer(seal: Seal) -> Answer:
        label, url = subject_shown(seal.subject_kind, seal.subject_key)
        return Answer(
            kind=str(seal_label(seal.kind)),
            subject=label,
            url=url,
            at=seal.at,
            index=indexes.get(bytes(seal.leaf)),
            sha256=seal.sha256,
            sm3=seal.sm3,
            relation=seal.relation,
            later=tuple(answer(one) for one in later.get(seal.pk, ())),
        )

    return [answer(seal) for seal in seals]
