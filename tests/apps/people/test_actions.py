from datetime import date

import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.actions.end_appointment import end_appointment
from quanheng.apps.people.actions.ensure_organisation import ensure_organisation
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.actions.set_parent import set_parent
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import Account, Appointment, Office, Organisation
from quanheng.apps.people.queries.persons import office_holders
from quanheng.kernel.actor import Refused
from quanheng.kernel.errors import BadInput
from quanheng.kernel.models import SearchOutbox
from tests.apps.people.conftest import DAY, LOADER, PASSWORD

KNOWN = {"kind": "institute", "source": "测试", "confidence": "B", "actor": LOADER}


def where(error) -> list[str]:
    return [fault.where for fault in error.value.faults]


def test_strangers_may_not_register(cast, moment):
    with pytest.raises(Refused):
        ensure_organisation(name="x", now=moment, **{**KNOWN, "actor": cast.actor("outsider")})


def test_registering_touches_the_search_index_and_leaves_one_event(cast, moment):
    events, touched = Event.objects.count(), SearchOutbox.objects.count()
    made = register_organisation(name="丙", credit_code="91350100-m000100y43", now=moment, **KNOWN)
    assert made.credit_code == "91350100M000100Y43"
    assert Event.objects.count() == events + 1
    assert list(SearchOutbox.objects.order_by("id").values_list("kind", "key"))[touched:] == [
        ("organisation", made.key)
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [("9135", "18 位"), ("91350100M000100Y4O", "除 I、O、S、V、Z"), ("91350100M000100Y44", "校验码")],
)
def test_a_wrong_credit_code_is_refused_with_the_reason(cast, moment, code, said):
    with pytest.raises(BadInput) as error:
        register_organisation(name="丙", credit_code=code, now=moment, **KNOWN)
    assert where(error) == ["credit_code"]
    assert said in str(error.value)


def test_a_credit_code_belongs_to_one_organisation(cast, moment):
    register_organisation(name="丙", credit_code="91350100M000100Y43", now=moment, **KNOWN)
    before = Event.objects.count()
    with pytest.raises(BadInput, match="已登记在另一机构名下"):
        register_organisation(name="丁", credit_code="91350100M000100Y43", now=moment, **KNOWN)
    assert Event.objects.count() == before
    assert not Organisation.objects.filter(name="丁").exists()


def test_a_correction_says_what_it_was_and_why(cast, moment):
    correct_organisation(
        organisation=cast.other, changes={"region": "110000"}, reason="营业执照", actor=LOADER, now=moment
    )
    event = Event.objects.latest("id")
    assert event.payload["fields"] == ["region"]
    assert event.payload["was"] == [""]
    assert event.payload["now"] == ["北京市"]


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"name": "乙公司"}, "无", ""),
        ({"name": "新"}, " ", "reason"),
        ({"key": "O1"}, "x", "key"),
        ({"kind": "?"}, "x", "kind"),
    ],
)
def test_a_correction_that_will_not_do_changes_nothing(cast, moment, changes, reason, field):
    before = Event.objects.count()
    with pytest.raises(BadInput) as error:
        correct_organisation(organisation=cast.other, changes=changes, reason=reason, actor=LOADER, now=moment)
    assert where(error) == [field]
    assert Event.objects.count() == before
    assert Organisation.objects.get(pk=cast.other.pk).name == "乙公司"


def test_a_parent_is_recorded_once_and_ended_once(cast, moment):
    ends = {"organisation": cast.other, "parent": cast.operator, "kind": "part", "actor": LOADER, "now": moment}
    set_parent(start=date(2020, 1, 1), **ends)
    with pytest.raises(BadInput, match="已登记"):
        set_parent(**ends)
    ended = set_parent(end=date(2024, 1, 1), **ends)
    assert (ended.start, ended.end) == (date(2020, 1, 1), date(2024, 1, 1))


def test_relations_never_form_a_circle(cast, moment):
    told = {"kind": "part", "actor": LOADER, "now": moment}
    set_parent(organisation=cast.other, parent=cast.operator, **told)
    set_parent(organisation=cast.committee_a, parent=cast.other, **told)
    with pytest.raises(BadInput, match="成环"):
        set_parent(organisation=cast.operator, parent=cast.committee_a, **told)
    with pytest.raises(BadInput, match="成环"):
        set_parent(organisation=cast.operator, parent=cast.operator, **told)


