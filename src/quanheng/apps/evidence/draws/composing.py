"""From what people decide to the plan: one value, whose canonical form is sealed."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quanheng.apps.evidence.draws.files import NUMBERS, PARTIES, pool, populations
from quanheng.apps.evidence.draws.rules import draw_rules
from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.core.trust.draw.algorithm import Algorithm, list_digest
from quanheng.core.trust.draw.lists import pool_digest
from quanheng.core.trust.draw.plan import Plan, plan_of
from quanheng.core.trust.draw.reading import time_text
from quanheng.kernel.clock import LEGAL_ZONE

UNKNOWN_YET = "00" * 32


@dataclass(frozen=True, slots=True)
class StratumRule:
    """How a class is drawn; ``skill`` is what its inspectors must have."""

    code: str
    rate_ppm: int
    at_least: int
    reserve: int
    skill: str


@dataclass(frozen=True, slots=True)
class TeamRule:
    """How many inspectors an object gets, and how many tasks one of them takes."""

    team: int
    max_tasks: int


@dataclass(frozen=True, slots=True)
class PartyGiven:
    """A party: ``organisation`` is the number of one that signs in itself."""

    slug: str
    name: str
    organisation: int | None


@dataclass(frozen=True, slots=True)
class NumbersRule:
    """A publication of numbers, and the groups it has."""

    name: str
    groups: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Times:
    """The three moments of a draw."""

    commit_by: datetime
    open_after: datetime
    reveal_by: datetime


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything people decide about a draw."""

    draw_id: str
    title: str
    organiser: str
    algorithm: Algorithm
    objects: NameList
    inspectors: NameList | None
    strata: Sequence[StratumRule]
    team: TeamRule | None
    parties: Sequence[PartyGiven]
    numbers: NumbersRule
    times: Times


def plan_value(made: Composition) -> dict[str, Any]:
    """The plan without the commitments, as a JSON value."""
    texts, times = draw_rules().plan_texts.value, made.times
    after = times.open_after.astimezone(LEGAL_ZONE).strftime("%Y-%m-%d %H:%M")
    value: dict[str, Any] = {
        "alg": made.algorithm.value,
        "draw_id": made.draw_id,
        "title": made.title,
        "organiser": made.organiser,
        "strata": _strata(made),
        "sources": [
            {"id": PARTIES, "type": "commit-reveal", "commitments": {}},
            {
                "id": NUMBERS,
                "type": "numbers",
                "rule": texts.numbers.format(name=made.numbers.name, after=after),
                "after": time_text(times.open_after),
                "groups": [dict(zip(("count", "least", "greatest"), one, strict=True)) for one in made.numbers.groups],
            },
        ],
        "parties": {party.slug: party.name for party in made.parties},
        "times": {
            "commit_by": time_text(times.commit_by),
            "open_after": time_text(times.open_after),
            "reveal_by": time_text(times.reveal_by),
        },
        "void": texts.void,
        "refusals": texts.refusals,
    }
    if made.inspectors is not None and made.team is not None:
        value["inspectors"] = _inspectors(made, made.inspectors, made.team)
    return value


def _strata(made: Composition) -> list[dict[str, Any]]:
    by_code = {rule.code: rule for rule in made.strata}
    return [
        {
            "code": code,
            "count": len(ids),
            "list_digest": list_digest(made.algorithm, ids).hex(),
            "rate_ppm": by_code[code].rate_ppm,
            "at_least": by_code[code].at_least,
            "reserve": by_code[code].reserve,
        }
        for code, ids in populations(made.objects).items()
    ]


def _inspectors(made: Composition, inspectors: NameList, rule: TeamRule) -> dict[str, Any]:
    people = pool(inspectors)
    return {
        "team": rule.team,
        "max_tasks": rule.max_tasks,
        "skill": {one.code: one.skill for one in made.strata},
        "conflicts": _conflicts(made.objects, inspectors),
        "count": len(people),
        "list_digest": list_digest(made.algorithm, (one.id for one in people)).hex(),
        "pool_digest": pool_digest(made.algorithm, people).hex(),
        "escalation": draw_rules().plan_texts.value.escalation,
    }


@dataclass(frozen=True, slots=True)
class Conflicts:
    """回避: by number of the object the inspectors who are barred from it; and what the inspectors' list names that is
    not on this list of objects, with who named it (names, for the organiser's own eyes).
    """

    barred: dict[str, list[str]]
    unknown: list[tuple[str, str]]


def conflicts_of(objects: NameList, inspectors: NameList) -> Conflicts:
    """Match the two lists: an inspector's list names objects by number or by full name."""
    named = list(inspectors.entries.exclude(barred=[]).values_list("code", "name", "number", "barred"))
    wanted = {identity for *_who, identities in named for identity in identities}
    codes: dict[str, list[str]] = {}
    for code, number, name in objects.entries.values_list("code", "number", "name") if wanted else ():
        for identity in {number, name} & wanted:
            codes.setdefault(identity, []).append(code)
    barred: dict[str, set[str]] = {}
    unknown: list[tuple[str, str]] = []
    for inspector, name, number, identities in named:
        for identity in identities:
            for code in codes.get(identity, ()):
                barred.setdefault(code, set()).add(inspector)
            if identity not in codes:
                unknown.append((name or number, identity))
    return Conflicts({code: sorted(barred[code]) for code in sorted(barred, key=str.encode)}, unknown)


def _conflicts(objects: NameList, inspectors: NameList) -> list[dict[str, Any]]:
    barred = conflicts_of(objects, inspectors).barred
    return [{"object": code, "barred": who} for code, who in barred.items()]


def with_commitments(value: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """The plan with the commitments in it."""
    filled = copy.deepcopy(dict(value))
    filled["sources"][0]["commitments"] = dict(given)
    return filled


def preview(value: Mapping[str, Any]) -> Plan:
    """The plan but for the commitments, read as strictly as the real one. ``DrawFault`` when it is none."""
    return plan_of(with_commitments(value, dict.fromkeys(value["parties"], UNKNOWN_YET)))
