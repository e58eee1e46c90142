"""An office of a province sees and acts for what lies in its own region; one of the whole country for all of it."""

from datetime import date

import pytest
from django.urls import reverse

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.actions.correct_person import correct_person
from quanheng.apps.people.actions.end_appointment import end_appointment
from quanheng.apps.people.actions.merge_organisations import merge_organisations
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.propose_office import propose_office
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.actions.reset_factors import reset_factors
from quanheng.apps.people.actions.set_parent import set_parent
from quanheng.apps.people.actions.withdraw_organisations import withdraw_organisations
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.importing.organisations import OrganisationImporter
from quanheng.apps.people.models import Account, Appointment, Office, Organisation, Person, Region
from quanheng.apps.people.policies import may_decide_office
from quanheng.apps.people.readable import account_keys, person_keys
from quanheng.kernel.actor import Actor, OfficeHeld, Refused, reach
from quanheng.kernel.errors import BadInput
from quanheng.kernel.imports import Entry, State
from tests.apps.people.conftest import DAY, LOADER

JIANGXI, NANCHANG, HUNAN = "360000", "360100", "430000"
KEEPERS = ("registrar", "system-administrator", "security-administrator", "auditor")


class Country:
    """Two provinces and a city, each with an internal organisation, its keepers and a person who works there."""

    def __init__(self, moment):
        self.moment = moment
        self.known = {"source": "测试", "confidence": "A", "actor": LOADER, "now": moment}
        Region.objects.create(code=NANCHANG, name="南昌市", parent_id=JIANGXI)
        self.places: dict[str, Organisation] = {}
        self.persons: dict[str, Person] = {}
        self.accounts: dict[str, Account] = {}
        for name, region in {"jiangxi": JIANGXI, "nanchang": NANCHANG, "hunan": HUNAN, "nation": None}.items():
            place = register_organisation(name=f"{name}局", kind="regulator", region=region, public=False, **self.known)
            self.places[name] = place
            self.persons[name] = register_person(name=f"{name}专家", employer=place, **self.known)
            for office in KEEPERS if name in {"jiangxi", "hunan"} else ():
                self.persons[f"{name}-{office}"] = self.holder(f"{name}-{office}", office, place, account=True)

    def holder(self, name: str, office: str, place: Organisation, *, account: bool = False) -> Person:
        person = register_person(name=name, employer=place, **self.known)
        if account:
            self.accounts[name] = open_account(person=person, username=name, actor=LOADER, now=self.moment)[0]
        self.appoint(person, office, place)
        return person

    def appoint(self, person: Person, office: str, place: Organisation) -> Appointment:
        slug = Office.objects.get(slug=office)
        return appoint(person=person, office=slug, organisation=place, start=date(2025, 1, 1), **self.known)

    def actor(self, name: str) -> Actor:
        return actor_for(self.accounts[name], DAY)

    def told(self, who: str) -> dict:
        return {"actor": self.actor(who), "now": self.moment}

    def known_by(self, who: str) -> dict:
        return {**self.known, "actor": self.actor(who)}


@pytest.fixture
def country(cast, moment) -> Country:
    return Country(moment)


def at(region: str) -> Actor:
    return Actor(acting_as=OfficeHeld(1, "registrar", 1, "某局", region))


@pytest.mark.parametrize(
    ("office", "region", "covered"),
    [
        (JIANGXI, JIANGXI, True),
        (JIANGXI, NANCHANG, True),
        (JIANGXI, "360102", True),
        (NANCHANG, "360102", True),
        (NANCHANG, JIANGXI, False),
        (NANCHANG, "360200", False),
        (JIANGXI, HUNAN, False),
        (JIANGXI, "", False),
        (JIANGXI, None, False),
        (JIANGXI, "000000", False),
        ("", JIANGXI, True),
        ("", None, True),
        ("000000", HUNAN, True),
        ("360102", "360103", False),
        ("361000", "361002", True),
        ("361000", "360102", False),
    ],
)
def test_an_office_reaches_as_far_as_the_code_of_its_region_begins(office, region, covered):
    assert at(office).covers(region) is covered


def test_who_acts_in_no_office_reaches_nothing_and_a_machine_everything():
    assert not Actor(account_id=1).covers("")
    assert LOADER.covers(HUNAN)
    assert (reach(JIANGXI), reach(NANCHANG), reach("360102"), reach("")) == ("36", "3601", "360102", "")


