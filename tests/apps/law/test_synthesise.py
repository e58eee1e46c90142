"""The marked synthetic register."""

import statistics

import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.law.actions.synthesise import synthesise
from quanheng.apps.law.models import Article, Edition, EditionSpan
from quanheng.kernel.actor import ANONYMOUS, Refused
from quanheng.kernel.synthetic import database_is_synthetic
from tests.apps.law.conftest import LOADER, NOW

pytestmark = pytest.mark.django_db


def make(clauses=250, seed=1, actor=LOADER):
    return synthesise(clauses=clauses, seed=seed, actor=actor, now=NOW)


def test_everything_synthetic_is_marked():
    assert make() == 3
    assert Article.objects.count() == 250
    assert not Edition.objects.filter(synthetic=False).exists()
    assert all(title.startswith("〔合成〕") for title in Edition.objects.values_list("title", flat=True))
    assert EditionSpan.objects.exists()
    assert database_is_synthetic()


def test_one_event_tells_of_it():
    make()
    event = Event.objects.get()
    assert (event.kind, event.payload) == ("law.synthesised", {"instruments": 3, "clauses": 250, "seed": 1})


def test_the_same_seed_gives_the_same_text_at_addresses_that_go_on():
    make(seed=7)
    make(seed=7)
    texts = list(Article.objects.order_by("pk").values_list("paragraphs", flat=True))
    assert texts[:250] == texts[250:]
    assert texts[0] != texts[1]
    assert set(Edition.objects.values_list("slug", flat=True)) == {f"synthetic-7-{place}" for place in range(6)}


def test_a_seed_that_begins_like_another_does_not_meet_it():
    make(seed=10)
    make(seed=1)
    assert Edition.objects.filter(slug="synthetic-1-0").exists()


def test_articles_are_as_long_as_real_ones():
    make(clauses=2000)
    lengths = [sum(map(len, paragraphs)) for paragraphs in Article.objects.values_list("paragraphs", flat=True)]
    assert 130 < statistics.mean(lengths) < 162


def test_a_synthetic_page_says_so(client):
    make()
    for address in ("/law/synthetic-1-0/", "/law/synthetic-1-0/5/"):
        assert "合成数据" in client.get(address).content.decode()


def test_a_reader_may_not():
    with pytest.raises(Refused):
        make(actor=ANONYMOUS)
