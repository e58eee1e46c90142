"""A synthetic register is marked, repeatable, consistent, and made by machines only."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps

from quanheng.apps.specifications.actions.refresh_spans import unequal_spans
from quanheng.apps.specifications.actions.synthesise import synthesise
from quanheng.apps.specifications.models import Edition, Replacement, Work
from quanheng.apps.specifications.public import edition_detail, editions_on, resolve
from quanheng.apps.specifications.rules.numbers import parse
from quanheng.apps.specifications.rules.synthetic import MARK, plan
from quanheng.kernel.actor import ANONYMOUS, Actor, Refused, system_actor
from quanheng.kernel.errors import BadInput
from quanheng.kernel.models import SearchOutbox
from quanheng.kernel.synthetic import database_is_synthetic

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MACHINE = system_actor("synthesis")


def events():
    return apps.get_model("evidence", "Event").objects


def test_the_same_seed_gives_the_same_plan_and_the_wanted_number():
    assert list(plan(500, 7)) == list(plan(500, 7))
    assert list(plan(500, 7)) != list(plan(500, 8))
    assert sum(len(work.editions) for work in plan(501, 7)) == 501


def test_kinds_are_spread_as_in_the_real_register():
    works = list(plan(4000, 1))
    share = {kind: sum(work.kind == kind for work in works) / len(works) for kind in ("verification", "calibration")}
    assert 0.36 < share["verification"] < 0.45
    assert 0.36 < share["calibration"] < 0.45


@pytest.mark.usefixtures("registers")
def test_every_synthetic_record_is_marked_and_cannot_be_taken_for_a_real_one():
    real = set(Edition.objects.values_list("pk", flat=True))
    before, outbox = events().count(), SearchOutbox.objects.count()
    assert synthesise(count=300, seed=3, actor=MACHINE, now=NOW) == 300
    made = Edition.objects.exclude(pk__in=real).select_related("work")
    assert made.count() == 300
    for edition in made:
        assert edition.synthetic
        assert edition.work.synthetic
        assert edition.title.startswith(MARK)
        assert edition.confidence == "R"
        assert edition.work.issuer_id == "合成"
        assert edition.work.level == "department"
        assert parse(edition.number).canonical == edition.number
        assert len(parse(edition.number).serial) > 4
    assert events().count() == before + 1
    assert events().latest("id").kind == "specifications.synthetic_register_made"
    assert SearchOutbox.objects.count() == outbox
    assert database_is_synthetic()


@pytest.mark.usefixtures("registers")
def test_a_synthetic_register_is_consistent():
    synthesise(count=300, seed=3, actor=MACHINE, now=NOW)
    assert unequal_spans(date(2026, 11, 22)) == []
    assert (
        Replacement.objects.filter(successor__synthetic=True).count()
        == 300 - Work.objects.filter(synthetic=True).count()
    )
    for day in (date(1990, 1, 1), date(2026, 11, 22)):
        assert editions_on(ANONYMOUS, day).filter(status=None).count() == 0
    edition = Edition.objects.filter(synthetic=True, replaces__isnull=False).first()
    assert resolve(ANONYMOUS, edition.number).key == edition.key
    assert edition_detail(ANONYMOUS, edition.key, date(2026, 11, 22)).replaces


@pytest.mark.usefixtures("registers")
def test_a_second_run_continues_where_the_first_ended():
    said = []
    synthesise(count=50, seed=1, actor=MACHINE, now=NOW)
    synthesise(count=50, seed=1, actor=MACHINE, now=NOW, progress=said.append)
    assert Edition.objects.filter(synthetic=True).count() == 100
    assert said == ["合成规范：50 / 50"]


@pytest.mark.django_db
def test_only_machines_make_synthetic_records():
    registrar = Actor(account_id=1, roles=frozenset({"registrar"}))
    with pytest.raises(Refused, match="命令行"):
        synthesise(count=1, seed=1, actor=registrar, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, -1, 10_000_000])
def test_a_number_that_cannot_be_made_is_refused(count):
    with pytest.raises(BadInput, match="count"):
        synthesise(count=count, seed=1, actor=MACHINE, now=NOW)
    assert not database_is_synthetic()


@pytest.mark.usefixtures("registers")
def test_tampered_spans_are_found():
    assert unequal_spans(date(2026, 11, 22)) == []
    Edition.objects.get(number="JJF 1070-2005").spans.filter(status="replaced").update(status="in_force")
    assert unequal_spans(date(2026, 11, 22)) == ["JJF-1070-2005"]
