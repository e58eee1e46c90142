"""Taking back what an import did to members of committees."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.committees.importing.member_planning import texts_of
from quanheng.apps.people.public import (
    Appointment,
    Person,
    called,
    correct_appointment,
    correct_person,
    withdraw_appointment,
    withdraw_person,
)
from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports import Done, Undoing, Undone
from quanheng.kernel.resting import in_use


def undo_members(done: Sequence[Done], undoing: Undoing) -> list[Undone]:
    """Each answer says why its record was left alone, or nothing when it is as before."""
    answers = []
    for one in done:
        rows = Appointment.objects.visible_to(undoing.actor).filter(pk=one.undo["appointment"])
        found = rows.select_related("person__employer", "office", "organisation").first()
        refused = _refused(one, found, undoing) if found else _("任职已不在登记簿中")
        if not refused and not undoing.dry and found is not None:
            _take_back(one, found, undoing)
        answers.append(Undone(one.row, refused))
    return answers


def _refused(one: Done, found: Appointment, undoing: Undoing) -> str:
    present = texts_of(found)
    if any(present[name] != text for name, text in one.undo["now"].items()):
        return _("导入之后又作了更正")
    if not one.undo["new"]:
        return ""
    if in_use(Appointment, [found.pk]):
        return _("导入之后该任职已被其他登记引用")
    return _person_refused(found, undoing) if one.undo["person"] else ""


def _person_refused(found: Appointment, undoing: Undoing) -> str:
    """Whether the person, who entered the register with this row, has to stay."""
    if in_use(Person, [found.person_id], but=(Appointment,)):
        return _("导入之后该人员已被其他登记引用，例如开立了账户")
    going = {found.pk, *(each.undo["appointment"] for each in undoing.ours([found.person.key]))}
    if Appointment.objects.filter(person=found.person_id).exclude(pk__in=going).exists():
        return _("导入之后为该人员登记了其他任职")
    return ""


def _take_back(one: Done, found: Appointment, undoing: Undoing) -> None:
    told: dict[str, Any] = {"reason": undoing.reason, "actor": undoing.actor, "now": undoing.now}
    was = one.undo["was"]
    person = found.person
    if one.undo["new"]:
        withdraw_appointment(appointment=found, **told)
        if one.undo["person"]:
            withdraw_person(person=person, **told)
    elif {"end", "instrument"} & was.keys():
        end = was.get("end", found.end.isoformat() if found.end else "")
        correct_appointment(
            appointment=found,
            end=date.fromisoformat(end) if end else None,
            instrument=was.get("instrument", found.instrument),
            **told,
        )
    if "employer" in was:
        _employer(person, was["employer"], told)


def _employer(person: Person, name: str, told: dict[str, Any]) -> None:
    found = called(told["actor"], [name])[name] if name else []
    if name and len(found) != 1:
        raise bad_input("employer", _("机构“%s”没有登记，或同名的不止一个") % name, _("请核对机构登记簿。"))
    correct_person(person=person, employer=found[0] if found else None, **told)
