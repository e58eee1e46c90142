"""Who may change the register of committees, and the policy its maps are judged by."""

from quanheng.apps.committees.models import Committee
from quanheng.apps.people.public import may_register
from quanheng.core.basis import Basis
from quanheng.kernel.actor import Actor, Decision

OF_A_REGION = frozenset({"local", "regional"})
"""Committees of the other levels belong to the whole country, wherever their secretariat sits."""


def may_record(actor: Actor, *regions: str | None) -> Decision:
    """Whether the actor may record committees, hosts and terms of these regions (none named: of the one acted for):
    whoever keeps the register of organisations there.
    """
    return may_register(actor, *regions)


def may_change(actor: Actor, committee: Committee) -> Decision:
    """The same for what is on record."""
    return may_record(actor, place(committee.level, committee.organisation.region_id))


def place(level: str, region: str | None) -> str:
    """The region that a committee of this level belongs to."""
    return (region or "") if level in OF_A_REGION else ""


POLICY_LEVELS = Basis("tc-opinion-2022", "（四）", "confirmed")
"""Three levels, regional ones set up jointly, a network among them."""

POLICY_LAYOUT = Basis("tc-opinion-2022", "（五）", "confirmed")
"""Key and new fields; TC, SC and WG; planned and coordinated."""
