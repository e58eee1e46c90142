"""Who may see which rows: the fixed cast against every model of people."""

import pytest
from django.urls import reverse

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.record_sign_in import record_sign_in
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import (
    Appointment,
    FormerName,
    Office,
    Organisation,
    OrganisationParent,
    Person,
    Region,
)

EVERYBODY = {"registrar", "system", "security", "auditor", "secretary", "outsider", "lapsed"}
SEEN_PERSONS = {
    "registrar": EVERYBODY,
    "system": EVERYBODY,
    "security": EVERYBODY,
    "auditor": {"auditor", "registrar", "system", "security", "lapsed"},
    "secretary": {"secretary"},
    "outsider": {"outsider"},
    "lapsed": {"lapsed"},
    "anonymous": set(),
}
INTERNAL = {
    "registrar": True,
    "system": False,
    "security": False,
    "auditor": False,
    "secretary": False,
    "outsider": False,
    "lapsed": False,
    "anonymous": False,
}


@pytest.mark.parametrize("who", SEEN_PERSONS)
def test_persons_are_seen_by_themselves_colleagues_and_keepers_only(cast, who):
    seen = Person.objects.visible_to(cast.actor(who))
    assert sorted(person.name for person in seen) == sorted(f"{name}某" for name in SEEN_PERSONS[who])


@pytest.mark.parametrize("who", SEEN_PERSONS)
def test_appointments_are_seen_as_persons_are(cast, who):
    seen = Appointment.objects.visible_to(cast.actor(who)).values_list("person__name", flat=True)
    assert sorted(seen) == sorted(f"{name}某" for name in SEEN_PERSONS[who])


@pytest.mark.parametrize("who", INTERNAL)
def test_an_internal_organisation_is_seen_by_the_registrar_only(cast, who):
    assert Organisation.objects.visible_to(cast.actor(who)).filter(pk=cast.hidden.pk).exists() == INTERNAL[who]
    assert Organisation.objects.visible_to(cast.actor(who)).filter(pk=cast.other.pk).exists()


@pytest.mark.parametrize("who", INTERNAL)
def test_names_and_relations_of_an_internal_organisation_are_as_hidden_as_it_is(cast, who):
    FormerName.objects.create(organisation=cast.hidden, name="旧称", name_key="旧称")
    OrganisationParent.objects.create(organisation=cast.hidden, parent=cast.operator, kind="part")
    OrganisationParent.objects.create(organisation=cast.committee_a, parent=cast.hidden, kind="part")
    actor = cast.actor(who)
    assert FormerName.objects.visible_to(actor).exists() == INTERNAL[who]
    assert OrganisationParent.objects.visible_to(actor).filter(organisation=cast.hidden).exists() == INTERNAL[who]
    assert OrganisationParent.objects.visible_to(actor).filter(parent=cast.hidden).exists() == INTERNAL[who]


@pytest.mark.parametrize("who", INTERNAL)
def test_vocabularies_are_seen_by_everybody(cast, who):
    assert Office.objects.visible_to(cast.actor(who)).count() == Office.objects.count()
    assert Region.objects.visible_to(cast.actor(who)).count() == 34


@pytest.mark.parametrize("who", SEEN_PERSONS)
def test_events_about_persons_are_read_with_the_person_and_all_of_them_by_the_auditor(cast, who):
    private = Event.objects.visible_to(cast.actor(who)).filter(public=False, subject_kind="person")
    told = set(private.values_list("subject_key", flat=True))
    every = {person.key for person in Person.objects.all()}
    seen = set(Person.objects.visible_to(cast.actor(who)).values_list("key", flat=True))
    assert told == (every if who == "auditor" else seen)


@pytest.mark.parametrize("who", SEEN_PERSONS)
def test_events_about_an_account_are_read_by_its_owner_and_the_auditor(cast, moment, who):
    for account in cast.accounts.values():
        record_sign_in(
            address="192.0.2.1", methods=["password"], buckets=[], actor=actor_for(account, moment.date()), now=moment
        )
    actor = cast.actor(who)
    told = set(Event.objects.visible_to(actor).filter(subject_kind="account").values_list("subject_key", flat=True))
    every = {str(account.pk) for account in cast.accounts.values()}
    assert told == (every if who == "auditor" else {str(actor.account_id)} - {"None"})


def test_one_who_no_longer_holds_office_has_no_power_though_nobody_touched_the_account(cast):
    actor = cast.actor("lapsed")
    assert not actor.is_anonymous
    assert actor.roles == frozenset()


PRIVATE_PAGES = {"people:persons", "people:office-holders", "people:register-person", "people:register-organisation"}


@pytest.mark.parametrize("name", sorted(PRIVATE_PAGES))
@pytest.mark.parametrize("who", ["anonymous", "outsider", "secretary", "lapsed", "auditor"])
def test_the_pages_of_the_register_refuse_those_who_do_not_keep_it(signed_in, cast, who, name):
    assert signed_in(who).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", ["people:persons", "people:office-holders"])
@pytest.mark.parametrize("who", ["registrar", "system", "security"])
def test_those_who_keep_the_register_may_open_it(signed_in, cast, who, name):
    page = signed_in(who).get(reverse(name))
    assert page.status_code == 200
    assert "outsider某" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"] or "private" in page.headers["Cache-Control"]


@pytest.mark.parametrize("who", ["anonymous", "outsider", "lapsed"])
def test_the_page_of_a_person_does_not_exist_for_those_who_may_not_see_them(signed_in, cast, who):
    assert signed_in(who).get(reverse("people:person", args=[cast.person("secretary").key])).status_code == 404


PUBLIC_ADDRESSES = [
    "/organisations/",
    "/organisations/?q=某",
    "/organisations/?export=csv",
    "/organisations/?export=json",
    "/changes/",
    "/changes/?export=json",
    "/feeds/changes.atom",
    "/api/v1/organisations",
    "/api/v1/organisations?q=某",
    "/api/v1/changes?size=200",
]


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
@pytest.mark.parametrize("who", ["anonymous", "outsider"])
def test_no_public_address_names_a_person_or_an_internal_organisation(signed_in, cast, who, address):
    answer = signed_in(who).get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    text = body.decode("utf-8-sig")
    assert not [name for name in SEEN_PERSONS if name != who and f"{name}某" in text]
    assert cast.hidden.name not in text


def test_the_page_of_an_organisation_names_its_people_to_colleagues_only(signed_in, cast):
    address = reverse("people:organisation", args=[cast.committee_a.key])
    assert "secretary某" in signed_in("secretary").get(address).content.decode()


@pytest.mark.parametrize("who", ["anonymous", "outsider", "lapsed", "auditor"])
def test_the_page_of_an_organisation_hides_its_people_from_others(signed_in, cast, who):
    address = reverse("people:organisation", args=[cast.committee_a.key])
    assert "secretary某" not in signed_in(who).get(address).content.decode()


def test_the_search_index_holds_public_organisations_and_nothing_else(cast):
    from quanheng.apps.people.index import SOURCE

    found = list(SOURCE.documents(None))
    assert len(found) == SOURCE.count()
    titles = {document.title for document in found}
    assert cast.other.name in titles
    assert cast.hidden.name not in titles
    assert cast.committee_a.name not in titles
    assert list(SOURCE.documents([cast.hidden.key])) == []
    assert not [d for d in found if "某" in d.title + d.body + d.note]
