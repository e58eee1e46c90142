"""What can be asked of merges, and of what they left behind."""

from quanheng.apps.people.models import Merge, Person
from quanheng.kernel.actor import Actor


def merge(actor: Actor, number: int) -> Merge | None:
    """The merge with this number that ``actor`` may see."""
    found: Merge | None = Merge.objects.visible_to(actor).filter(pk=number).first()
    return found


def merges_into(actor: Actor, kind: str, key: str) -> list[Merge]:
    """The merges that still stand and whose survivor is ``key``, the latest first."""
    return list(Merge.objects.visible_to(actor).filter(kind=kind, survivor=key, undone_at=None))


def person_survivor(actor: Actor, key: str) -> Person | None:
    """Whom the former record ``key`` was merged into; ``None`` when it was not, or ``actor`` may not see them."""
    found: Person | None = Person.objects.visible_to(actor).filter(merged__key=key).first()
    return found


def person_keyed(actor: Actor, text: str) -> Person | None:
    """The person with this register number, whom ``actor`` may see."""
    found: Person | None = Person.objects.visible_to(actor).filter(key=text.strip().upper()).first()
    return found
