"""How apps below this register find an organisation."""

from quanheng.apps.people.queries.organisations import named
from quanheng.kernel.actor import Actor
from quanheng.kernel.directory import Body


def find(text: str, actor: Actor) -> Body | None:
    """The organisation with this register number or full name."""
    found = named(actor, text)
    return Body(found.pk, found.key, found.name) if found else None
