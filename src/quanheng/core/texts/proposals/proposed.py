"""Everything proposed of one point."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quanheng.core.texts.points.point import Point
from quanheng.core.texts.proposals.bodies import Body, BodyList, body_lists, with_implied
from quanheng.core.texts.proposals.body_names import Duty
from quanheng.core.texts.proposals.deadlines import Deadline, deadlines
from quanheng.core.texts.proposals.targets import Target, targets


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the point at ``anchor`` seems to ask; every part quotes the words it was read from."""

    anchor: str
    body_lists: tuple[BodyList, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Every body named or implied, once, the leading ones first."""
        found: dict[str, Body] = {}
        named = [body for each in self.body_lists for body in (*each.bodies, *each.implied)]
        for body in sorted(named, key=lambda each: each.duty is not Duty.LEAD):
            found.setdefault(body.name, body)
        return tuple(found.values())


def propose(paragraphs: Sequence[str], points: Sequence[Point]) -> tuple[Proposed, ...]:
    """One :class:`Proposed` a point, in the order of ``points``; times and targets of its own paragraphs only."""
    made = []
    for point in points:
        own = [(index, paragraphs[index]) for index in point.paragraphs]
        made.append(
            Proposed(
                anchor=point.anchor,
                body_lists=tuple(each for index, text in own for each in body_lists(index, text)),
                deadlines=tuple(each for index, text in own for each in deadlines(index, text)),
                targets=tuple(each for index, text in own for each in targets(index, text)),
            )
        )
    lists = iter(with_implied([each for proposed in made for each in proposed.body_lists]))
    return tuple(replace(each, body_lists=tuple(next(lists) for _list in each.body_lists)) for each in made)