def test_internal_organisations_are_seen_in_their_own_region_and_below(country, cast):
    def seen(actor):
        return set(Organisation.objects.visible_to(actor).filter(public=False).values_list("name", flat=True))

    assert seen(country.actor("jiangxi-registrar")) == {"jiangxi局", "nanchang局"}
    assert seen(country.actor("hunan-registrar")) == {"hunan局"}
    assert seen(cast.actor("registrar")) == {"jiangxi局", "nanchang局", "hunan局", "nation局", cast.hidden.name}
    everybody = Organisation.objects.visible_to(country.actor("jiangxi-registrar"))
    assert everybody.filter(pk=cast.other.pk).exists()  # what is public stays public


@pytest.mark.parametrize("office", ["registrar", "system-administrator", "security-administrator"])
def test_persons_and_appointments_of_another_province_are_not_seen(country, office):
    actor = country.actor(f"jiangxi-{office}")
    seen = set(Person.objects.visible_to(actor).values_list("name", flat=True))
    assert {"jiangxi专家", "nanchang专家", "jiangxi-auditor"} <= seen
    assert not [name for name in seen if not name.startswith(("jiangxi", "nanchang"))]
    places = set(Appointment.objects.visible_to(actor).values_list("organisation__name", flat=True))
    assert places == {"jiangxi局"}


def test_a_person_of_another_province_is_seen_where_they_hold_an_office(country):
    actor = country.actor("jiangxi-registrar")
    country.appoint(country.persons["hunan"], "member", country.places["jiangxi"])
    country.appoint(country.persons["hunan"], "member", country.places["hunan"])
    assert Person.objects.visible_to(actor).filter(pk=country.persons["hunan"].pk).exists()
    [seen] = Appointment.objects.visible_to(actor).filter(person=country.persons["hunan"])
    assert seen.organisation == country.places["jiangxi"]


def test_accounts_are_looked_after_where_their_persons_work(country, cast):
    names = set(Account.objects.visible_to(country.actor("jiangxi-system-administrator")).values_list("username"))
    assert names == {(f"jiangxi-{office}",) for office in KEEPERS}
    assert Account.objects.visible_to(cast.actor("system")).count() == Account.objects.count()


def test_an_account_that_reaches_further_is_not_its_provinces_to_open(country, cast):
    """Else whoever resets its password or factors in the province could act for the whole country."""
    account = country.accounts["jiangxi-auditor"]
    reset_factors(account=account, reason="x", identified="y", **country.told("jiangxi-security-administrator"))
    country.appoint(country.persons["jiangxi-auditor"], "auditor", cast.operator)
    with pytest.raises(Refused, match="不在别处"):
        reset_factors(account=account, reason="x", identified="y", **country.told("jiangxi-security-administrator"))
    with pytest.raises(Refused, match="不在别处"):
        change_password(account=account, password="x", **country.told("jiangxi-system-administrator"))
    assert account not in Account.objects.visible_to(country.actor("jiangxi-system-administrator"))


@pytest.mark.parametrize(("where", "may"), [("jiangxi", True), ("nanchang", True), ("hunan", False), ("nation", False)])
def test_a_registrar_changes_the_organisations_of_its_own_region_only(country, where, may):
    place, told = country.places[where], country.told("jiangxi-registrar")
    acts = [
        lambda: correct_organisation(organisation=place, changes={"name": "新名"}, reason="x", **told),
        lambda: set_parent(organisation=place, parent=country.places["nation"], kind="part", **told),
        lambda: merge_organisations(
            survivor=country.places["jiangxi"], merged=_twin(country, place), reason="x", **told
        ),
        lambda: withdraw_organisations(organisations=[_twin(country, place)], reason="x", **told),
        lambda: register_organisation(
            name="新机构", kind="other", region=place.region_id, **country.known_by("jiangxi-registrar")
        ),
    ]
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(Refused, match="本行政区划"):
                act()


def _twin(country: Country, place: Organisation) -> Organisation:
    return register_organisation(name="双", kind="other", region=place.region_id, public=False, **country.known)


@pytest.mark.parametrize("region", ["", HUNAN])
def test_a_registrar_cannot_give_its_organisation_another_reach(country, region):
    with pytest.raises(Refused):
        correct_organisation(
            organisation=country.places["jiangxi"],
            changes={"region": region},
            reason="x",
            **country.told("jiangxi-registrar"),
        )


def test_a_registrar_registers_moves_and_appoints_persons_of_its_own_region_only(country):
    known, told = country.known_by("jiangxi-registrar"), country.told("jiangxi-registrar")
    member, places, persons = Office.objects.get(slug="member"), country.places, country.persons
    mine = register_person(name="新人", employer=places["nanchang"], **known)
    made = appoint(person=mine, office=member, organisation=places["jiangxi"], start=DAY, **known)
    theirs = country.appoint(persons["hunan"], "member", places["hunan"])
    for act in (
        lambda: register_person(name="外省", employer=places["hunan"], **known),
        lambda: correct_person(person=mine, employer=places["hunan"], reason="x", **told),
        lambda: correct_person(person=persons["hunan"], employer=places["jiangxi"], reason="x", **told),
        lambda: appoint(person=mine, office=member, organisation=places["hunan"], start=DAY, **known),
        lambda: end_appointment(appointment=theirs, end=date(2027, 1, 1), **told),
    ):
        with pytest.raises(Refused, match="本行政区划"):
            act()
    end_appointment(appointment=made, end=date(2027, 1, 1), **told)


