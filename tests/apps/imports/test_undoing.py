"""An import is taken back as a whole: every record as before, or the reason why not."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.actions.confirm_undo import confirm_undo
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.models import FormerName, Organisation
from quanheng.apps.people.public import ensure_part_of
from quanheng.kernel.errors import BadInput
from tests.apps.imports.conftest import CODE, states
from tests.working import work


def register() -> set[tuple[object, ...]]:
    """Everything the register of organisations says."""
    rows = Organisation.objects.values_list(
        "key", "name", "name_key", "kind", "credit_code", "region", "public", "source", "confidence"
    )
    return {*rows, *FormerName.objects.values_list("organisation__key", "name", "until")}


def undo(desk, one: Import, *, whole: bool = True) -> Import:
    confirm_undo(one=one, whole=whole, reason="文件有误", actor=desk.actor, now=desk.moment)
    work()
    one.refresh_from_db()
    return one


def test_new_corrected_and_renamed_records_are_as_before(desk):
    desk.apply(desk.preview(("甲院", "院校", CODE), ("乙院", "院校")))
    before = register()
    one = desk.apply(desk.preview(("甲大学", "院校", CODE, "", "是"), ("乙院", "企业", "", "北京"), ("丙院", "其他")))
    assert register() != before
    assert undo(desk, one).state == Import.State.UNDONE
    assert register() == before
    assert [outcome for _n, _s, outcome in states(one)] == ["undone"] * 3
    assert Event.objects.get(kind="imports.undone").payload == {"restored": 3, "kept": 0}
    assert Event.objects.filter(kind="people.organisation_withdrawn").count() == 1


NAMES = st.sampled_from("甲乙丙丁戊")
ROWS = st.lists(
    st.tuples(NAMES, st.sampled_from(["院校", "企业", "其他", "没有这一类"]), st.sampled_from(["", "北京", "江苏"])),
    max_size=8,
)


def test_undo_restores_whatever_was_there(desk):
    def rows(found):
        return [(f"{name}院", kind, "", region) for name, kind, region in found]

    @settings(max_examples=40)
    @given(first=ROWS, second=ROWS)
    def law(first, second):
        with transaction.atomic():
            desk.apply(desk.preview(*rows(first), ("常在院", "院校")))
            before = register()
            two = desk.apply(desk.preview(*rows(second), ("新来院", "院校")))
            assert undo(desk, two).state == Import.State.UNDONE
            assert register() == before
            transaction.set_rollback(True)

    law()


def test_a_number_that_was_withdrawn_is_never_given_again(desk):
    one = desk.apply(desk.preview(("甲院", "院校")))
    key = Organisation.objects.get(name="甲院").key
    undo(desk, one)
    later = register_organisation(
        name="乙院", kind="school", source="测试", confidence="B", actor=desk.actor, now=desk.moment
    )
    assert later.key > key


def test_wholly_or_not_at_all_when_a_record_changed_since(desk):
    desk.apply(desk.preview(("甲院", "院校")))
    one = desk.apply(desk.preview(("甲院", "企业"), ("乙院", "院校"), ("丙院", "院校")))
    changed = Organisation.objects.get(name="甲院")
    correct_organisation(
        organisation=changed, changes={"kind": "other"}, reason="核对", actor=desk.actor, now=desk.moment
    )
    ensure_part_of(
        organisation=Organisation.objects.get(name="甲院"),
        parent=Organisation.objects.get(name="丙院"),
        actor=desk.actor,
        now=desk.moment,
    )
    before = register()
    undo(desk, one)
    assert (one.state, register()) == (Import.State.DONE, before)
    notes = dict(ImportRow.objects.filter(batch=one).values_list("number", "note"))
    assert "又作了更正" in notes[2]
    assert not notes[3]
    assert "已被其他登记引用" in notes[4]
    assert Event.objects.get(kind="imports.undo_refused").payload == {"refused": 2}
    undo(desk, one, whole=False)
    assert one.state == Import.State.UNDONE
    assert [outcome for _n, _s, outcome in states(one)] == ["kept", "undone", "kept"]
    assert Organisation.objects.get(name="甲院").kind == "other"
    assert not Organisation.objects.filter(name="乙院").exists()


def test_undoing_needs_a_reason_and_happens_once(desk):
    one = desk.apply(desk.preview(("甲院", "院校")))
    with pytest.raises(BadInput, match="理由"):
        confirm_undo(one=one, whole=True, reason=" ", actor=desk.actor, now=desk.moment)
    undo(desk, one)
    with pytest.raises(BadInput):
        confirm_undo(one=one, whole=True, reason="再来", actor=desk.actor, now=desk.moment)


def test_an_import_can_be_done_again_after_it_was_undone(desk):
    rows = [("甲院", "院校"), ("乙院", "院校")]
    undo(desk, desk.apply(desk.preview(*rows)))
    again = desk.preview(*rows)
    assert [state for _n, state, _o in states(again)] == ["new", "new"]
    desk.apply(again)
    assert Organisation.objects.filter(name__in=["甲院", "乙院"]).count() == 2
