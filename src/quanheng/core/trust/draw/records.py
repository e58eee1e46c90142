"""The records of a draw as the files of its audit bundle hold them: reveals, public numbers, who stood in for whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.outcome import Numbers, Reveals
from quanheng.core.trust.draw.reading import Fields, hex_of, list_of, time_text
from quanheng.core.trust.draw.teams import Roster

OBJECT, INSPECTOR = "object", "inspector"


@dataclass(frozen=True, slots=True)
class Given:
    """What a party gave (32 bytes: a commitment, later a secret), when it was taken in, and how: signed in with its own
    office (empty), or entered for it with this ``evidence``.
    """

    value: bytes
    at: datetime
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """Public numbers as published: ``groups`` of the ``issue``, at a time, ``where`` anybody can look them up."""

    groups: tuple[tuple[int, ...], ...]
    issue: str
    published_at: datetime
    where: str


@dataclass(frozen=True, slots=True)
class Substitution:
    """An object, or an ``inspector`` in the team of an object, falls out for a ``reason``; ``successor`` stands in, if
    there is one left.
    """

    kind: str
    object: str
    inspector: str
    successor: str | None
    reason: str
    at: datetime


Gifts = Mapping[str, Mapping[str, Given]]


def gifts_value(gifts: Gifts) -> dict[str, Any]:
    """As the JSON value of ``commitments.json`` and ``reveals.json``."""
    return {
        source: {
            party: {"value": one.value.hex(), "at": time_text(one.at), "evidence": one.evidence}
            for party, one in given.items()
        }
        for source, given in gifts.items()
    }


def gifts_of(value: Any, where: str) -> dict[str, dict[str, Given]]:
    """The opposite of :func:`gifts_value`."""
    return {
        source: {party: _given(one, f"{where}.{source}.{party}") for party, one in _object(given, where).items()}
        for source, given in _object(value, where).items()
    }


def _given(value: Any, where: str) -> Given:
    fields = Fields(value, where)
    evidence = fields.take("evidence")
    if not isinstance(evidence, str):
        raise DrawFault(where, "evidence is a text")
    found = Given(hex_of(fields.take("value"), where), fields.time("at"), evidence)
    fields.done()
    return found


def secrets_of(gifts: Gifts) -> Reveals:
    """The bare secrets."""
    return {source: {party: one.value for party, one in given.items()} for source, given in gifts.items()}


def numbers_record(published: Mapping[str, Published]) -> dict[str, Any]:
    """As the JSON value of ``numbers.json``."""
    return {
        source: {
            "groups": [list(group) for group in one.groups],
            "issue": one.issue,
            "published_at": time_text(one.published_at),
            "where": one.where,
        }
        for source, one in published.items()
    }


def published_of(value: Any) -> dict[str, Published]:
    """The opposite of :func:`numbers_record`."""
    return {source: _published(one, f"numbers.{source}") for source, one in _object(value, "numbers").items()}


def _published(value: Any, where: str) -> Published:
    fields = Fields(value, where)
    groups = tuple(tuple(list_of(group, where)) for group in fields.items("groups"))
    found = Published(groups, fields.text("issue"), fields.time("published_at"), fields.text("where"))
    fields.done()
    return found


def bare_numbers(published: Mapping[str, Published]) -> Numbers:
    """The bare groups."""
    return {source: one.groups for source, one in published.items()}


def substitutions_value(steps: Iterable[Substitution]) -> list[dict[str, Any]]:
    """As the JSON value of ``substitutions.json``, in the order in which they happened."""
    return [
        {
            "kind": one.kind,
            "object": one.object,
            "inspector": one.inspector,
            "successor": one.successor,
            "reason": one.reason,
            "at": time_text(one.at),
        }
        for one in steps
    ]


def substitutions_of(value: Any) -> list[Substitution]:
    """The opposite of :func:`substitutions_value`."""
    return [_substitution(one, f"substitutions[{n}]") for n, one in enumerate(list_of(value, "substitutions"))]


def _substitution(value: Any, where: str) -> Substitution:
    fields = Fields(value, where)
    kind, inspector, successor = fields.text("kind"), fields.take("inspector"), fields.take("successor")
    if kind not in {OBJECT, INSPECTOR} or not isinstance(inspector, str) or not isinstance(successor, str | None):
        raise DrawFault(where, "a kind is object or inspector; ids are texts")
    found = Substitution(kind, fields.text("object"), inspector, successor, fields.text("reason"), fields.time("at"))
    fields.done()
    return found


def sealed_gift(draw_id: str, part: str, party: str, given: Given) -> bytes:
    """The content that the seal of one commitment or reveal (``part``) speaks of: when and how it came too."""
    told = {"value": given.value.hex(), "at": time_text(given.at), "evidence": given.evidence}
    return canonical({"draw_id": draw_id, "part": part, "party": party, **told})


def sealed_substitution(draw_id: str, number: int, step: Substitution) -> bytes:
    """The content that the seal of one substitution speaks of; ``number`` counts from 1."""
    return canonical({"draw_id": draw_id, "number": number, **substitutions_value([step])[0]})


def next_in_line(roster: Roster, kind: str, selected: str, inspector: str = "") -> str | None:
    """Who stands in by the rule; ``roster`` is moved on."""
    if kind == OBJECT:
        return roster.replace_object(selected)
    return roster.replace_inspector(selected, inspector)


def check_substitutions(roster: Roster, steps: Sequence[Substitution]) -> None:
    """Go through ``steps`` and refuse the first whose successor is not the one the rule gives. Raises ``DrawFault``."""
    for number, step in enumerate(steps):
        due = next_in_line(roster, step.kind, step.object, step.inspector)
        if due != step.successor:
            raise DrawFault(f"substitutions[{number}]", f"{due} was next, not {step.successor}")


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DrawFault(where, "an object is expected")
    return value
