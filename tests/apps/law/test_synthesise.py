"""The marked synthetic register."""

import statistics

import pytest
from django.db import IntegrityError

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


def test_the_same_seed_gives_the_same_text_and_is_not_added_twice():
    make(seed=7)
    first = list(Article.objects.order_by("pk").values_list("paragraphs", flat=True)[:20])
    with pytest.raises(IntegrityError):
        make(seed=7)
    assert first[0] != first[1]


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
