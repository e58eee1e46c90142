"""Making what a row of committees says true, through the actions of the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quanheng.apps.committees.actions.correct_committee import correct_committee
from quanheng.apps.committees.actions.record_committee import record_committee
from quanheng.apps.committees.actions.record_term import record_term
from quanheng.apps.committees.actions.set_host import set_host
from quanheng.apps.committees.importing.committee_texts import LINES, texts_of
from quanheng.apps.committees.importing.committee_values import body_of, columns_of, parent_of, parts
from quanheng.apps.committees.importing.known import Known, on_record
from quanheng.apps.committees.models import Committee, Term
from quanheng.apps.committees.register_file import BodyRecord, CommitteeRecord
from quanheng.apps.committees.rules.codes import canonical_key, parse_code
from quanheng.apps.committees.rules.names import body_name
from quanheng.apps.people.public import called, name_key, next_numbers
from quanheng.kernel.actor import Actor
from quanheng.kernel.imports import Change, Done

OURS = 1000
"""Numbers up to C1000 are for committees that the platform ships without a national number."""
_COLUMNS = frozenset({"name", "tier", "level", "parent", "fields", "approved_by", "founded", "planned", "facts"}) | {
    "confidence",
    "source",
}


@dataclass(frozen=True, slots=True)
class Changing:
    """Changes in one transaction: what is known of the register, by whom, when and why."""

    known: Known
    actor: Actor
    now: datetime
    reason: str

    def new(self, change: Change) -> Done:
        """Record a committee."""
        texts = change.plan.now
        parent = parent_of(texts["parent"], self.known) if texts.get("parent") else None
        body = body_name(texts["name"], parent.organisation.name if parent else "")
        with_body = not called(self.actor, [body])[body]
        facts = self._facts(texts, parent, change.entry.source)
        committee, _changed = record_committee(facts=facts, actor=self.actor, now=self.now)
        ordinal = self._parts(committee, change, {})
        [made] = on_record(self.actor, [committee.key])
        self.known.add(made)
        undo = {"new": texts_of(made, ordinal), "body": with_body, "ordinal": ordinal}
        return Done(change.entry.row, made.key, made.name, undo)

    def _facts(self, texts: Mapping[str, str], parent: Committee | None, source: str) -> CommitteeRecord:
        code = parse_code(texts.get("code", ""))
        approver = body_of(texts["approved_by"], self.actor) if texts.get("approved_by") else None
        return CommitteeRecord(
            key=code.key if code else next_key(),
            code=code.text if code else "",
            name=texts["name"],
            tier=texts["tier"],
            level=texts["level"],
            parent=parent.key if parent else "",
            region=texts.get("region") or None,
            fields=tuple(self.known.fields[name_key(name)].slug for name in parts(texts.get("fields", ""))),
            approved_by=BodyRecord(name=approver.name, kind=approver.kind) if approver else None,
            founded=texts.get("founded", ""),
            planned=texts.get("planned") == "1",
            facts=tuple(line for line in texts.get("facts", "").split(LINES) if line),
            confidence=texts.get("confidence") or "B",
            source=texts.get("source") or source,
        )

    def correct(self, change: Change) -> Done:
        """Correct a committee on record."""
        committee = self.known.by_key[change.plan.target]
        ordinal = int(change.plan.now.get("term") or change.plan.was.get("term") or 0)
        was, former = texts_of(committee, ordinal), committee.organisation.name
        columns = columns_of({name: text for name, text in change.plan.now.items() if name in _COLUMNS}, self.known)
        told: dict[str, Any] = {"reason": self.reason, "actor": self.actor, "now": self.now}
        if columns:
            correct_committee(committee=committee, changes=columns, **told)
        self._parts(committee, change, was)
        [made] = on_record(self.actor, [committee.key])
        texts = texts_of(made, ordinal)
        differing = [name for name, text in texts.items() if text != was[name]]
        undo = {
            "was": {name: was[name] for name in differing},
            "now": {name: texts[name] for name in differing},
            "former": former if made.organisation.name != former else "",
            "ordinal": ordinal,
        }
        return Done(change.entry.row, made.key, made.name, undo)

    def _parts(self, committee: Committee, change: Change, was: Mapping[str, str]) -> int:
        """Host units and the term. Answers the ordinal of the term, 0 when nothing is said of one."""
        texts = change.plan.now
        source = texts.get("source") or change.entry.source
        if "host" in texts:
            start = change.entry.values.get("host_start") or None
            self._hosts(committee, {*parts(was.get("host", ""))}, {*parts(texts["host"])}, start, source)
        ordinal = int(texts.get("term") or was.get("term") or 0)
        if ordinal and texts.keys() & {"term", "term_start", "term_end"}:
            self._term(committee, ordinal, texts, source)
        return ordinal

    def _hosts(self, committee: Committee, was: set[str], now: set[str], start: date | None, source: str) -> None:
        told: dict[str, Any] = {"committee": committee, "actor": self.actor, "now": self.now, "source": source}
        for name in sorted(was - now):
            set_host(organisation=body_of(name, self.actor), end=start, **told)
        for name in sorted(now - was):
            set_host(organisation=body_of(name, self.actor), start=start, **told)

    def _term(self, committee: Committee, ordinal: int, texts: Mapping[str, str], source: str) -> None:
        term = Term.objects.visible_to(self.actor).filter(committee=committee, ordinal=ordinal).first()
        days: dict[str, Any] = {name: getattr(term, name) if term else None for name in ("start", "end")}
        for name in days:
            if f"term_{name}" in texts:
                text = texts[f"term_{name}"]
                days[name] = date.fromisoformat(text) if text else None
        kept: dict[str, Any] = {"source": source}
        if term is not None:
            kept = {"instrument": term.instrument, "note": term.note, "source": term.source}
        record_term(committee=committee, ordinal=ordinal, actor=self.actor, now=self.now, **days, **kept)


def next_key() -> str:
    """The register number of a committee without a national one."""
    return f"C{next_numbers('C', 1, _highest)[0]}"


def _highest() -> int:
    keys = Committee.objects.filter(key__startswith="C").values_list("key", flat=True)
    return max([OURS, *(int(key[1:]) for key in keys if canonical_key(key) == key)])
