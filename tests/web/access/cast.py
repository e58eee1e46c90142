"""The visitors of the walk, made from the vocabulary of offices, and the records the addresses lead to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from quanheng.apps.evidence.actions.enter_time_comparisons import enter_time_comparisons
from quanheng.apps.evidence.actions.measure_time import measure_time
from quanheng.apps.evidence.models import Timestamp
from quanheng.apps.evidence.public import Digest, seal
from quanheng.apps.evidence.timekeeping.asking import Answered
from quanheng.apps.evidence.timekeeping.comparisons import Comparison
from quanheng.apps.imports.actions.open_import import open_import
from quanheng.apps.imports.actions.set_columns import set_columns
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.merge_persons import merge_persons
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.propose_identity import propose_identity
from quanheng.apps.people.actions.propose_office import propose_office
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import Account, LinkedIdentity, Office, OfficeProposal, Organisation, Person
from quanheng.apps.people.vocabulary import offices
from quanheng.core.timekeeping.sntp import Reading
from quanheng.core.trust.labels.token import to_token
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.directory import Body
from quanheng.kernel.files import store
from quanheng.kernel.imports import TABLES, ColumnMap, importer_of
from quanheng.kernel.subjects import Subject
from tests.apps.evidence.draws.story import Story
from tests.apps.evidence.labels.bench import Bench
from tests.apps.planning.made import policy_kept_by
from tests.core.trust.timestamps.answers import DATA, NONCE, POLICY, SHA256
from tests.web.access.audience import Visitor
from tests.working import work

LOADER = system_actor("loader")
OFFICES = offices().offices
LAPSED = [office for office in OFFICES if office.grants or office.slug in {"chair", "member"}]
PROVINCES = ("360000", "430000")
"""Where the records are, and another one."""
OWN, OTHER, ELSEWHERE, NOWHERE = "own", "other", "elsewhere", ""
REACHING = [office for office in OFFICES if office.grants or office.slug == "planning-officer"]
"""The offices whose power is more than their own organisation, or might be taken for it."""


def _with(office: Any, place: str) -> Visitor:
    return Visitor(f"{office.slug}-{place}", office.slug, place, frozenset(office.grants), account=True)


VISITORS: tuple[Visitor, ...] = (
    Visitor("nobody"),
    *(_with(office, OWN) for office in OFFICES),
    *(_with(office, OTHER) for office in OFFICES),
    *(_with(office, ELSEWHERE) for office in REACHING),
    *(Visitor(f"{office.slug}-lapsed", office.slug, NOWHERE, account=True) for office in LAPSED),
    *(Visitor(f"{office.slug}-disabled", office.slug, NOWHERE) for office in OFFICES if office.grants),
)
"""Every office in the organisation of the records (of a province), the same office in another one (of the whole
country), those of wide reach in one of another province, an office that ended yesterday, the platform's offices on a
disabled account, and nobody. A lapsed office leaves an account; a disabled one is nobody."""


@dataclass
class World:
    """The organisations, and what each place holder of an address stands for."""

    today: date
    own: Organisation
    other: Organisation
    elsewhere: Organisation
    values: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self, visitor: Visitor) -> Client:
        """A browser of ``visitor``."""
        client = Client(raise_request_exception=False)
        for name, value in self.sessions.get(visitor.name, {}).items():
            client.cookies[name] = value
        return client


def build_world(
    moment: datetime,
    visitors: Sequence[Visitor] = VISITORS,
    records: Sequence[Callable[..., dict[str, str]]] | None = None,
) -> World:
    """Three organisations with ``visitors`` in their offices (people in every office), and the records of the first."""
    known: dict[str, Any] = {"source": "测试", "confidence": "A", "actor": LOADER, "now": moment}
    own = register_organisation(name="本机构（走查）", kind="other", region=PROVINCES[0], **known)
    other = register_organisation(name="他机构（走查）", kind="other", **known)
    elsewhere = register_organisation(name="外省机构（走查）", kind="other", region=PROVINCES[1], **known)
    world = World(moment.astimezone(LEGAL_ZONE).date(), own, other, elsewhere)
    for visitor in visitors:
        if visitor.office:
            account = _appointed(world, visitor, known)
            world.sessions[visitor.name] = signed_in(account)
            if visitor.name.endswith("-disabled"):
                disable(account)
    for make in RECORDS if records is None else records:
        world.values |= make(world, known)
    return world


def signed_in(account: Account) -> dict[str, str]:
    """The cookies of a browser in which ``account`` has signed in."""
    client = Client()
    client.force_login(account)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def disable(account: Account) -> None:
    """The account is disabled while its browser is still signed in."""
    account.is_active = False
    account.save(update_fields=["is_active"])


def _appointed(world: World, visitor: Visitor, known: dict[str, Any]) -> Account:
    place = {OTHER: world.other, ELSEWHERE: world.elsewhere}.get(visitor.place, world.own)
    person = register_person(name=f"走查{visitor.name}", employer=place, **known)
    account, _password = open_account(person=person, username=visitor.name, actor=LOADER, now=known["now"])
    lapsed = visitor.name.endswith("-lapsed")
    appoint(
        person=person,
        office=Office.objects.get(slug=visitor.office),
        organisation=place,
        start=world.today - timedelta(days=400),
        end=world.today if lapsed else None,  # the last day held was yesterday
        **known,
    )
    return account


def _people(world: World, known: dict[str, Any]) -> dict[str, str]:
    """A colleague without an account and one with, both in the own organisation, and the first one's appointment."""
    found = {"{organisation}": world.own.key}
    persons: list[Person] = [register_person(name=f"走查同事{n}", employer=world.own, **known) for n in range(2)]
    member = Office.objects.get(slug="member")
    appointment = appoint(person=persons[0], office=member, organisation=world.own, start=world.today, **known)
    open_account(person=persons[1], username="walk-colleague", actor=LOADER, now=known["now"])
    found |= {"{person}": persons[0].key, "{appointment}": str(appointment.pk), "{person-account}": persons[1].key}
    doubles = [register_person(name=f"走查重复{n}", employer=world.own, **known) for n in range(2)]
    merge = merge_persons(survivor=doubles[0], merged=doubles[1], reason="重复", actor=LOADER, now=known["now"])
    proposal = _proposal(world, persons[1], known)
    account = persons[1].account
    found |= {"{merge}": str(merge.pk), "{proposal}": str(proposal.pk), "{account}": str(account.pk)}
    return found | {"{identity}": str(_identity(world, account, known).pk)}


