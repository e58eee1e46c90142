"""Platform offices: three administrators who exclude each other, appointed by two of them together."""

from datetime import date, timedelta

import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.decide_office import decide_office
from quanheng.apps.people.actions.end_appointment import end_appointment
from quanheng.apps.people.actions.propose_office import propose_office
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import Appointment, Office, OfficeProposal
from quanheng.apps.people.separation import mixed_on
from quanheng.kernel.actor import Refused
from quanheng.kernel.errors import BadInput
from tests.apps.people.conftest import DAY, LOADER, ROLES

KNOWN = {"source": "任命书", "confidence": "A", "start": DAY}
PLATFORM = ("registrar", "system-administrator", "security-administrator", "auditor")
ADMINISTRATORS = PLATFORM[1:]


def office(slug: str) -> Office:
    return Office.objects.get(slug=slug)


def propose(cast, moment, who="system", person="outsider", slug="auditor", **more):
    return propose_office(
        person=cast.person(person),
        office=office(slug),
        organisation=cast.operator,
        reason="增设一名",
        actor=cast.actor(who),
        now=moment,
        **{**KNOWN, **more},
    )


class TestFourEyes:
    @pytest.mark.parametrize(("proposer", "decider"), [("system", "security"), ("security", "system")])
    @pytest.mark.parametrize("slug", PLATFORM)
    def test_a_platform_office_is_given_by_two_administrators_of_different_roles(
        self, cast, moment, proposer, decider, slug
    ):
        proposal = propose(cast, moment, proposer, slug=slug)
        assert actor_for(cast.accounts["outsider"], DAY).roles == frozenset(), "a proposal gives nothing"
        decide_office(proposal=proposal, accept=True, actor=cast.actor(decider), now=moment)
        assert cast.actor("outsider", slug).roles == frozenset(office(slug).grants)
        kinds = Event.objects.order_by("id").values_list("kind", "subject_kind", "public")
        assert list(kinds)[-2:] == [
            ("people.office_proposed", "office-proposal", False),
            ("people.office_decided", "person", False),
        ]

    def test_what_was_proposed_and_refused_is_read_by_the_administrators_alone(self, cast, moment):
        proposal = propose(cast, moment, person="secretary")
        decide_office(proposal=proposal, accept=False, reason="无需增设", actor=cast.actor("security"), now=moment)
        told = Event.objects.filter(kind__startswith="people.office_")
        assert told.count() == 2
        readers = {who for who in ROLES if told.visible_to(cast.actor(who)).count() == 2}
        assert readers == {"system", "security", "auditor"}
        assert not told.visible_to(cast.actor("registrar")).exists()

    @pytest.mark.parametrize("who", ["registrar", "auditor", "secretary", "outsider", "lapsed", "anonymous"])
    def test_nobody_else_proposes(self, cast, moment, who):
        with pytest.raises(Refused):
            propose(cast, moment, who, person="secretary")

    @pytest.mark.parametrize("who", ["registrar", "auditor", "secretary", "outsider", "lapsed", "anonymous", "system"])
    def test_nobody_else_decides_not_even_the_proposer(self, cast, moment, who):
        proposal = propose(cast, moment, "system")
        with pytest.raises(Refused):
            decide_office(proposal=proposal, accept=True, actor=cast.actor(who), now=moment)
        assert OfficeProposal.objects.get().decided_at is None

    def test_a_colleague_of_the_same_role_does_not_decide(self, cast, moment):
        appoint(
            person=cast.person("outsider"),
            office=office("system-administrator"),
            organisation=cast.operator,
            actor=LOADER,
            now=moment,
            **KNOWN,
        )
        proposal = propose(cast, moment, "system", person="secretary")
        with pytest.raises(Refused, match="另一种管理员"):
            decide_office(proposal=proposal, accept=True, actor=cast.actor("outsider"), now=moment)

    def test_nobody_proposes_or_decides_their_own_office(self, cast, moment):
        with pytest.raises(Refused, match="自己"):
            propose(cast, moment, "system", person="system")
        end = cast.appointments["security"]
        proposal = propose(
            cast, moment, "system", person="security", slug="security-administrator", appointment=end, start=None
        )
        with pytest.raises(Refused, match="自己"):
            decide_office(proposal=proposal, accept=False, reason="不", actor=cast.actor("security"), now=moment)

    def test_a_refusal_has_a_reason_and_changes_nothing(self, cast, moment):
        proposal = propose(cast, moment)
        with pytest.raises(BadInput, match="理由"):
            decide_office(proposal=proposal, accept=False, actor=cast.actor("security"), now=moment)
        decide_office(proposal=proposal, accept=False, reason="无需增设", actor=cast.actor("security"), now=moment)
        assert not Appointment.objects.filter(person=cast.person("outsider"), office="auditor").exists()
        with pytest.raises(BadInput, match="已有决定"):
            decide_office(proposal=proposal, accept=True, actor=cast.actor("security"), now=moment)

    def test_the_same_is_not_proposed_twice_while_it_is_open(self, cast, moment):
        propose(cast, moment)
        with pytest.raises(BadInput, match="等待决定"):
            propose(cast, moment, "security")

    def test_an_end_is_proposed_and_decided_the_same_way(self, cast, moment):
        decide_office(
            proposal=propose(cast, moment, person="outsider"), accept=True, actor=cast.actor("security"), now=moment
        )
        one = cast.appointments["auditor"]
        proposal = propose(cast, moment, "security", person="auditor", appointment=one, start=None, end=DAY)
        decide_office(proposal=proposal, accept=True, actor=cast.actor("system"), now=moment)
        assert Appointment.objects.get(pk=one.pk).end == DAY
        assert actor_for(cast.accounts["auditor"], DAY).roles == frozenset()

    @pytest.mark.parametrize("who", ["registrar", "system", "security", "auditor"])
    def test_nobody_appoints_to_or_ends_a_platform_office_alone(self, cast, moment, who):
        about = {"person": cast.person("outsider"), "office": office("registrar"), "organisation": cast.operator}
        with pytest.raises(Refused, match="共同任免"):
            appoint(**about, **KNOWN, actor=cast.actor(who), now=moment)
        with pytest.raises(Refused):
            end_appointment(appointment=cast.appointments["auditor"], end=DAY, actor=cast.actor(who), now=moment)


