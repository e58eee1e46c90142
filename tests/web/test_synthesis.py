import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from quanheng.apps.law.models import Article
from quanheng.apps.people.models import Organisation, Person
from quanheng.apps.specifications.models import Edition
from quanheng.kernel.synthetic import database_is_synthetic
from quanheng.web import synthesis
from quanheng.web.synthesis import Wanted, permit

pytestmark = pytest.mark.django_db
SMALL = Wanted(organisations=7, persons=5, specifications=30, clauses=9, seed=3)


def test_it_wants_to_hear_that_the_database_is_meant_for_it():
    with pytest.raises(CommandError, match="--yes"):
        call_command("synth", specifications=1)
    assert not database_is_synthetic()
    assert Edition.objects.count() == 0


def test_where_somebody_signed_in_it_makes_nothing_even_when_told_to(moment):
    Session.objects.create(session_key="somebody", session_data="", expire_date=moment)
    with pytest.raises(CommandError, match="登录过"):
        call_command("synth", specifications=1, yes=True)
    assert not database_is_synthetic()


def test_it_makes_what_was_asked_for_all_of_it_marked(moment):
    said = []
    synthesis.synthesise(SMALL, now=moment, progress=said.append)
    assert database_is_synthetic()
    assert Organisation.objects.filter(synthetic=True).count() == 7
    assert Person.objects.filter(synthetic=True).count() == 5
    assert Edition.objects.filter(synthetic=True).count() == Edition.objects.count() == 30
    assert Article.objects.count() == 9
    assert len(said) == 4
    permit(agreed=False)  # marked once, more may follow


def test_a_second_run_adds_as_much_again(moment):
    for _again in range(2):
        synthesis.synthesise(SMALL, now=moment, progress=lambda _said: None)
    assert Organisation.objects.count() == 14
    assert Person.objects.filter(synthetic=True).count() == 10
    assert Edition.objects.count() == 60
    assert Article.objects.count() == 18


def test_chunks_cover_what_was_asked_for_without_overlap():
    chunks = list(synthesis._chunks(12_001, 5_000))
    assert chunks == [(0, 5_000), (1, 5_000), (2, 2_001)]
