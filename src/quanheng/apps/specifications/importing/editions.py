"""The importer of specifications."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.public import Committee
from quanheng.apps.specifications.actions.correct_edition import correct_edition
from quanheng.apps.specifications.actions.load_editions import load_editions
from quanheng.apps.specifications.importing.fields import EDITION_FIELDS
from quanheng.apps.specifications.importing.matches import Matches, number_of
from quanheng.apps.specifications.importing.planning import plan_of
from quanheng.apps.specifications.importing.texts import columns_of, numbers_in, texts_of
from quanheng.apps.specifications.importing.undo import undo_editions
from quanheng.apps.specifications.loading.reading import Placed
from quanheng.apps.specifications.loading.records import EditionRecord, ReplacementRecord
from quanheng.apps.specifications.models import Edition, Replacement
from quanheng.apps.specifications.policies import may_record
from quanheng.kernel.actor import Actor, Decision
from quanheng.kernel.imports import Change, Done, Entry, Field, Plan, State, Undoing, Undone
from quanheng.kernel.records import Confidence


class EditionImporter:
    """计量技术规范: new editions are recorded, those on record corrected. Tables of announcements too."""

    key = "specifications"
    label = _("计量技术规范")
    lead = _("登记新的规范，更正已登记的规范。公告附表可以直接导入：编号、名称、代替、日期各栏会自动识别。")
    subject = "specification"
    order = 30

    def fields(self) -> Sequence[Field]:
        """The columns."""
        return EDITION_FIELDS

    def may(self, actor: Actor) -> Decision:
        """Whoever keeps the register."""
        return may_record(actor)

    def plan(self, entries: Sequence[Entry], *, actor: Actor) -> Sequence[Plan]:
        """Four queries, whatever the number of entries."""
        matches = Matches(entries, actor)
        return [plan_of(entry, matches) for entry in entries]

    def apply(self, changes: Sequence[Change], *, actor: Actor, now: datetime, reason: str) -> Sequence[Done]:
        """New ones in one go, corrections one by one."""
        new = [change for change in changes if change.plan.state is State.NEW]
        old = [change for change in changes if change.plan.state is State.CHANGE]
        committees = _committees(changes)
        names = {one.key: one.name for one in committees}
        records = [Placed(reason, _record(change, names)) for change in new]
        load_editions(records=records, actor=actor, now=now)
        texts = present(Edition.objects.filter(lookup__in=[_lookup(change) for change in new]))
        done = [
            Done(change.entry.row, *texts[_lookup(change)][:2], {"new": texts[_lookup(change)][2]}) for change in new
        ]
        keys = {one.key: one.pk for one in committees}
        rows = {one.key: one for one in Edition.objects.filter(key__in=[change.plan.target for change in old])}
        for change in old:
            values = columns_of(change.plan.now, keys)
            edition = rows[change.plan.target]
            undo = _undo(edition, change.plan)
            correct_edition(
                edition=edition, changes=values, replaces=undo["added"], reason=reason, actor=actor, now=now
            )
            done.append(Done(change.entry.row, edition.key, change.plan.label, undo))
        return done

    def undo(self, done: Sequence[Done], undoing: Undoing) -> Sequence[Undone]:
        """New ones leave the register, corrected ones get their former values."""
        return undo_editions(done, present, undoing)


def present(editions: Any) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Key, number with title, and texts of ``editions`` (a queryset), by lookup."""
    rows = list(editions.select_related("committee"))
    replaced: dict[int, list[str]] = {row.pk: [] for row in rows}
    links = Replacement.objects.filter(successor__in=list(replaced))
    for successor, predecessor in links.values_list("successor_id", "predecessor__number"):
        replaced[successor].append(predecessor)
    return {row.lookup: (row.key, f"{row.number} {row.title}".strip(), texts_of(row, replaced[row.pk])) for row in rows}


def _undo(edition: Edition, plan: Plan) -> dict[str, Any]:
    """What takes a correction back."""
    added = sorted(set(numbers_in(plan.now.get("replaces", ""))) - set(numbers_in(plan.was["replaces"])))
    was = {name: plan.was[name] for name in plan.now}
    return {"was": was, "now": dict(plan.now), "added": added, "presumed": edition.kind_presumed}


def _lookup(change: Change) -> str:
    number = number_of(change.entry)
    assert number is not None, "a row without a number has no plan to change anything"
    return number.lookup


def _committees(changes: Sequence[Change]) -> list[Committee]:
    keys = {key for change in changes for key in (change.plan.now.get("committee"), change.plan.was.get("committee"))}
    return list(Committee.objects.filter(key__in=keys - {None, ""}))


def _record(change: Change, committees: dict[str, str]) -> EditionRecord:
    """The record of a new edition."""
    texts, number = change.plan.now, number_of(change.entry)
    assert number is not None
    columns = columns_of({name: text for name, text in texts.items() if name != "committee"}, {})
    source = texts.get("source") or change.entry.source
    replaces = [ReplacementRecord(number=one, source=source) for one in numbers_in(texts.get("replaces", ""))]
    columns |= {"confidence": texts.get("confidence") or Confidence.B.value, "source": source}
    committee = committees.get(texts.get("committee", ""), "")
    return EditionRecord(number=number.canonical, committee=committee, replaces=replaces, **columns)