def test_administrators_of_a_province_give_no_office_outside_it(country):
    registrar, system = Office.objects.get(slug="registrar"), country.known_by("jiangxi-system-administrator")
    facts = {"person": country.persons["jiangxi"], "office": registrar, "start": DAY, "reason": "x"}
    for where in ("hunan", "nation"):
        with pytest.raises(Refused):
            propose_office(organisation=country.places[where], **facts, **system)
    proposal = propose_office(organisation=country.places["jiangxi"], **facts, **system)
    said = {
        "person_id": proposal.person_id,
        "proposed_role": proposal.proposed_role,
        "proposed_by": proposal.proposed_by_id,
        "region": proposal.organisation.region_id,
    }
    assert may_decide_office(country.actor("jiangxi-security-administrator"), **said)
    assert not may_decide_office(country.actor("hunan-security-administrator"), **said)


def test_an_import_says_by_row_what_lies_in_another_region_and_changes_none_of_it(country, moment):
    actor = country.actor("jiangxi-registrar")
    rows = [
        {"name": "甲所", "kind": "institute", "region": NANCHANG},
        {"name": "乙所", "kind": "institute", "region": HUNAN},
        {"name": "丙所", "kind": "institute"},
        {"name": "乙公司", "kind": "school"},
        {"name": "南昌局", "key": country.places["nanchang"].key, "renamed": True, "region": HUNAN},
    ]
    plans = OrganisationImporter().plan([Entry(n, row) for n, row in enumerate(rows, 2)], actor=actor)
    assert [plan.state for plan in plans] == [State.NEW, *[State.ERROR] * 4]
    assert all([fault.field for fault in plan.faults] == ["region"] for plan in plans[1:])


def test_the_auditor_of_a_province_reads_the_events_of_its_own_region(country, cast):
    actor, nation = country.actor("jiangxi-auditor"), cast.actor("auditor")
    private = Event.objects.visible_to(actor).filter(public=False)
    told = set(private.filter(subject_kind="person").values_list("subject_key", flat=True))
    assert told == set(person_keys(actor).values_list("key", flat=True))
    assert country.persons["nanchang"].key in told
    assert country.persons["hunan"].key not in told
    assert set(account_keys(actor).values_list("key", flat=True)) == {
        str(country.accounts[f"jiangxi-{office}"].pk) for office in KEEPERS
    }
    assert Event.objects.visible_to(nation).count() == Event.objects.count()


def test_the_operating_organisation_and_its_registrar_stay_of_the_whole_country(country, cast, moment):
    assert cast.actor("registrar").covers(HUNAN)
    with pytest.raises(BadInput, match="不再有面向全国的"):
        correct_organisation(
            organisation=cast.operator,
            changes={"region": "110000"},
            reason="驻地",
            actor=cast.actor("registrar"),
            now=moment,
        )


def test_the_last_administrator_of_the_whole_country_stays_though_a_province_has_one(country, cast):
    with pytest.raises(BadInput, match="最后一名"):
        end_appointment(appointment=cast.appointments["system"], end=date(2027, 1, 1), actor=LOADER, now=country.moment)


def test_the_pages_offer_and_do_what_lies_in_the_region_only(country, client):
    client.force_login(country.accounts["jiangxi-registrar"])
    hunan, mine = country.places["hunan"], country.places["jiangxi"]
    assert client.get(reverse("people:organisation", args=[hunan.key])).status_code == 404
    assert client.get(reverse("people:person", args=[country.persons["hunan"].key])).status_code == 404
    Organisation.objects.filter(pk=hunan.pk).update(public=True)
    page = client.get(reverse("people:organisation", args=[hunan.key])).content.decode()
    correct = reverse("people:correct-organisation", args=[hunan.key])
    assert correct not in page
    assert client.get(correct).status_code == 403
    assert client.get(reverse("people:correct-organisation", args=[mine.key])).status_code == 200
    form = client.get(reverse("people:register-organisation")).content.decode()
    assert "江西省" in form
    assert "湖南省" not in form
    facts = {"name": "外省人", "employer": hunan.key, "source": "x", "confidence": "A"}
    answer = client.post(reverse("people:register-person"), facts)
    assert answer.status_code == 422
    assert "本行政区划" in answer.content.decode()
    assert not Person.objects.filter(name="外省人").exists()
