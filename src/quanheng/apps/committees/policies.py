"""Who may change the register of committees."""

from quanheng.apps.people.public import may_register
from quanheng.kernel.actor import Actor, Decision


def may_record(actor: Actor) -> Decision:
    """Whether the actor may record committees, hosts and terms: whoever keeps the register of organisations."""
    return may_register(actor)
