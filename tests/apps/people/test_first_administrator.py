from datetime import date, timedelta

import pytest
from django.test import Client

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.create_administrators import create_administrators
from quanheng.apps.people.actors import actor_for, held_on
from quanheng.apps.people.models import Account, Appointment, Office, Organisation, Person
from quanheng.apps.people.separation import mixed_on
from tests.apps.people.conftest import LOADER

pytestmark = pytest.mark.django_db
FOUR = {"registrar", "system", "security", "auditor"}
ROLES = {"registrar", "system_administrator", "security_administrator", "auditor"}


def test_the_platform_gets_one_account_for_each_platform_office_with_a_random_temporary_password(moment):
    opened = {one.username: one.password for one in create_administrators(actor=LOADER, now=moment)}
    assert set(opened) == FOUR
    assert len(set(opened.values())) == 4
    for account in Account.objects.all():
        assert account.check_password(opened[account.username])
        assert account.password_temporary
        assert account.initial
    roles = [actor_for(account, moment.date()).roles for account in Account.objects.all()]
    assert sorted(roles, key=sorted) == sorted(({role} for role in ROLES), key=sorted)


@pytest.mark.parametrize("name", ["system", "security"])
def test_the_register_of_persons_reminds_administrators_to_hand_the_first_accounts_over(moment, name):
    create_administrators(actor=LOADER, now=moment)
    client = Client()
    client.force_login(Account.objects.get(username=name))
    assert "首次启动的账户尚未交接" in client.get("/people/").content.decode()


def test_a_second_run_changes_nothing(moment):
    create_administrators(actor=LOADER, now=moment)
    before = Event.objects.count()
    assert create_administrators(actor=LOADER, now=moment) == []
    assert Event.objects.count() == before
    assert Person.objects.count() == 4


def test_every_change_left_its_event(moment):
    create_administrators(actor=LOADER, now=moment)
    kinds = list(Event.objects.values_list("kind", flat=True))
    assert kinds.count("people.person_registered") == 4
    assert kinds.count("people.account_opened") == 4
    assert kinds.count("people.appointed") == 4


def test_an_auditor_who_left_is_not_replaced_by_the_machine_but_those_who_appoint_are(moment):
    create_administrators(actor=LOADER, now=moment)
    yesterday = moment.date() - timedelta(days=1)
    Appointment.objects.filter(office__in=["auditor", "security-administrator"]).update(
        start=yesterday, end=moment.date()
    )
    (opened,) = create_administrators(actor=LOADER, now=moment)
    assert (opened.username, opened.office) == ("security-2", "安全管理员")


def test_the_one_administrator_of_earlier_versions_keeps_one_office_and_others_take_the_rest(moment):
    create_administrators(actor=LOADER, now=moment)
    today, long_ago = moment.date(), date(2020, 1, 1)
    Appointment.objects.exclude(office="system-administrator").delete()
    Account.objects.exclude(username="system").delete()
    person, operator = Account.objects.get().person, Organisation.objects.get(name="平台运行单位")
    for slug in ("registrar", "auditor"):  # as the versions did that knew no separation
        known = {"source": "平台首次启动", "confidence": "A", "changed_at": moment, "start": long_ago}
        Appointment.objects.create(person=person, office=Office.objects.get(slug=slug), organisation=operator, **known)
    assert actor_for(person.account, today).roles == frozenset(), "two keys in one hand open nothing"
    opened = {one.office for one in create_administrators(actor=LOADER, now=moment)}
    assert opened == {"登记员", "安全管理员", "审计员"}
    assert mixed_on(today) == {}
    assert actor_for(person.account, today).roles == {"system_administrator"}
    assert Appointment.objects.filter(held_on(today)).count() == 4
