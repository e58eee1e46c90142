"""The plan of a draw: everything that decides the result but the randomness. Read strictly, fixed by its digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quanheng.core.trust.canonical import canonical, parse_canonical
from quanheng.core.trust.draw.algorithm import Algorithm, DrawFault
from quanheng.core.trust.draw.reading import Fields, all_different, hex_of, list_of, text_of

MILLION = 1_000_000
LARGEST_LIST = 10_000_000
TEXTS = ("title", "organiser", "void", "refusals")


@dataclass(frozen=True, slots=True)
class Stratum:
    """层: objects of one risk class. ``rate_ppm`` of the ``count`` units on the list with ``list_digest``."""

    code: str
    count: int
    rate_ppm: int
    at_least: int
    reserve: int
    list_digest: bytes

    @property
    def quota(self) -> int:
        """How many are drawn: the rate rounded up, at least ``at_least``, never more than there are."""
        return min(self.count, max(self.at_least, -(-self.count * self.rate_ppm // MILLION)))

    @property
    def reserves(self) -> int:
        """How many more are drawn to stand in."""
        return min(self.reserve, self.count - self.quota)


@dataclass(frozen=True, slots=True)
class InspectorRule:
    """How teams are made: ``team`` inspectors for each object, none with more than ``max_tasks``, each with the skill
    of the stratum, none barred (回避). The list is fixed by ``list_digest`` (ids) and ``pool_digest`` (ids and skills).
    """

    team: int
    max_tasks: int
    skill: Mapping[str, str]
    barred: Mapping[str, frozenset[str]]
    count: int | None = None
    list_digest: bytes | None = None
    pool_digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class CommitReveal:
    """A source in which every party published a commitment before and reveals its secret after."""

    id: str
    commitments: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """How many numbers a group of a publication has, and between which bounds they lie."""

    count: int
    least: int
    greatest: int


@dataclass(frozen=True, slots=True)
class PublicNumbers:
    """A source of numbers the public sees being drawn: the first that ``rule`` names, published after ``after``."""

    id: str
    rule: str
    after: datetime | None = None
    groups: tuple[NumberGroup, ...] = ()


Source = CommitReveal | PublicNumbers


@dataclass(frozen=True, slots=True)
class Times:
    """Commitments are taken until ``commit_by``; results published after ``open_after`` count (T); who has not revealed
    by ``reveal_by`` voids the draw.
    """

    commit_by: datetime
    open_after: datetime
    reveal_by: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """方案. ``canonical`` is the canonical JSON everything was read from."""

    canonical: bytes
    algorithm: Algorithm
    draw_id: str
    strata: tuple[Stratum, ...]
    sources: tuple[Source, ...]
    inspectors: InspectorRule | None
    times: Times | None
    parties: Mapping[str, str]

    @property
    def digest(self) -> bytes:
        """What a seal of the plan seals, and what the seed begins with."""
        return self.algorithm.hash(b"MDRAW-1 plan\n" + self.canonical)

    @property
    def commit_reveal(self) -> tuple[CommitReveal, ...]:
        """The sources that parties feed."""
        return tuple(source for source in self.sources if isinstance(source, CommitReveal))

    @property
    def numbers(self) -> tuple[PublicNumbers, ...]:
        """The sources the public sees."""
        return tuple(source for source in self.sources if isinstance(source, PublicNumbers))


def parse_plan(raw: bytes) -> Plan:
    """The plan of a file. Raises ``TrustError`` for anything but the canonical bytes of a plan: the same plan written
    in another way would have another digest.
    """
    return plan_of(parse_canonical(raw))


def plan_of(value: Any) -> Plan:
    """The plan of a JSON value. Raises ``DrawFault`` naming the field that is missing, unknown or wrong."""
    fields = Fields(value, "plan")
    algorithm = _algorithm(fields.text("alg"))
    draw_id = fields.text("draw_id")
    strata = tuple(_stratum(one, f"plan.strata[{n}]") for n, one in enumerate(fields.items("strata")))
    codes = all_different((one.code for one in strata), "plan.strata")
    if not codes:
        raise DrawFault("plan.strata", "a draw has at least one stratum")
    sources = _sources(fields)
    inspectors = _inspectors(fields.take("inspectors"), codes) if fields.has("inspectors") else None
    times = _times(fields.take("times")) if fields.has("times") else None
    parties = _parties(fields, sources) if fields.has("parties") else {}
    for name in TEXTS:
        if fields.has(name):
            fields.text(name)
    if fields.has("basis"):
        for n, one in enumerate(fields.items("basis")):
            text_of(one, f"plan.basis[{n}]")
    fields.done()
    return Plan(canonical(value), algorithm, draw_id, strata, sources, inspectors, times, parties)


def _algorithm(name: str) -> Algorithm:
    try:
        return Algorithm(name)
    except ValueError:
        known = ", ".join(Algorithm)
        raise DrawFault("plan.alg", f"{name!r} is none of {known}") from None


def _stratum(value: Any, where: str) -> Stratum:
    fields = Fields(value, where)
    code = fields.text("code")
    if not code.isascii():
        raise DrawFault(where, f"the code {code!r} is not ASCII")
    found = Stratum(
        code=code,
        count=fields.number("count", 0, LARGEST_LIST),
        rate_ppm=fields.number("rate_ppm", 0, MILLION),
        at_least=fields.number("at_least", 0, LARGEST_LIST),
        reserve=fields.number("reserve", 0, LARGEST_LIST),
        list_digest=fields.digest("list_digest"),
    )
    fields.done()
    return found


def _sources(fields: Fields) -> tuple[Source, ...]:
    found = tuple(_source(one, f"plan.sources[{n}]") for n, one in enumerate(fields.items("sources")))
    if not found:
        raise DrawFault("plan.sources", "a draw has at least one source of randomness")
    all_different((one.id for one in found), "plan.sources")
    return found


def _source(value: Any, where: str) -> Source:
    fields = Fields(value, where)
    kind, identity = fields.text("type"), fields.text("id")
    found: Source
    if kind == "commit-reveal":
        given = fields.object("commitments")
        if not given:
            raise DrawFault(where, "a commit-reveal source has at least one party")
        found = CommitReveal(identity, {party: hex_of(one, f"{where}.{party}") for party, one in given.items()})
    elif kind == "numbers":
        after = fields.time("after") if fields.has("after") else None
        groups = fields.items("groups") if fields.has("groups") else []
        found = PublicNumbers(identity, fields.text("rule"), after, tuple(_group(one, where) for one in groups))
    else:
        raise DrawFault(where, f"{kind!r} is no type of source: commit-reveal, numbers")
    fields.done()
    return found


def _group(value: Any, where: str) -> NumberGroup:
    fields = Fields(value, f"{where}.groups")
    count, least = fields.number("count", 1, 1000), fields.number("least")
    found = NumberGroup(count, least, fields.number("greatest", least))
    fields.done()
    return found


def _inspectors(value: Any, codes: list[str]) -> InspectorRule:
    fields = Fields(value, "plan.inspectors")
    skill = {code: text_of(one, fields.at("skill")) for code, one in fields.object("skill").items()}
    if set(skill) != set(codes):
        raise DrawFault(fields.at("skill"), "names one skill for every stratum, and no other")
    conflicts = [_conflict(one, fields.at("conflicts")) for one in fields.items("conflicts")]
    all_different((one for one, _barred in conflicts), fields.at("conflicts"))
    if fields.has("escalation"):
        fields.text("escalation")
    found = InspectorRule(
        team=fields.number("team", 1, 100),
        max_tasks=fields.number("max_tasks", 1),
        skill=skill,
        barred=dict(conflicts),
        count=fields.number("count", 0, LARGEST_LIST) if fields.has("count") else None,
        list_digest=fields.digest("list_digest") if fields.has("list_digest") else None,
        pool_digest=fields.digest("pool_digest") if fields.has("pool_digest") else None,
    )
    fields.done()
    return found


def _conflict(value: Any, where: str) -> tuple[str, frozenset[str]]:
    fields = Fields(value, where)
    found = fields.text("object"), fields.items("barred")
    fields.done()
    return found[0], frozenset(all_different((text_of(one, where) for one in list_of(found[1], where)), where))


def _times(value: Any) -> Times:
    fields = Fields(value, "plan.times")
    found = Times(fields.time("commit_by"), fields.time("open_after"), fields.time("reveal_by"))
    fields.done()
    if not found.commit_by <= found.open_after < found.reveal_by:
        raise DrawFault("plan.times", "commit_by, open_after and reveal_by follow one another")
    return found


def _parties(fields: Fields, sources: tuple[Source, ...]) -> dict[str, str]:
    names = {party: text_of(name, fields.at("parties")) for party, name in fields.object("parties").items()}
    committed = {party for one in sources if isinstance(one, CommitReveal) for party in one.commitments}
    if set(names) != committed:
        raise DrawFault("plan.parties", "names exactly the parties of the sources")
    return names
