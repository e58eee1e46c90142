"""What the log says of a seal: since when, where, and whether something later ended it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from quanheng.apps.evidence.entries import EntryLine, entry_line, moment_in, subject_shown
from quanheng.apps.evidence.log.reading import indexes_of
from quanheng.apps.evidence.log.standing import earlier_than, later_than, newest_of
from quanheng.apps.evidence.models import Entry, Relation, Seal
from quanheng.apps.evidence.policies import sees_everything
from quanheng.apps.evidence.seal_kinds import seal_label
from quanheng.kernel.actor import Actor

LONGEST_CHAIN = 10
"""Replacements of replacements that are followed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One seal, as far as the reader may know: of a private one the kind, the time and what ended it, which stand in
    the log for everybody; never its subject or its digests.

    ``index`` is ``None`` while it waits for a number; ``later`` are the seals that end it; ``about`` is the one that it
    ends itself; ``newer`` says when the same record was sealed again without ending this one.
    """

    kind: str
    subject: str
    url: str
    at: datetime | None
    index: int | None
    sha256: str = ""
    sm3: str = ""
    count: int = 0
    relation: str = ""
    private: bool = False
    later: tuple["Answer", ...] = ()
    about: "Answer | None" = None
    newer: datetime | None = None

    @property
    def state(self) -> str:
        """``waiting``, ``revoked``, ``replaced`` or ``sealed``. A replacement that was revoked still replaced it."""
        ended = {later.relation for later in self.later}
        if Relation.REVOKES in ended:
            return "revoked"
        if Relation.REPLACES in ended:
            return "replaced"
        return "waiting" if self.index is None else "sealed"

    @property
    def state_label(self) -> str:
        """The state in words."""
        return {
            "waiting": _("等待入日志"),
            "revoked": _("已撤销"),
            "replaced": _("已被替换"),
            "sealed": _("有存证"),
        }[self.state]

    @property
    def current(self) -> "Answer | None":
        """What stands in its place today, at the end of a chain of replacements; ``None`` where nothing does, or where
        it is the replacement itself.
        """
        found: Answer | None = self
        while found is not None and found.state in {"revoked", "replaced"}:
            following = [later for later in found.later if later.relation == Relation.REPLACES]
            found = following[-1] if following and found.state == "replaced" else None
        return None if found is self or found in self.later else found


def answers(seals: Sequence[Seal], actor: Actor) -> list[Answer]:
    """The answers for seals, by a number of queries that does not depend on how many they are."""
    later = _chains(seals)
    every = [*seals, *(one for found in later.values() for one in found)]
    about = earlier_than(seals)
    newest = newest_of(seals)
    indexes = indexes_of([bytes(seal.leaf) for seal in [*every, *about.values()]])

    def answer(seal: Seal, *, alone: bool = True) -> Answer:
        hidden = seal.private and not sees_everything(actor)
        label, url = ("", "") if hidden else subject_shown(seal.subject_kind, seal.subject_key)
        of, newer = (None, None) if alone else (about.get(seal.pk), newest.get(seal.pk))
        return Answer(
            kind=str(seal_label(seal.kind)),
            subject=label,
            url=url,
            at=seal.at,
            index=indexes.get(bytes(seal.leaf)),
            sha256=seal.sha256,
            sm3=seal.sm3,
            count=seal.count,
            relation=seal.relation,
            private=seal.private,
            later=tuple(answer(one) for one in later.get(seal.pk, ())),
            about=answer(of) if of else None,
            newer=newer.at if newer else None,
        )

    return [answer(seal, alone=False) for seal in seals]


def answer_of_entry(row: Entry) -> Answer:
    """What an entry says that no seal leads to: a batch of events, or an entry of another program."""
    line: EntryLine = entry_line(row)
    return Answer(line.kind, line.subject, line.url, moment_in(line.at), line.index, line.sha256, count=line.count)


def _chains(seals: Iterable[Seal]) -> dict[int, list[Seal]]:
    """What ended each seal, and what ended those, and so on."""
    found: dict[int, list[Seal]] = {}
    ask = list(seals)
    for _step in range(LONGEST_CHAIN):
        following = later_than(ask)
        found |= following
        ask = [one for later in following.values() for one in later if one.pk not in found]
        if not ask:
            break
    return found
