"""The importer of members of committees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.importing.member_fields import member_fields
from quanheng.apps.committees.importing.member_meaning import Meaning, Meanings
from quanheng.apps.committees.importing.member_planning import KEPT, employer_of, met, plan_of, texts_of
from quanheng.apps.committees.importing.member_undo import undo_members
from quanheng.apps.committees.policies import may_record
from quanheng.apps.people.public import (
    Appointment,
    Office,
    appoint,
    correct_appointment,
    correct_person,
    register_person,
)
from quanheng.kernel.actor import Actor, Decision
from quanheng.kernel.imports import Change, Done, Entry, Field, Plan, Undoing, Undone


class MemberImporter:
    """委员: persons with dated offices in committees. Persons not on record are registered."""

    key = "members"
    label = _("委员会成员")
    lead = _(
        "登记主任委员、委员、秘书长等任职，终止已登记的任职。人员信息不公开。"
        "请先删去身份证号、电话等用不到的列：原文件会保存在平台上。"
    )
    subject = "person"
    order = 25

    def fields(self) -> Sequence[Field]:
        """The columns."""
        return member_fields()

    def may(self, actor: Actor) -> Decision:
        """Whoever keeps the register of persons and offices. Nobody appoints themselves: such rows are refused."""
        return may_record(actor)

    def plan(self, entries: Sequence[Entry], *, actor: Actor) -> Sequence[Plan]:
        """Twelve queries, whatever the number of entries."""
        meanings = Meanings(entries, actor)
        return [plan_of(entry, meanings) for entry in entries]

    def apply(self, changes: Sequence[Change], *, actor: Actor, now: datetime, reason: str) -> Sequence[Done]:
        """One by one: a person may stand in several rows."""
        meanings = Meanings([change.entry for change in changes], actor)
        offices = {one.slug: one for one in Office.objects.visible_to(actor)}
        appointing = Appointing(meanings, offices, actor, now, reason)
        return [appointing.make(change) for change in changes]

    def undo(self, done: Sequence[Done], undoing: Undoing) -> Sequence[Undone]:
        """Appointments leave the register, with persons that entered it for them; the rest is as before."""
        return undo_members(done, undoing)


@dataclass(frozen=True, slots=True)
class Appointing:
    """Changes in one transaction: what is known, by whom, when and why."""

    meanings: Meanings
    offices: dict[str, Office]
    actor: Actor
    now: datetime
    reason: str

    def make(self, change: Change) -> Done:
        """What the row says becomes true."""
        meaning = self.meanings.of(change.entry)
        office = str(change.entry.values["office"])
        found = met(meaning, office, self.meanings)
        was = texts_of(found) if found else {"employer": employer_of(meaning.person)} if meaning.person else {}
        new_person = meaning.person is None
        self._person(change, meaning)
        made = self._corrected(found, change) if found else self._appointed(self.offices[office], change, meaning)
        texts = texts_of(made)
        names = [name for name in texts if name in was and texts[name] != was[name]]
        undo = {
            "appointment": made.pk,
            "new": found is None,
            "person": new_person,
            "was": {name: was[name] for name in names},
            "now": {name: texts[name] for name in (names if found else {*names, *KEPT})},
        }
        label = f"{made.person.name} {made.organisation.name}{made.office.name}"
        return Done(change.entry.row, made.person.key, label, undo)

    def _person(self, change: Change, meaning: Meaning) -> None:
        told: dict[str, Any] = {"actor": self.actor, "now": self.now}
        if meaning.person is None:
            values = change.entry.values
            meaning.person = register_person(
                name=meaning.name,
                employer=meaning.employer,
                source=values.get("source") or change.entry.source,
                confidence=values.get("confidence") or "B",
                **told,
            )
            self.meanings.add(meaning.person)
        elif meaning.moved:
            correct_person(person=meaning.person, employer=meaning.employer, reason=self.reason, **told)

    def _appointed(self, office: Office, change: Change, meaning: Meaning) -> Appointment:
        values = change.entry.values
        assert meaning.person is not None
        assert meaning.committee is not None
        assert meaning.start is not None
        made = appoint(
            person=meaning.person,
            office=office,
            organisation=meaning.committee.organisation,
            start=meaning.start,
            end=meaning.end,
            instrument=values.get("instrument") or "",
            source=values.get("source") or change.entry.source,
            confidence=values.get("confidence") or "B",
            actor=self.actor,
            now=self.now,
        )
        self.meanings.held[meaning.person.pk].append(made)
        return made

    def _corrected(self, found: Appointment, change: Change) -> Appointment:
        texts = change.plan.now
        if {"end", "instrument"} & texts.keys():
            correct_appointment(
                appointment=found,
                end=date.fromisoformat(texts["end"]) if texts.get("end") else found.end,
                instrument=texts.get("instrument", found.instrument),
                reason=self.reason,
                actor=self.actor,
                now=self.now,
            )
        found.person = self.meanings.by_key[found.person.key]
        return found
