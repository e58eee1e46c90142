"""What the page of a draw shows: rows ready for the template, names only where the reader may know them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quanheng.apps.evidence.draws import files, lookup, queries
from quanheng.apps.evidence.draws.conditions import Phase
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.apps.evidence.draws.standing import outcome_of, roster_now
from quanheng.apps.evidence.draws.words import LOT_TONES, LOT_WORDS
from quanheng.apps.evidence.models.draws import DrawParty
from quanheng.core.trust.draw.outcome import Outcome
from quanheng.core.trust.draw.plan import Plan
from quanheng.core.trust.draw.records import OBJECT, Substitution
from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party: what it gave and what it still owes. ``overdue`` when a deadline has passed without it."""

    party: DrawParty
    commitment: Any
    reveal: Any
    overdue: bool


@dataclass(frozen=True, slots=True)
class ObjectLine:
    """One object that was drawn: its place, its name where the reader may know it, its team and how many are missing in
    it, what became of it.
    """

    place: int
    code: str
    name: str
    team: Sequence[str]
    gone: bool = False
    stands_in: bool = False
    short: int = 0

    @property
    def shown(self) -> str:
        """The number as a table shows it."""
        return short(self.code)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One substitution, with names where the reader may know them."""

    kind: str
    object: str
    left: str
    successor: str
    reason: str
    at: datetime


SALTED = re.compile(r"[0-9a-f]{32}")


def short(code: str) -> str:
    """A salted number by its first twelve digits, which tell it from the others of a list; any other as it is."""
    return f"{code[:12]}…" if SALTED.fullmatch(code) else code


def _step_line(one: Substitution, names: dict[str, str]) -> StepLine:
    def told(code: str) -> str:
        return f"{names.get(code, '')} {short(code)}".strip()

    successor = told(one.successor) if one.successor else ""
    return StepLine(one.kind, told(one.object), told(one.inspector or one.object), successor, one.reason, one.at)


@dataclass(frozen=True, slots=True)
class StratumLines:
    """What was drawn of a class."""

    code: str
    count: int
    selected: Sequence[ObjectLine]
    reserve: Sequence[ObjectLine]


def party_lines(page: DrawPage, now: datetime) -> list[PartyLine]:
    """Every party of the draw."""
    due = page.draw.reveal_by if page.draw.stage in {"published", "void"} else page.draw.commit_by
    part = "reveal" if page.draw.stage in {"published", "void"} else "commitment"
    late = now > due and page.phase is not Phase.ABANDONED
    return [
        PartyLine(
            party,
            getattr(party, "commitment", None),
            getattr(party, "reveal", None),
            late and not hasattr(party, part),
        )
        for party in page.parties
    ]


def strata_of(plan: Plan) -> list[dict[str, Any]]:
    """The plan of each class, with how many will be drawn."""
    skills = plan.inspectors.skill if plan.inspectors else {}
    return [
        {
            "code": one.code,
            "count": one.count,
            "percent": f"{one.rate_ppm / 10_000:g}",
            "at_least": one.at_least,
            "quota": one.quota,
            "reserves": one.reserves,
            "skill": "" if skills.get(one.code) == "general" else skills.get(one.code, ""),
        }
        for one in plan.strata
    ]


def barred_in(plan: Plan) -> int:
    """How many pairs of an object and an inspector the plan bars."""
    return sum(len(who) for who in plan.inspectors.barred.values()) if plan.inspectors else 0


def result_of(actor: Actor, page: DrawPage) -> dict[str, Any] | None:
    """What was drawn and how it stands today; ``None`` before the draw."""
    if page.phase is not Phase.DRAWN:
        return None
    draw, steps = page.draw, files.substitutions(page.draw)
    outcome = outcome_of(draw, page.plan)
    teams: dict[str, Sequence[str]] = dict(outcome.teams)
    if steps:
        teams |= roster_now(draw, outcome, steps).teams
    drawn = [code for one in outcome.strata for code in (*one.selected, *one.reserve)]
    inspectors = {one for team in (*teams.values(), *dict(outcome.teams).values()) for one in team}
    inspectors |= {one.inspector for one in steps if one.inspector}
    known = queries.names_of(actor, draw, [*drawn, *inspectors])
    names = {code: entry.name or entry.number for code, entry in known.items()}
    left = {one.object for one in steps if one.kind == OBJECT}
    came = {one.successor for one in steps if one.kind == OBJECT and one.successor}
    wanted = page.plan.inspectors.team if page.plan.inspectors else 0

    def line(place: int, code: str) -> ObjectLine:
        team, gone = teams.get(code, ()), code in left
        shown = [names.get(one) or short(one) for one in team]
        return ObjectLine(place, code, names.get(code, ""), shown, gone, code in came, max(0, wanted - len(team)))

    strata = [
        StratumLines(
            one.code,
            stratum.count,
            [line(n, code) for n, code in enumerate(one.selected, 1)],
            [line(n, code) for n, code in enumerate(one.reserve, 1)],
        )
        for one, stratum in zip(outcome.strata, page.plan.strata, strict=True)
    ]
    return {
        "strata": strata,
        "seed": outcome.seed.hex(),
        "steps": steps,
        "names": names,
        "outcome": outcome,
        "lines": [_step_line(one, names) for one in steps],
    }


def asked_for(actor: Actor, page: DrawPage, text: str, salt: str, outcome: Outcome) -> list[dict[str, Any]]:
    """What the draw gave to the entries somebody asked for by name, number or salt."""
    found = lookup.find(page.draw, lookup.codes_asked_for(actor, page.draw, text, salt), outcome.strata)
    names = queries.names_of(actor, page.draw, [one.code for one in found])
    return [
        {
            "found": one,
            "name": names[one.code].name if one.code in names else "",
            "word": LOT_WORDS[one.lot],
            "tone": LOT_TONES[one.lot],
        }
        for one in found
    ]


def who_may_fall_out(page: DrawPage, result: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Every object to inspect and every inspector of its team as they stand: object, inspector (or none), what to call
    it.
    """
    roster, names = roster_now(page.draw, result["outcome"], result["steps"]), result["names"]
    found: list[tuple[str, str, str]] = []
    for selected in roster.selected:
        told = f"{names.get(selected, '')} {short(selected)}".strip()
        found.append((selected, "", told))
        team = roster.teams.get(selected, ())
        found += [(selected, one, f"{told}：{names.get(one) or short(one)}") for one in team]
    return found
