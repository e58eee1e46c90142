"""Whom a row of members means, in which committee, from when to when."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from quanheng.apps.committees.importing.committee_values import organisation_or_fault
from quanheng.apps.committees.importing.known import Known
from quanheng.apps.committees.importing.ordinals import ordinal_of
from quanheng.apps.committees.models import Committee
from quanheng.apps.committees.policies import may_change, may_record
from quanheng.apps.people.public import Appointment, Organisation, Person, appointments_of, namesakes
from quanheng.kernel.actor import Actor
from quanheng.kernel.imports import CellFault, Entry, ValueFault

_SPACED = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def person_name(entry: Entry) -> str:
    """王 伟 is 王伟; names of other scripts keep their spaces."""
    return _SPACED.sub("", str(entry.values.get("name", "")))


@dataclass
class Meaning:
    """What a row means. ``faults`` are errors, ``doubts`` what a person has to look at first."""

    name: str
    committee: Committee | None = None
    employer: Organisation | None = None
    person: Person | None = None
    start: date | None = None
    end: date | None = None
    faults: list[CellFault] = field(default_factory=list)
    doubts: list[CellFault] = field(default_factory=list)

    @property
    def moved(self) -> bool:
        """Whether the person on record works elsewhere now."""
        return bool(self.person and self.employer and self.person.employer_id != self.employer.pk)


@dataclass
class Meanings:
    """The committees, organisations, persons and appointments that rows may mean. Twelve queries for any number."""

    entries: Sequence[Entry]
    actor: Actor
    known: Known = field(init=False)
    by_key: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    held: dict[int, list[Appointment]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.known = Known(self.actor, {str(entry.values.get("employer", "")) for entry in self.entries})
        keys = {str(entry.values.get("person", "")).upper() for entry in self.entries} - {""}
        persons = namesakes(self.actor, map(person_name, self.entries), keys)
        for person in persons:
            self.add(person)
        for appointment in appointments_of(self.actor, persons):
            self.held[appointment.person_id].append(appointment)

    def add(self, person: Person) -> None:
        """One more, registered meanwhile."""
        self.by_key[person.key] = person
        self.by_name[person.name].append(person)

    def of(self, entry: Entry) -> Meaning:
        """Asks nothing more."""
        meaning = Meaning(person_name(entry))
        self._committee(entry, meaning)
        self._employer(entry, meaning)
        _days(entry, meaning)
        self._person(entry, meaning)
        if meaning.person is not None and meaning.person.pk == self.actor.person_id:
            what, remedy = _("不能为自己登记任职"), _("请由另一名登记员办理。")
            meaning.faults.append(CellFault("name", what, remedy))
        self._beyond(meaning)
        return meaning

    def _committee(self, entry: Entry, meaning: Meaning) -> None:
        text = str(entry.values.get("committee", ""))
        found = self.known.named(text)
        if len(found) == 1:
            meaning.committee = found[0]
        elif found:
            keys = "、".join(one.key for one in found)
            meaning.faults.append(CellFault("committee", _("同名的委员会有几个：%s") % keys, _("请填登记号。")))
        elif text:
            what = _("没有委员会“%s”") % text[:60]
            meaning.faults.append(CellFault("committee", what, _("请核对名称或代号；没有登记的请先导入委员会。")))

    def _employer(self, entry: Entry, meaning: Meaning) -> None:
        if text := str(entry.values.get("employer", "")):
            try:
                meaning.employer = organisation_or_fault(text, self.known)
            except ValueFault as wrong:
                meaning.faults.append(CellFault("employer", wrong.what, wrong.remedy))

    def _person(self, entry: Entry, meaning: Meaning) -> None:
        if key := str(entry.values.get("person", "")).upper():
            meaning.person = self.by_key.get(key)
            if meaning.person is None:
                meaning.faults.append(CellFault("person", _("没有这个人员登记号"), _("请核对；新登记时留空。")))
            elif meaning.person.name != meaning.name:
                what = _("登记的姓名是“%s”") % meaning.person.name
                meaning.doubts.append(CellFault("name", what, _("请核对登记号和姓名。")))
            return
        named = self.by_name.get(meaning.name, [])
        fits = [one for one in named if self._fits(one, meaning)]
        if len(fits) == 1:
            [meaning.person] = fits
        elif fits or (named and not entry.values.get("another")):
            meaning.person = (fits or named)[0]
            meaning.doubts.append(_namesake(fits or named))
        elif not meaning.employer and not any(fault.field == "employer" for fault in meaning.faults):
            meaning.faults.append(CellFault("employer", _("没有填写"), _("新登记的人员须填工作单位。")))

    def _beyond(self, meaning: Meaning) -> None:
        """What is not the business of the registrar's region: the committee, or where the person works or worked."""
        if meaning.committee and not (said := may_change(self.actor, meaning.committee)):
            meaning.faults.append(CellFault("committee", _("这个委员会不由您的职务登记"), said.reason))
        employers = [meaning.employer] if meaning.person is None or meaning.moved else []
        employers += [meaning.person.employer] if meaning.person and meaning.moved else []
        if not (said := may_record(self.actor, *(one.region_id for one in employers if one))):
            meaning.faults.append(CellFault("employer", _("工作单位不在您的职务所属的行政区划"), said.reason))

    def _fits(self, person: Person, meaning: Meaning) -> bool:
        """Of the same employer; where the row names none, of the same committee."""
        if meaning.employer is not None:
            return person.employer_id == meaning.employer.pk
        body = meaning.committee.organisation_id if meaning.committee else None
        return any(one.organisation_id == body for one in self.held.get(person.pk, []))


def _namesake(persons: Sequence[Person]) -> CellFault:
    said = "、".join(f"{one.key}（{one.employer.name if one.employer else _('单位不详')}）" for one in persons[:5])
    remedy = _("是同一人的，请填人员登记号；不是的，请在“同名另一人”填“是”。")
    return CellFault("name", _("登记簿已有同名人员 %s") % said, remedy)


def _days(entry: Entry, meaning: Meaning) -> None:
    """From and to as the row says, or else as the term does."""
    values = entry.values
    meaning.start, meaning.end = values.get("start") or None, values.get("end") or None
    for name in ("start", "end"):
        if values.get(name) == "":
            meaning.faults.append(CellFault(name, _("这一栏不能清空"), _("请填写内容，或留空表示不改。")))
    if (text := str(values.get("term", ""))) and meaning.committee is not None and meaning.start is None:
        _by_term(text, meaning)
    if meaning.start and meaning.end and meaning.end <= meaning.start:
        meaning.faults.append(CellFault("end", _("任职止不晚于任职起 %s") % meaning.start, _("请核对两个日期。")))


def _by_term(text: str, meaning: Meaning) -> None:
    assert meaning.committee is not None
    ordinal = ordinal_of(text)
    if ordinal is None:
        meaning.faults.append(CellFault("term", _("“%s”不是届次") % text, _("请写成 4 或 第四届。")))
        return
    term = next((one for one in meaning.committee.terms.all() if one.ordinal == ordinal), None)
    if term is None or term.start is None:
        what = _("没有登记第 %d 届的起始日") % ordinal
        meaning.faults.append(CellFault("term", what, _("请填任职起，或先登记这一届的起止。")))
        return
    meaning.start, meaning.end = term.start, meaning.end or term.end
