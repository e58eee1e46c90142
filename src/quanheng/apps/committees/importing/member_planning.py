"""What importing one row of members would do."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from quanheng.apps.committees.importing.member_meaning import Meaning, Meanings
from quanheng.apps.people.public import Appointment, Person
from quanheng.kernel.imports import CellFault, Entry, Plan, State

KEPT = ("office", "start", "end", "instrument")


def texts_of(appointment: Appointment) -> dict[str, str]:
    """An appointment as stored texts, with where its person works."""
    return {
        "office": appointment.office_id,
        "start": appointment.start.isoformat(),
        "end": appointment.end.isoformat() if appointment.end else "",
        "instrument": appointment.instrument,
        "employer": employer_of(appointment.person),
    }


def employer_of(person: Person) -> str:
    """The name of the organisation where a person works, empty when not known."""
    return person.employer.name if person.employer else ""


def plan_of(entry: Entry, meanings: Meanings) -> Plan:
    """Changes nothing and asks nothing more."""
    meaning = meanings.of(entry)
    office = str(entry.values.get("office", ""))
    now = said(entry, meaning)
    found = met(meaning, office, meanings)
    label = " ".join(part for part in (meaning.name, meaning.committee.name if meaning.committee else "") if part)
    person = meaning.person
    key = ""
    if meaning.committee and office and not meaning.faults:
        who = person.key if person else f"{meaning.name}:{now.get('employer', '')}"
        key = f"{meaning.committee.key}:{who}:{office}:{now.get('start', '')}"
    if found is not None:
        return _on_record(found, meaning, now, Plan(State.SAME, key, found.person.key, label))
    faults = [*meaning.faults]
    if meaning.start is None and not any(fault.field in {"start", "term", "committee"} for fault in faults):
        faults.append(CellFault("start", _("没有填写"), _("新登记的任职须填任职起，或填届次。")))
    doubts = [*meaning.doubts, *_overlaps(meaning, office, meanings)]
    shown = person if person and (meaning.moved or doubts) else None
    state = State.ERROR if faults else State.CONFLICT if doubts else State.CHANGE if shown else State.NEW
    was = {"employer": employer_of(shown)} if shown else {}
    return Plan(state, key, shown.key if shown else "", label, was, now, (*faults, *doubts))


def said(entry: Entry, meaning: Meaning) -> dict[str, str]:
    """The stored texts that the row gives."""
    values = entry.values
    now = {"office": str(values["office"])} if values.get("office") else {}
    now |= {"start": meaning.start.isoformat()} if meaning.start else {}
    now |= {"end": meaning.end.isoformat()} if meaning.end else {}
    now |= {"instrument": str(values["instrument"])} if "instrument" in values else {}
    return now | ({"employer": meaning.employer.name} if meaning.employer else {})


def met(meaning: Meaning, office: str, meanings: Meanings) -> Appointment | None:
    """The appointment on record that the row means: with its first day, or the running one where it gives none."""
    held = _same_office(meaning, office, meanings)
    if meaning.start is not None:
        return next((one for one in held if one.start == meaning.start), None)
    running = [one for one in held if one.end is None]
    return running[0] if len(running) == 1 else None


def _same_office(meaning: Meaning, office: str, meanings: Meanings) -> list[Appointment]:
    if meaning.person is None or meaning.committee is None:
        return []
    body = meaning.committee.organisation_id
    held = meanings.held.get(meaning.person.pk, [])
    return [one for one in held if one.organisation_id == body and one.office_id == office]


def _overlaps(meaning: Meaning, office: str, meanings: Meanings) -> list[CellFault]:
    """The same office held on one of these days."""
    start, end = meaning.start, meaning.end
    if start is None:
        return []
    for one in _same_office(meaning, office, meanings):
        if (one.end is None or one.end > start) and (end is None or one.start < end):
            what = _("已登记自 %s 起的同一任职") % one.start.isoformat()
            return [CellFault("start", what, _("请先终止原任职，或改正起止日期。"))]
    return []


def _on_record(found: Appointment, meaning: Meaning, now: Mapping[str, str], plan: Plan) -> Plan:
    was = texts_of(found)
    differing = {name: text for name, text in now.items() if was[name] != text}
    doubts = [*meaning.doubts]
    if "end" in differing and was["end"]:
        what = _("登记的任职止是 %s") % was["end"]
        doubts.append(CellFault("end", what, _("终止日只登记一次；请核对。")))
    state = State.CONFLICT if doubts else State.CHANGE if differing else State.SAME
    if meaning.faults:
        state = State.ERROR
    return Plan(state, plan.key, plan.target, plan.label, was, differing, (*meaning.faults, *doubts))
