"""The importer of organisations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.people.actions.correct_organisations import Correction, correct_organisations
from quanheng.apps.people.actions.register_organisations import OrganisationFacts, register_organisations
from quanheng.apps.people.checks import credit_code_or_fault
from quanheng.apps.people.importing.organisation_fields import organisation_fields
from quanheng.apps.people.importing.organisation_matches import Match, Matches
from quanheng.apps.people.importing.organisation_undo import undo_organisations
from quanheng.apps.people.jurisdiction import beyond_reach
from quanheng.apps.people.models import Organisation
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.rules.names import name_key
from quanheng.kernel.actor import Actor, Decision
from quanheng.kernel.errors import BadInput, bad_input
from quanheng.kernel.imports import (
    CellFault,
    Change,
    Done,
    Entry,
    Field,
    Plan,
    State,
    Undoing,
    Undone,
    compared,
)

RECORDED = ("name", "kind", "credit_code", "region", "public", "confidence", "source")
"""The fields a record keeps, as stored texts."""
Pair = tuple[Organisation, Change]


def texts_of(organisation: Organisation) -> dict[str, str]:
    """What is on record, as stored texts by field."""
    return {
        "name": organisation.name,
        "kind": organisation.kind,
        "credit_code": organisation.credit_code or "",
        "region": organisation.region_id or "",
        "public": "1" if organisation.public else "0",
        "confidence": organisation.confidence,
        "source": organisation.source,
    }


class OrganisationImporter:
    """机构: new ones are registered, those on record corrected."""

    key = "organisations"
    label = gettext_lazy("机构")
    lead = gettext_lazy("登记新的机构，更正已登记的机构。先按登记号、统一社会信用代码，再按名称查找。")
    subject = "organisation"
    order = 10

    def fields(self) -> Sequence[Field]:
        """The columns."""
        return organisation_fields()

    def may(self, actor: Actor) -> Decision:
        """Whoever keeps the register."""
        return may_register(actor)

    def plan(self, entries: Sequence[Entry], *, actor: Actor) -> Sequence[Plan]:
        """Five queries, whatever the number of entries."""
        matches = Matches(entries, actor)
        recorded = [one for one in self.fields() if one.key in RECORDED]
        return [self._plan(entry, matches.of(entry), recorded, actor) for entry in entries]

    def _plan(self, entry: Entry, match: Match, fields: Sequence[Field], actor: Actor) -> Plan:
        name = str(entry.values.get("name", ""))
        if fault := _code_fault(entry):
            return Plan(State.ERROR, label=name, faults=(fault,))
        found = match.found
        if found is None:
            return self._new(entry, match, fields, actor)
        was = texts_of(found)
        now = compared(entry, fields, was)
        if name_key(name) == found.name_key:
            now.pop("name", None)  # full-width or half-width: one name
        state = State.CONFLICT if match.doubts else State.CHANGE if now else State.SAME
        beyond = _beyond(actor, was["region"], now.get("region", was["region"])) if now else ()
        return Plan(
            State.ERROR if beyond else state, found.key, found.key, found.name, was, now, (*beyond, *match.doubts)
        )

    def _new(self, entry: Entry, match: Match, fields: Sequence[Field], actor: Actor) -> Plan:
        name = str(entry.values.get("name", ""))
        faults = match.doubts + _beyond(actor, str(entry.values.get("region", "")))
        if "kind" not in entry.values:
            faults += (CellFault("kind", _("没有填写"), _("新登记的机构须填类别。")),)
        key = str(entry.values.get("credit_code") or f"name:{name_key(name)}")
        now = compared(entry, fields, {})
        return Plan(State.ERROR if faults else State.NEW, key, label=name, now=now, faults=faults)

    def apply(self, changes: Sequence[Change], *, actor: Actor, now: datetime, reason: str) -> Sequence[Done]:
        """New ones in one go, corrections in another."""
        new = [change for change in changes if change.plan.state is State.NEW]
        if len({name_key(change.entry.values["name"]) for change in new}) < len(new):
            raise bad_input("name", _("同一批中有同名的机构"), "")  # one by one, the second is found on record
        old = {change.plan.target: change for change in changes if change.plan.state is State.CHANGE}
        made = register_organisations(facts=[_facts(change.entry) for change in new], actor=actor, now=now)
        done = [
            Done(change.entry.row, row.key, row.name, {"new": texts_of(row)})
            for change, row in zip(new, made, strict=True)
        ]
        rows = Organisation.objects.visible_to(actor).filter(key__in=old).select_related("region")
        return done + _corrected([(row, old[row.key]) for row in rows], actor, now, reason)

    def undo(self, done: Sequence[Done], undoing: Undoing) -> Sequence[Undone]:
        """New ones leave the register, corrected ones get their former values."""
        return undo_organisations(done, texts_of, undoing)


def _corrected(pairs: Sequence[Pair], actor: Actor, now: datetime, reason: str) -> list[Done]:
    """Corrections in one go."""
    before = {row.key: texts_of(row) for row, _change in pairs}
    corrections = [Correction(row, _values(change.plan.now), _renamed(change)) for row, change in pairs]
    if corrections:
        correct_organisations(corrections=corrections, reason=reason, actor=actor, now=now)
    done = []
    for row, change in pairs:
        was, is_now = before[row.key], texts_of(row)
        differing = [name for name in RECORDED if was[name] != is_now[name]]
        undo = {
            "was": {name: was[name] for name in differing},
            "now": {name: is_now[name] for name in differing},
            "former": was["name"] if _renamed(change) else "",
        }
        done.append(Done(change.entry.row, row.key, row.name, undo))
    return done


def _renamed(change: Change) -> bool:
    return bool(change.entry.values.get("renamed")) and "name" in change.plan.now


def _beyond(actor: Actor, *regions: str) -> tuple[CellFault, ...]:
    """Every registrar changes the organisations of its own region only."""
    if all(actor.covers(region) for region in regions):
        return ()
    return (CellFault("region", _("不在您的职务所属的行政区划"), beyond_reach()),)


def _code_fault(entry: Entry) -> CellFault | None:
    try:
        credit_code_or_fault(str(entry.values.get("credit_code", "")))
    except BadInput as error:
        [fault] = error.faults
        return CellFault("credit_code", fault.what, fault.remedy)
    return None


def _facts(entry: Entry) -> OrganisationFacts:
    values = entry.values
    return OrganisationFacts(
        name=values["name"],
        kind=values["kind"],
        source=values.get("source") or entry.source,
        confidence=values.get("confidence") or "B",
        credit_code=values.get("credit_code", ""),
        region=values.get("region", ""),
        public=values.get("public", True) is not False,
    )


def _values(now: Any) -> dict[str, str | bool]:
    return {name: text == "1" if name == "public" else text for name, text in now.items()}