class TestSeparation:
    @pytest.mark.parametrize("first", PLATFORM)
    @pytest.mark.parametrize("second", PLATFORM)
    def test_an_administrator_holds_no_other_platform_office_on_the_same_day(self, cast, moment, first, second):
        about = {"person": cast.person("outsider"), "organisation": cast.operator, "actor": LOADER, "now": moment}
        appoint(office=office(first), **about, **{**KNOWN, "end": DAY + timedelta(days=30)})
        if first == second:
            return
        with pytest.raises(BadInput, match="三员分立") as error:
            appoint(office=office(second), **about, **{**KNOWN, "start": DAY + timedelta(days=29)})
        assert [fault.where for fault in error.value.faults] == ["office"]
        assert appoint(office=office(second), **about, **{**KNOWN, "start": DAY + timedelta(days=30)}), "the day after"

    def test_the_rule_holds_for_proposals_too_and_when_they_are_decided(self, cast, moment):
        with pytest.raises(BadInput, match="三员分立"):
            propose(cast, moment, person="registrar", slug="auditor")
        open_proposal = propose(cast, moment, slug="auditor")
        appoint(
            person=cast.person("outsider"),
            office=office("registrar"),
            organisation=cast.operator,
            actor=LOADER,
            now=moment,
            **KNOWN,
        )
        with pytest.raises(BadInput, match="三员分立"):
            decide_office(proposal=open_proposal, accept=True, actor=cast.actor("security"), now=moment)
        assert OfficeProposal.objects.get().decided_at is None

    def test_an_administrator_may_still_be_a_member_of_a_committee(self, cast, moment):
        about = {"person": cast.person("system"), "organisation": cast.committee_a, "actor": LOADER, "now": moment}
        appoint(office=office("member"), **about, **KNOWN)
        assert cast.actor("system", "system-administrator").roles == {"system_administrator"}

    @pytest.mark.parametrize("slug", ADMINISTRATORS)
    def test_two_keys_in_one_hand_open_nothing_however_they_came_there(self, cast, moment, slug):
        person = cast.person("registrar")
        Appointment.objects.create(
            person=person,
            office=office(slug),
            organisation=cast.operator,
            start=date(2020, 1, 1),
            source="绕过平台写入",
            confidence="R",
            changed_at=moment,
        )
        assert cast.actor("registrar").roles == frozenset()
        assert list(mixed_on(DAY)) == [person.pk]


def test_an_auditor_reads_the_proposals_and_decides_none(signed_in, cast, moment):
    proposal = propose(cast, moment)
    client = signed_in("auditor")
    assert client.get("/people/proposals/").status_code == 200
    page = client.get(f"/people/proposals/{proposal.pk}/")
    assert page.status_code == 200
    assert 'name="accept"' not in page.content.decode()
    assert client.post(f"/people/proposals/{proposal.pk}/", {"accept": "yes"}).status_code == 403


@pytest.mark.parametrize("who", ["registrar", "secretary", "outsider", "lapsed", "anonymous"])
def test_proposals_are_shown_to_administrators_only(signed_in, cast, moment, who):
    proposal = propose(cast, moment)
    for address in ("/people/proposals/", f"/people/proposals/{proposal.pk}/"):
        assert signed_in(who).get(address).status_code == 403


def test_from_the_page_of_a_person_to_the_office_by_two_administrators(cast):
    from django.test import Client

    system, security = Client(), Client()
    system.force_login(cast.accounts["system"])
    security.force_login(cast.accounts["security"])
    key = cast.person("outsider").key
    fields = {
        "office": "auditor",
        "organisation": cast.operator.key,
        "start": "2020-01-01",
        "source": "任命书",
        "confidence": "A",
        "reason": "增设",
    }
    assert "登记员" in security.get(f"/people/{key}/appoint/").content.decode()
    assert security.post(f"/people/{key}/appoint/", fields).status_code == 302
    proposal = OfficeProposal.objects.get()
    assert 'name="accept"' not in security.get(f"/people/proposals/{proposal.pk}/").content.decode()
    refused = system.post(f"/people/proposals/{proposal.pk}/", {"accept": "no"})
    assert refused.status_code == 422
    assert "理由" in refused.content.decode()
    assert system.post(f"/people/proposals/{proposal.pk}/", {"accept": "yes"}).status_code == 302
    assert cast.actor("outsider", "auditor").roles == {"auditor"}
    assert "已同意" in system.get("/people/proposals/").content.decode()
