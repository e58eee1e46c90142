"""Who may change the register of committees, and the policy its maps are judged by."""

from quanheng.apps.people.public import may_register
from quanheng.core.basis import Basis
from quanheng.kernel.actor import Actor, Decision


def may_record(actor: Actor) -> Decision:
    """Whether the actor may record committees, hosts and terms: whoever keeps the register of organisations."""
    return may_register(actor)


POLICY_LEVELS = Basis("tc-opinion-2022", "（四）", "confirmed")
"""Three levels, regional ones set up jointly, a network among them."""

POLICY_LAYOUT = Basis("tc-opinion-2022", "（五）", "confirmed")
"""Key and new fields; TC, SC and WG; planned and coordinated."""
