import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.people.actions.create_administrator import create_administrator
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.models import Account, Person
from quanheng.apps.people.queries.persons import all_roles_in_one_hand
from tests.apps.people.conftest import LOADER

pytestmark = pytest.mark.django_db


def test_the_platform_gets_one_administrator_with_three_roles_and_a_random_password(moment):
    name, password = create_administrator(actor=LOADER, now=moment)
    account = Account.objects.get(username=name)
    assert account.check_password(password)
    assert len(password) == 23
    assert all_roles_in_one_hand(actor_for(account, moment.date()))


def test_the_register_of_persons_reminds_to_part_the_three_roles(client, moment):
    name, _ = create_administrator(actor=LOADER, now=moment)
    client.force_login(Account.objects.get(username=name))
    assert "请尽快分设三员" in client.get("/people/").content.decode()


def test_a_second_run_changes_nothing(moment):
    create_administrator(actor=LOADER, now=moment)
    before = Event.objects.count()
    assert create_administrator(actor=LOADER, now=moment) is None
    assert Event.objects.count() == before
    assert Person.objects.count() == 1


def test_every_change_left_its_event(moment):
    create_administrator(actor=LOADER, now=moment)
    kinds = list(Event.objects.values_list("kind", flat=True))
    assert kinds.count("people.person_registered") == 1
    assert kinds.count("people.account_opened") == 1
    assert kinds.count("people.appointed") == 3
