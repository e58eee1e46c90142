"""Taking back what an import did to committees."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.committees.actions.correct_committee import correct_committee
from quanheng.apps.committees.actions.record_term import record_term
from quanheng.apps.committees.actions.withdraw_committee import withdraw_committee
from quanheng.apps.committees.actions.withdraw_host import withdraw_host
from quanheng.apps.committees.actions.withdraw_term import withdraw_term
from quanheng.apps.committees.importing.committee_texts import texts_of
from quanheng.apps.committees.importing.committee_values import columns_of, parts
from quanheng.apps.committees.importing.known import Known, on_record
from quanheng.apps.committees.models import Committee, Hosting, Term
from quanheng.apps.people.public import Organisation, OrganisationParent
from quanheng.kernel.imports import Done, Undoing, Undone
from quanheng.kernel.resting import in_use

PARTS = (Hosting, Term, Committee, Committee.fields.through, Committee.joint_founders.through)
"""What goes with a committee, and committees themselves: those below it are looked at by themselves."""


def undo_committees(done: Sequence[Done], undoing: Undoing) -> list[Undone]:
    """Each answer says why its record was left alone, or nothing when it is as before. The lowest tiers first."""
    answers = []
    for one in sorted(done, key=lambda each: _depth(each, undoing), reverse=True):
        found = on_record(undoing.actor, [one.target])
        refused = _refused(one, found[0], undoing) if found else _("委员会已不在登记簿中")
        if not refused and not undoing.dry:
            _take_back(one, found[0], undoing)
        answers.append(Undone(one.row, refused))
    return answers


def _depth(one: Done, undoing: Undoing) -> int:
    """How many committees stand above it."""
    rows = Committee.objects.visible_to(undoing.actor).filter(key=one.target)
    above = rows.values_list("parent_id", "parent__parent_id").first() or ()
    return sum(parent is not None for parent in above)


def _refused(one: Done, committee: Committee, undoing: Undoing) -> str:
    present = texts_of(committee, one.undo["ordinal"])
    expected: Mapping[str, str] = one.undo.get("new") or one.undo["now"]
    if any(present[name] != text for name, text in expected.items()):
        return _("导入之后又作了更正")
    if "new" not in one.undo:
        return ""
    below = set(Committee.objects.filter(parent=committee).values_list("key", flat=True))
    going = {each.target for each in undoing.ours(below) if "new" in each.undo}
    parts_of_it = OrganisationParent.objects.filter(parent=committee.organisation_id)
    if below - going or parts_of_it.exclude(organisation__committee__key__in=going).exists():
        return _("导入之后登记了下设机构")
    if in_use(Committee, [committee.pk], but=PARTS):
        return _("导入之后已被其他登记引用")
    if one.undo["body"] and in_use(Organisation, [committee.organisation_id], but=(Committee, OrganisationParent)):
        return _("它的机构已被其他登记引用，例如任职")
    return ""


def _take_back(one: Done, committee: Committee, undoing: Undoing) -> None:
    told: dict[str, Any] = {"reason": undoing.reason, "actor": undoing.actor, "now": undoing.now}
    if "new" in one.undo:
        withdraw_committee(committee=committee, body=one.undo["body"], **told)
        return
    was, now = one.undo["was"], one.undo["now"]
    if "host" in now:
        _hosts(committee, {*parts(was["host"])}, {*parts(now["host"])}, told)
    if now.keys() & {"term", "term_start", "term_end"}:
        _term(committee, one.undo["ordinal"], was, undoing)
    columns = columns_of(was, Known(undoing.actor))
    if columns:
        correct_committee(committee=committee, changes=columns, former_name=one.undo["former"], **told)


def _hosts(committee: Committee, was: set[str], now: set[str], told: dict[str, Any]) -> None:
    hostings = Hosting.objects.filter(committee=committee).select_related("committee", "organisation")
    for hosting in hostings.filter(end=None, organisation__name__in=now - was):
        withdraw_host(hosting=hosting, reopen=False, **told)
    for name in was - now:
        ended = hostings.filter(organisation__name=name).exclude(end=None).order_by("-end").first()
        if ended is not None:
            withdraw_host(hosting=ended, reopen=True, **told)


def _term(committee: Committee, ordinal: int, was: Mapping[str, str], undoing: Undoing) -> None:
    term = Term.objects.get(committee=committee, ordinal=ordinal)
    if "term" in was:  # there was none
        withdraw_term(term=term, reason=undoing.reason, actor=undoing.actor, now=undoing.now)
        return
    days = {name: getattr(term, name) for name in ("start", "end")}
    for name in days:
        if f"term_{name}" in was:
            text = was[f"term_{name}"]
            days[name] = date.fromisoformat(text) if text else None
    kept: dict[str, Any] = {"instrument": term.instrument, "note": term.note, "source": term.source}
    record_term(committee=committee, ordinal=ordinal, actor=undoing.actor, now=undoing.now, **days, **kept)