class TestAppointing:
    def appoint(self, cast, moment, actor, name="outsider", office="member", **more):
        return appoint(
            person=cast.person(name),
            office=Office.objects.get(slug=office),
            organisation=cast.committee_a,
            source="测试",
            confidence="A",
            actor=actor,
            now=moment,
            **{"start": date(2026, 1, 1), **more},
        )

    def test_the_start_counts_and_the_end_does_not(self, cast, moment):
        self.appoint(cast, moment, LOADER, end=date(2026, 6, 1))
        for day, held in (
            (date(2025, 12, 31), False),
            (date(2026, 1, 1), True),
            (date(2026, 5, 31), True),
            (date(2026, 6, 1), False),
        ):
            places = {one.organisation_id for one in actor_for(cast.accounts["outsider"], day).held}
            assert (cast.committee_a.pk in places) == held
            names = [a.person.name for a in office_holders(LOADER, cast.committee_a, day)]
            assert ("outsider某" in names) == held

    @pytest.mark.parametrize(
        ("start", "end", "overlaps"),
        [
            (date(2025, 1, 1), date(2026, 1, 1), False),
            (date(2025, 1, 1), date(2026, 1, 2), True),
            (date(2026, 5, 31), None, True),
            (date(2026, 6, 1), None, False),
            (date(2025, 1, 1), None, True),
        ],
    )
    def test_the_same_office_is_not_held_twice_on_one_day(self, cast, moment, start, end, overlaps):
        self.appoint(cast, moment, LOADER, end=date(2026, 6, 1))
        if not overlaps:
            assert self.appoint(cast, moment, LOADER, start=start, end=end)
            return
        with pytest.raises(BadInput, match="重叠"):
            self.appoint(cast, moment, LOADER, start=start, end=end)

    def test_nobody_appoints_themselves(self, cast, moment):
        with pytest.raises(Refused, match="自己"):
            self.appoint(cast, moment, cast.actor("registrar"), name="registrar")

    @pytest.mark.parametrize(
        ("who", "office", "allowed"),
        [
            ("registrar", "member", True),
            ("registrar", "auditor", False),
            ("system", "auditor", False),
            ("security", "auditor", False),
            ("system", "member", False),
            ("security", "member", False),
            ("auditor", "member", False),
            ("secretary", "member", False),
            ("lapsed", "member", False),
            ("anonymous", "member", False),
        ],
    )
    def test_offices_are_given_by_the_registrar_and_platform_offices_by_nobody_alone(
        self, cast, moment, who, office, allowed
    ):
        if allowed:
            assert self.appoint(cast, moment, cast.actor(who), office=office)
            return
        with pytest.raises(Refused):
            self.appoint(cast, moment, cast.actor(who), office=office)

    def test_an_end_is_set_once_and_after_the_start(self, cast, moment):
        one = self.appoint(cast, moment, LOADER)
        with pytest.raises(BadInput, match="止日必须晚于起日"):
            end_appointment(appointment=Appointment.objects.get(pk=one.pk), end=one.start, actor=LOADER, now=moment)
        end_appointment(appointment=one, end=date(2026, 12, 1), actor=LOADER, now=moment)
        with pytest.raises(BadInput, match="已终止"):
            end_appointment(appointment=one, end=date(2027, 1, 1), actor=LOADER, now=moment)

    @pytest.mark.parametrize(
        ("who", "office"),
        [("system", "system-administrator"), ("security", "security-administrator"), ("auditor", "auditor")],
    )
    def test_the_last_administrator_of_each_role_stays(self, cast, moment, who, office):
        last = cast.appointments[who]
        with pytest.raises(BadInput, match="最后一名"):
            end_appointment(appointment=last, end=DAY, actor=LOADER, now=moment)
        self.appoint(cast, moment, LOADER, office=office)
        assert end_appointment(appointment=last, end=DAY, actor=LOADER, now=moment).end == DAY


def test_only_the_system_administrator_opens_accounts(cast, moment):
    person = register_person(name="新人", source="测试", confidence="A", actor=cast.actor("registrar"), now=moment)
    for who in ("registrar", "security", "auditor", "secretary", "outsider", "lapsed", "anonymous"):
        with pytest.raises(Refused):
            open_account(person=person, username="newcomer", actor=cast.actor(who), now=moment)
    account, password = open_account(person=person, username=" NewComer ", actor=cast.actor("system"), now=moment)
    assert account.username == "newcomer"
    assert account.check_password(password)
    assert password not in str(list(Event.objects.values_list("payload", flat=True)))


@pytest.mark.parametrize("username", ["", "ab", "1abc", "有名", "a b c", "a" * 61, "registrar", "Registrar"])
def test_a_sign_in_name_that_will_not_do_is_refused(cast, moment, username):
    person = register_person(name="新人", source="测试", confidence="A", actor=LOADER, now=moment)
    with pytest.raises(BadInput) as error:
        open_account(person=person, username=username, actor=LOADER, now=moment)
    assert set(where(error)) <= {"username", ""}
    assert Account.objects.filter(person=person).count() == 0


def test_a_person_has_one_account(cast, moment):
    with pytest.raises(BadInput, match="已有账户"):
        open_account(person=cast.person("outsider"), username="second", actor=LOADER, now=moment)


def test_passwords_are_changed_by_their_owner_and_the_system_administrator(cast, moment):
    account = cast.accounts["outsider"]
    for who in ("registrar", "security", "auditor", "secretary", "anonymous"):
        with pytest.raises(Refused):
            change_password(account=account, password="another long password", actor=cast.actor(who), now=moment)
    for who in ("outsider", "system"):
        change_password(account=account, password=f"another long password {who}", actor=cast.actor(who), now=moment)
    assert not account.check_password(PASSWORD)