def _identity(world: World, account: Account, known: dict[str, Any]) -> LinkedIdentity:
    """What another security administrator asked to be linked: the system administrators decide it."""
    asking = register_person(name="走查提出人", employer=world.own, **known)
    asker, _password = open_account(person=asking, username="walk-asker", actor=LOADER, now=known["now"])
    office = Office.objects.get(slug="security-administrator")
    appoint(person=asking, office=office, organisation=world.own, start=world.today, **known)
    return propose_identity(
        account=account,
        issuer="https://idp.example",
        subject="walk",
        reason="走查",
        actor=actor_for(asker, world.today),
        now=known["now"],
    )


def _proposal(world: World, person: Person, known: dict[str, Any]) -> OfficeProposal:
    """What another system administrator proposed: the security administrators decide it."""
    proposer = register_person(name="走查提议人", employer=world.own, **known)
    account, _password = open_account(person=proposer, username="walk-proposer", actor=LOADER, now=known["now"])
    office = Office.objects.get(slug="system-administrator")
    appoint(person=proposer, office=office, organisation=world.own, start=world.today, **known)
    return propose_office(
        person=person,
        office=Office.objects.get(slug="registrar"),
        organisation=world.own,
        start=world.today,
        reason="走查",
        **{**known, "actor": actor_for(account, world.today)},
    )


