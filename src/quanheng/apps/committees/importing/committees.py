"""The importer of committees."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.importing.committee_changes import Changing
from quanheng.apps.committees.importing.committee_fields import committee_fields
from quanheng.apps.committees.importing.committee_planning import Planning
from quanheng.apps.committees.importing.committee_undo import undo_committees
from quanheng.apps.committees.importing.committee_values import parts
from quanheng.apps.committees.importing.known import Known
from quanheng.apps.committees.policies import may_record
from quanheng.kernel.actor import Actor, Decision
from quanheng.kernel.imports import Change, Done, Entry, Field, Plan, State, Undoing, Undone

_TIERS = {"tc": 0, "sc": 1, "wg": 2}


class CommitteeImporter:
    """委员会: new ones are recorded, those on record corrected, with host units and terms."""

    key = "committees"
    label = _("计量技术委员会")
    lead = _("登记新的委员会、分技术委员会和工作组，更正已登记的。先按登记号、代号，再按名称查找。")
    subject = "committee"
    order = 20

    def fields(self) -> Sequence[Field]:
        """The columns."""
        return committee_fields()

    def may(self, actor: Actor) -> Decision:
        """Whoever keeps the register."""
        return may_record(actor)

    def plan(self, entries: Sequence[Entry], *, actor: Actor) -> Sequence[Plan]:
        """Ten queries, whatever the number of entries."""
        planning = Planning.of(entries, Known(actor, bodies_in(entries)), self.fields())
        return [planning.plan(entry) for entry in entries]

    def apply(self, changes: Sequence[Change], *, actor: Actor, now: datetime, reason: str) -> Sequence[Done]:
        """One by one, each committee before those below it."""
        known = Known(actor, bodies_in([change.entry for change in changes]))
        changing = Changing(known, actor, now, reason)
        return [
            changing.new(change) if change.plan.state is State.NEW else changing.correct(change)
            for change in sorted(changes, key=lambda one: _TIERS[{**one.plan.was, **one.plan.now}["tier"]])
        ]

    def undo(self, done: Sequence[Done], undoing: Undoing) -> Sequence[Undone]:
        """New ones leave the register, corrected ones get their former values."""
        return undo_committees(done, undoing)


def bodies_in(entries: Sequence[Entry]) -> set[str]:
    """The organisations that the entries name."""
    values = [entry.values for entry in entries]
    hosts = {part for one in values for part in parts(str(one.get("host", "")))}
    return hosts | {str(one.get("approved_by", "")) for one in values} - {""}
