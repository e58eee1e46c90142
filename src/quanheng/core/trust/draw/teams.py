"""Inspectors for the objects drawn, and who stands in when an object or an inspector falls out."""

from collections import Counter
from collections.abc import Mapping, Sequence

from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.lists import Pool
from quanheng.core.trust.draw.plan import InspectorRule, Plan
from quanheng.core.trust.draw.stream import pick


class Roster:
    """Who inspects what, as the draw and every substitution after it leave it. Nothing here is chosen: each step
    follows from the plan, the seed and the steps before.
    """

    def __init__(self, plan: Plan, seed: bytes, reserve: Mapping[str, Sequence[str]], pool: Pool) -> None:
        self._plan, self._seed, self._pool = plan, seed, pool
        self._reserve = {code: list(ids) for code, ids in reserve.items()}
        self._stratum: dict[str, str] = {}
        self._eligible: dict[str, list[str]] = {}
        self._left: dict[str, set[str]] = {}
        self.tasks: Counter[str] = Counter()
        self.teams: dict[str, list[str]] = {}

    def admit(self, selected: str, stratum: str) -> None:
        """An object that was drawn from ``stratum`` is to be inspected; where the plan has a rule for it, by a team."""
        self._stratum[selected] = stratum
        if self._plan.inspectors is not None:
            self._assign(selected, stratum, self._plan.inspectors)

    def _assign(self, selected: str, stratum: str, rule: InspectorRule) -> None:
        """Eligible is who has the skill, is not barred and has tasks left. Where they are too few the team stays empty,
        and the plan's rule says who decides.
        """
        barred = rule.barred.get(selected, frozenset())
        eligible = [
            one.id
            for one in self._pool
            if rule.skill[stratum] in one.skills and one.id not in barred and self.tasks[one.id] < rule.max_tasks
        ]
        team = self._order(selected, eligible, rule.team) if len(eligible) >= rule.team else []
        self.tasks.update(team)
        self._eligible[selected], self.teams[selected] = eligible, team

    def _order(self, selected: str, eligible: Sequence[str], count: int) -> list[str]:
        """The first ``count`` of the order drawn for an object; more of them extend it."""
        return pick(self._plan.algorithm, self._seed, eligible, count, f"inspector/{selected}")

    @property
    def selected(self) -> list[str]:
        """The objects to inspect as they stand."""
        return list(self._stratum)

    def replace_object(self, selected: str) -> str | None:
        """The next of the stratum's reserve takes the place of an object that cannot be inspected; its team is drawn by
        the same rule, after the tasks of the old team were given back. ``None`` when no reserve is left.
        """
        if selected not in self._stratum:
            raise DrawFault(selected, "is not among the objects to inspect")
        stratum = self._stratum.pop(selected)
        self.tasks.subtract(self.teams.pop(selected, []))
        if not self._reserve[stratum]:
            return None
        successor = self._reserve[stratum].pop(0)
        self.admit(successor, stratum)
        return successor

    def replace_inspector(self, selected: str, inspector: str) -> str | None:
        """The next in the order drawn for the object takes the place of an inspector who cannot go: the first who was
        not in its team before and has tasks left. ``None`` when there is none.
        """
        rule, team = self._plan.inspectors, self.teams.get(selected, [])
        if rule is None or inspector not in team:
            raise DrawFault(inspector, f"is not in the team for {selected}")
        gone = self._left.setdefault(selected, set())
        gone.add(inspector)
        self.tasks.subtract([inspector])
        eligible = self._eligible[selected]
        free = (one for one in self._order(selected, eligible, len(eligible)) if one not in gone and one not in team)
        successor = next((one for one in free if self.tasks[one] < rule.max_tasks), None)
        stands_in = [] if successor is None else [successor]
        place = team.index(inspector)
        team[place : place + 1] = stands_in
        self.tasks.update(stands_in)
        return successor