def _planning(world: World, known: dict[str, Any]) -> dict[str, str]:
    """A policy kept by the own organisation with a task that a body of it reported on, and an import under way."""
    return policy_kept_by(world.own, known["now"])


def _imports(world: World, known: dict[str, Any]) -> dict[str, str]:
    """What the registrar of the own organisation is bringing in."""
    actor = actor_for(Account.objects.select_related("person").get(username=f"registrar-{OWN}"), world.today)
    file = store("名称,类别\n走查甲,院校\n走查乙,不详\n".encode(), "走查.csv", allowed=TABLES)
    told: dict[str, Any] = {"actor": actor, "now": known["now"]}
    one = open_import(importer=importer_of("organisations"), file=file, name="走查.csv", **told)
    set_columns(one=one, columns=ColumnMap(0, 1, {"name": 0, "kind": 1}), sheet="", **told)
    work()
    return {"{import}": one.key}


def draw_that_was_run(world: World, known: dict[str, Any]) -> dict[str, str]:
    """A draw of the own organisation that was run, one object of which fell out, and its list of objects."""
    story = _draw(world, known["now"] - timedelta(days=30), 1).until("run").substitute()
    return {"{draw}": story.draw_id, "{party}": story.regulator.key, "{name-list}": story.objects.key}


def draw_under_way(world: World, known: dict[str, Any]) -> dict[str, str]:
    """A draw of the own organisation whose plan is ready to be published."""
    _draw(world, known["now"] - timedelta(hours=1), 2).until("commit")
    return {}


def _draw(world: World, begun: datetime, number: int) -> Story:
    own, other = (Body(one.pk, one.key, one.name) for one in (world.own, world.other))
    return Story(begun, draw_id=f"2026-WALK-{number:02}", regulator=own, association=other)


def label_that_was_issued(world: World, known: dict[str, Any]) -> dict[str, str]:
    """A label of the own organisation, and the key that signed it."""
    bench = Bench(known["now"], Body(world.own.pk, world.own.key, world.own.name))
    label = bench.issue(due=world.today + timedelta(days=365))
    text = to_token(bytes(label.token))
    return {"{label}": label.number, "{label-token}": text, "{label-key}": bench.key.key_id}


def clock_that_was_measured(_world: World, known: dict[str, Any]) -> dict[str, str]:
    """A round of time servers, what a laboratory found, and a timestamp of something sealed."""
    told: dict[str, Any] = {"actor": LOADER, "now": known["now"]}
    reading = Reading(1_000_000, 2_000_000, 0, 0, 1000, 1, 0, "GPS")
    one = measure_time(answers=[Answered("ntp.example", "192.0.2.1", reading)], **told)
    document = ("2", "某计量院", f"SJ-{one.pk}", "UTC(NIM)")
    [compared] = enter_time_comparisons(given=[Comparison(known["now"], 0, 500_000, *document)], file=None, **told)
    subject = Subject("file", f"walk-{one.pk}.pdf")
    with transaction.atomic():
        sealed = seal(kind="evidence.file", subject=subject, digest=Digest.of(DATA), now=known["now"])
    stamp = Timestamp.objects.create(
        seal=sealed,
        algorithm="sha256",
        digest=Digest.of(DATA).sha256.hex(),
        answer=SHA256,
        nonce=str(NONCE),
        stamped_at=known["now"],
        accuracy_us=1_500_000,
        policy=POLICY,
        serial="11",
        authority="CN=TSA of tests",
        url="https://tsa.example/",
        asked_at=known["now"],
        answered_at=known["now"],
    )
    return {"{time-round}": str(one.pk), "{time-comparison}": str(compared.pk), "{timestamp}": str(stamp.pk)}


RECORDS: list[Callable[[World, dict[str, Any]], dict[str, str]]] = [
    _people,
    draw_that_was_run,
    label_that_was_issued,
    clock_that_was_measured,
    _planning,
    _imports,
]
"""Functions that make the records of one app in ``world.own`` and say what each place holder stands for. Add yours."""
