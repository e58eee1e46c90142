"""Labels from a table: previewed, issued, taken back."""

from typing import Any

import pytest

from quanheng.apps.evidence.models import Event, Label, Seal
from quanheng.apps.imports.actions.confirm_undo import confirm_undo
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.core.trust.labels.verdict import State
from quanheng.kernel.clock import now
from quanheng.kernel.imports import importer_of
from tests.apps.evidence.labels.bench import STRANGER, Bench, checked
from tests.apps.imports.conftest import Desk, states
from tests.working import work

HEADINGS = ("证书号", "出厂编号", "计量器具名称", "服务类别", "下次检定日期", "结论", "SHA256")


@pytest.fixture
def desk(bench_today: Bench, settings: Any, tmp_path: Any) -> Desk:
    settings.FILES = tmp_path / "files"
    assert bench_today.issuer
    return Desk(bench_today.issuer, bench_today.account, now())


@pytest.fixture
def due(bench_today: Bench) -> str:
    return bench_today.due["due"].isoformat()


def row(serial: str, due: str, **changes: str) -> tuple[str, ...]:
    facts = {"certificate": f"JL-{serial}", "serial": serial, "name": "电子天平", "kind": "检定证书"}
    facts |= {"due": due, "result": "合格", "sha256": "AB" * 32}
    return tuple({**facts, **changes}.values())


def preview(desk: Desk, *rows: tuple[str, ...]) -> Import:
    return desk.preview(*rows, headings=HEADINGS, importer="labels", name="证书清单.xlsx")


def faults(one: Import) -> dict[int, list[str]]:
    return {each.number: [fault["field"] for fault in each.faults] for each in ImportRow.objects.filter(batch=one)}


def test_a_table_becomes_labels_one_a_row(desk, due):
    one = desk.apply(preview(desk, *(row(f"SN{n}", due) for n in range(5))))
    assert {state for _number, _state, state in states(one)} == {"applied"}
    labels = list(Label.objects.order_by("id"))
    assert [label.serial for label in labels] == [f"SN{n}" for n in range(5)]
    assert {label.sha256 for label in labels} == {"ab" * 32}
    assert {checked(label, now()).state for label in labels} == {State.VALID}
    assert Event.objects.filter(kind="evidence.label_issued").count() == 5
    assert Seal.objects.filter(kind="label.issued").count() == 5


def test_the_same_table_again_finds_nothing_to_do_and_a_changed_row_replaces_its_label(desk, due):
    desk.apply(preview(desk, row("SN1", due), row("SN2", due)))
    again = preview(desk, row("SN1", due), row("SN2", due, result="Ⅱ 级"))
    assert [state for _number, state, _outcome in states(again)] == ["same", "change"]
    desk.apply(again)
    first, second, third = Label.objects.order_by("id")
    assert (checked(first, now()).state, checked(second, now()).state) == (State.VALID, State.REPLACED)
    assert (third.serial, third.result, checked(third, now()).state) == ("SN2", "Ⅱ 级", State.VALID)


def test_faults_are_told_by_cell_before_anything_is_issued(desk, due):
    one = preview(
        desk,
        row("SN1", due),
        row("SN2", "1999-01-01"),
        row("SN3", due, sha256="12"),
        row("", due),
        row("SN5", due, kind="体检"),
        row("SN1", due),
        row("W" * 41, due),
    )
    assert faults(one) == {
        2: [],
        3: ["due"],
        4: ["sha256"],
        5: ["serial"],
        6: ["kind"],
        7: [""],
        8: ["certificate", "serial"],
    }
    assert not Label.objects.exists()


def test_undoing_revokes_what_was_issued_and_leaves_a_replacement(desk, due):
    desk.apply(preview(desk, row("SN1", due)))
    one = desk.apply(preview(desk, row("SN1", due, result="不合格"), row("SN2", due)))
    confirm_undo(one=one, whole=False, reason="清单有误", actor=desk.actor, now=now())
    work()
    outcomes = {number: outcome for number, _state, outcome in states(one)}
    found = {label.serial + label.result: checked(label, now()).state for label in Label.objects.all()}
    assert found == {"SN1合格": State.REPLACED, "SN1不合格": State.VALID, "SN2合格": State.REVOKED}
    assert set(outcomes.values()) == {"kept", "undone"}
    assert "清单有误" in checked(Label.objects.get(serial="SN2"), now()).found.end.reason


def test_without_a_key_every_row_says_so_and_strangers_may_not_import(desk, due, bench_today):
    bench_today.later(seconds=1).end_key()
    one = preview(desk, row("SN1", due))
    [each] = ImportRow.objects.filter(batch=one)
    assert "还没有签发密钥" in each.faults[0]["what"]
    assert importer_of("labels").may(STRANGER)
    assert not importer_of("labels").may(bench_today.issuer.__class__())
