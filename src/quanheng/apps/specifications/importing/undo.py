"""Taking back what an import did to specifications."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.committees.public import Committee
from quanheng.apps.specifications.actions.correct_edition import correct_edition
from quanheng.apps.specifications.actions.withdraw_edition import PARTS, withdraw_edition
from quanheng.apps.specifications.importing.texts import columns_of
from quanheng.apps.specifications.models import Amendment, Edition
from quanheng.kernel.imports import Done, Undoing, Undone
from quanheng.kernel.resting import in_use

Present = Callable[[Any], Mapping[str, tuple[str, str, dict[str, str]]]]


def undo_editions(done: Sequence[Done], present: Present, undoing: Undoing) -> list[Undone]:
    """Each answer says why its record was left alone, or nothing when it is as before."""
    answers = []
    for one in done:  # one by one: taking back a row may change what the next one finds
        edition = Edition.objects.visible_to(undoing.actor).filter(key=one.target).first()
        refused = _refused(one, edition, present)
        if not refused and not undoing.dry and edition is not None:
            _take_back(one, edition, undoing)
        answers.append(Undone(one.row, refused))
    return answers


def _refused(one: Done, edition: Edition | None, present: Present) -> str:
    if edition is None:
        return _("规范已不在登记簿中")
    [(_key, _label, texts)] = present(Edition.objects.filter(pk=edition.pk)).values()
    expected: Mapping[str, str] = one.undo.get("new") or one.undo["now"]
    if any(texts.get(name) != text for name, text in expected.items()):
        return _("导入之后又作了更正")
    if "new" not in one.undo:
        return ""
    if Amendment.objects.filter(edition=edition).exists():
        return _("导入之后登记了修改单")
    return _("导入之后已被其他登记引用") if in_use(Edition, [edition.pk], but=PARTS) else ""


def _take_back(one: Done, edition: Edition, undoing: Undoing) -> None:
    actor, now, reason = undoing.actor, undoing.now, undoing.reason
    if "new" in one.undo:
        withdraw_edition(edition=edition, reason=reason, actor=actor, now=now)
        return
    was = {name: text for name, text in one.undo["was"].items() if name != "replaces"}
    committees = dict(Committee.objects.filter(key=was.get("committee", "")).values_list("key", "pk"))
    changes = columns_of(was, committees)
    if "kind" in was:
        changes["kind_presumed"] = one.undo["presumed"]
    correct_edition(edition=edition, changes=changes, no_longer=one.undo["added"], reason=reason, actor=actor, now=now)
