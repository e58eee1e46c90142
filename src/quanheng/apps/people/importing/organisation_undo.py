"""Taking back what an import did to organisations."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.people.actions.correct_organisations import Correction, correct_organisations
from quanheng.apps.people.actions.withdraw_organisations import withdraw_organisations
from quanheng.apps.people.models import Organisation
from quanheng.kernel.actor import Actor
from quanheng.kernel.imports import Done, Undoing, Undone
from quanheng.kernel.resting import in_use

Texts = Callable[[Organisation], Mapping[str, str]]


def undo_organisations(done: Sequence[Done], texts_of: Texts, undoing: Undoing) -> list[Undone]:
    """Each answer says why its record was left alone, or nothing when it is as before. The number of queries does not
    depend on how many there are.
    """
    rows = Organisation.objects.visible_to(undoing.actor).filter(key__in={one.target for one in done})
    found = {one.key: one for one in rows.select_related("region")}
    new = [found[one.target].pk for one in done if "new" in one.undo and one.target in found]
    used = in_use(Organisation, new) if undoing.dry else set()  # withdrawing asks the same
    refused = {one.row: _refused(one, found.get(one.target), used, texts_of, undoing.actor) for one in done}
    if not undoing.dry:
        _take_back([(one, found[one.target]) for one in done if not refused[one.row]], undoing)
    return [Undone(one.row, refused[one.row]) for one in done]


def _refused(one: Done, organisation: Organisation | None, used: set[int], texts_of: Texts, actor: Actor) -> str:
    if organisation is None:
        return _("机构已不在登记簿中")
    if not actor.covers(organisation.region_id):
        return _("不在您的职务所属的行政区划，由全国的登记员办理")
    present = texts_of(organisation)
    expected: Mapping[str, str] = one.undo.get("new") or one.undo["now"]
    if any(present.get(name) != text for name, text in expected.items()):
        return _("导入之后又作了更正")
    if "new" in one.undo and organisation.pk in used:
        return _("导入之后已被其他登记引用")
    return ""


def _take_back(pairs: Sequence[tuple[Done, Organisation]], undoing: Undoing) -> None:
    told: dict[str, Any] = {"reason": undoing.reason, "actor": undoing.actor, "now": undoing.now}
    if new := [organisation for one, organisation in pairs if "new" in one.undo]:
        withdraw_organisations(organisations=new, **told)
    restored = [
        Correction(organisation, _values(one.undo["was"]), former_name=one.undo["former"])
        for one, organisation in pairs
        if "new" not in one.undo
    ]
    if restored:
        correct_organisations(corrections=restored, **told)


def _values(was: Mapping[str, str]) -> dict[str, str | bool]:
    return {name: text == "1" if name == "public" else text for name, text in was.items()}
