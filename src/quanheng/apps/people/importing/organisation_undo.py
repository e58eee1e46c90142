"""Taking back what an import did to organisations."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from quanheng.apps.people.actions.restore_organisation import restore_organisation
from quanheng.apps.people.actions.withdraw_organisation import withdraw_organisation
from quanheng.apps.people.models import Organisation
from quanheng.kernel.imports import Done, Undoing, Undone
from quanheng.kernel.resting import in_use

Texts = Callable[[Organisation], Mapping[str, str]]


def undo_organisations(done: Sequence[Done], texts_of: Texts, undoing: Undoing) -> list[Undone]:
    """Each answer says why its record was left alone, or nothing when it is as before."""
    rows = Organisation.objects.visible_to(undoing.actor).filter(key__in={one.target for one in done})
    found = {one.key: one for one in rows}
    new = [found[one.target].pk for one in done if "new" in one.undo and one.target in found]
    used = in_use(Organisation, new)
    answers = []
    for one in done:
        organisation = found.get(one.target)
        refused = _refused(one, organisation, used, texts_of)
        if not refused and not undoing.dry and organisation is not None:
            _take_back(one, organisation, undoing)
        answers.append(Undone(one.row, refused))
    return answers


def _refused(one: Done, organisation: Organisation | None, used: set[int], texts_of: Texts) -> str:
    if organisation is None:
        return _("机构已不在登记簿中")
    present = texts_of(organisation)
    expected: Mapping[str, str] = one.undo.get("new") or one.undo["now"]
    if any(present.get(name) != text for name, text in expected.items()):
        return _("导入之后又作了更正")
    if "new" in one.undo and organisation.pk in used:
        return _("导入之后已被其他登记引用")
    return ""


def _take_back(one: Done, organisation: Organisation, undoing: Undoing) -> None:
    actor, now, reason = undoing.actor, undoing.now, undoing.reason
    if "new" in one.undo:
        withdraw_organisation(organisation=organisation, reason=reason, actor=actor, now=now)
        return
    was = {name: text == "1" if name == "public" else text for name, text in one.undo["was"].items()}
    restore_organisation(
        organisation=organisation, was=was, former_name=one.undo["former"], reason=reason, actor=actor, now=now
    )
