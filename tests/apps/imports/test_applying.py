"""Confirmed rows are applied once, with one event each; what changed meanwhile is not overwritten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.actions import apply_changes as applying
from quanheng.apps.imports.actions.confirm import confirm
from quanheng.apps.imports.actions.correct_row import correct_row
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.models import Appointment, FormerName, Organisation
from quanheng.kernel.errors import BadInput
from quanheng.kernel.work import Pieces, Slice
from tests.apps.imports.conftest import CODE, states
from tests.working import work


def kinds() -> dict[str, int]:
    found: dict[str, int] = {}
    for kind in Event.objects.values_list("kind", flat=True):
        found[kind] = found.get(kind, 0) + 1
    return found


def test_one_event_for_each_changed_record_and_one_for_the_import(desk):
    desk.apply(desk.preview(("甲院", "院校")))
    before = kinds()
    one = desk.apply(desk.preview(("甲院", "企业"), ("乙院", "院校"), ("丙院", "院校"), ("丁院", "没有")))
    after = kinds()
    assert one.state == Import.State.DONE
    assert after["people.organisation_registered"] - before["people.organisation_registered"] == 2
    assert after.get("people.organisation_corrected", 0) == 1
    assert after["imports.finished"] - before["imports.finished"] == 1
    assert Event.objects.filter(kind="imports.finished").latest("id").payload == {
        "applied": 3,
        "stale": 0,
        "refused": 0,
    }
    assert "名单.xlsx" in Event.objects.get(kind="people.organisation_corrected").payload["reason"]
    assert Organisation.objects.get(name="甲院").kind == "enterprise"
    assert Organisation.objects.get(name="乙院").source == "名单.xlsx"


def test_the_same_file_again_finds_nothing_to_do(desk):
    rows = [("甲院", "院校", CODE, "江苏"), ("乙院", "企业")]
    desk.apply(desk.preview(*rows))
    events = Event.objects.exclude(kind__startswith="imports.").count()
    again = desk.preview(*rows)
    assert [state for _n, state, _o in states(again)] == ["same", "same"]
    with pytest.raises(BadInput, match="没有可以办理的行"):
        confirm(one=again, actor=desk.actor, now=desk.moment)
    assert Event.objects.exclude(kind__startswith="imports.").count() == events


def test_a_record_that_changed_since_the_preview_is_not_overwritten(desk):
    desk.apply(desk.preview(("甲院", "院校"), ("乙院", "院校")))
    one = desk.preview(("甲院", "企业"), ("乙院", "企业"))
    other = Organisation.objects.get(name="甲院")
    correct_organisation(
        organisation=other, changes={"kind": "other"}, reason="核对", actor=desk.actor, now=desk.moment
    )
    desk.apply(one)
    assert states(one) == [(2, "change", "stale"), (3, "change", "applied")]
    assert Organisation.objects.get(name="甲院").kind == "other"
    stale = ImportRow.objects.get(batch=one, number=2)
    assert stale.was["kind"] == "other"
    one.refresh_from_db()
    correct_row(
        row=ImportRow.objects.select_related("batch").get(pk=stale.pk), texts={}, actor=desk.actor, now=desk.moment
    )
    desk.apply(one)
    assert Organisation.objects.get(name="甲院").kind == "enterprise"


def test_a_row_the_register_refuses_does_not_hold_up_the_others(desk):
    one = desk.preview(("甲院", "院校"), ("乙院", "院校", CODE), ("丙院", "院校"))
    Organisation.objects.filter(name=desk.actor.offices[0].organisation).update(credit_code=CODE, synthetic=True)
    desk.apply(one)
    assert states(one) == [(2, "new", "applied"), (3, "new", "refused"), (4, "new", "applied")]
    assert "信用代码" in ImportRow.objects.get(batch=one, number=3).note
    assert not Organisation.objects.filter(name="乙院").exists()


def test_one_body_said_once_with_its_code_and_once_without_is_registered_once(desk):
    one = desk.apply(desk.preview(("甲院", "院校", CODE), ("甲院", "院校"), ("乙院", "院校")))
    assert states(one) == [(2, "new", "applied"), (3, "same", ""), (4, "new", "applied")]
    assert Organisation.objects.filter(name="甲院").count() == 1


def test_a_piece_that_fails_writes_nothing_of_itself_and_the_next_run_goes_on_where_it_stopped(desk, monkeypatch):
    one = desk.preview(*[(f"{number}院", "院校") for number in range(120)])
    confirm(one=one, actor=desk.actor, now=desk.moment)
    original, calls = ImportRow.keep, []

    def dies(rows, fields):
        calls.append(len(rows))
        if len(calls) == 2:
            raise KeyboardInterrupt
        original(rows, fields)

    monkeypatch.setattr(ImportRow, "keep", dies)
    with pytest.raises(KeyboardInterrupt):
        applying.apply_changes(
            number=one.pk, pieces=Pieces(first=50), budget=Slice(60), actor=desk.actor, now=desk.moment
        )
    made = Organisation.objects.filter(name__endswith="院").count()
    assert made == 50 == ImportRow.objects.filter(batch=one, outcome="applied").count()
    monkeypatch.setattr(ImportRow, "keep", original)
    work()
    assert Organisation.objects.filter(name__endswith="院").count() == 120
    assert Event.objects.filter(kind="people.organisation_registered", subject_key__gt="").count() >= 120
    assert Event.objects.filter(kind="imports.finished").count() == 1


def test_two_workers_never_do_the_same_row(desk):
    one = desk.preview(*[(f"{number}院", "院校") for number in range(10)])
    confirm(one=one, actor=desk.actor, now=desk.moment)
    late = Import.objects.get(pk=one.pk)
    rows = applying._waiting(late, 100)
    applying.apply_changes(number=one.pk, pieces=Pieces(first=4), budget=Slice(-1), actor=desk.actor, now=desk.moment)
    from quanheng.apps.imports.planning import Planner

    applying._apply(late, rows, Planner.of(late, desk.actor), desk.moment)
    work()
    assert Organisation.objects.filter(name__endswith="院").count() == 10


def test_an_office_that_ended_meanwhile_stops_the_work(desk):
    one = desk.preview(("甲院", "院校"))
    confirm(one=one, actor=desk.actor, now=desk.moment)
    Appointment.objects.filter(person=desk.account.person).update(end=desk.moment.date() - timedelta(days=400))
    work()
    one.refresh_from_db()
    assert one.state == Import.State.STOPPED
    assert one.message
    assert not Organisation.objects.filter(name="甲院").exists()
    assert Event.objects.filter(kind="imports.stopped").count() == 1


def test_renaming_keeps_the_former_name(desk):
    desk.apply(desk.preview(("甲院", "院校", CODE)))
    desk.apply(desk.preview(("甲大学", "院校", CODE, "", "是")))
    assert Organisation.objects.get(credit_code=CODE).name == "甲大学"
    assert FormerName.objects.get().name == "甲院"


def test_a_machine_cannot_import(desk):
    from quanheng.kernel.actor import Refused, system_actor

    with pytest.raises(Refused):
        replace(desk, actor=system_actor("x")).open(b"a,b\n1,2\n", "a.csv")
