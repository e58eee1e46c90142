"""Whether a person may hold an office beside what they hold already (三员分立), and who does not keep to it."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.apps.people import vocabulary
from quanheng.apps.people.models import Appointment, Office, Person
from quanheng.apps.people.rules.separation import conflict
from quanheng.core.basis import Basis
from quanheng.kernel.errors import bad_input


def separated() -> tuple[str, ...]:
    """The administrator roles."""
    return vocabulary.offices().separated.roles


def separation_basis() -> Basis:
    """What the rule rests on."""
    rule = vocabulary.offices().separated
    return Basis(rule.basis.instrument, rule.basis.article, rule.status, rule.basis.source)


def separate_or_fault(person: Person, office: Office, start: date, end: date | None) -> None:
    """Raise ``BadInput`` when ``person`` holds, on a day from ``start`` until ``end``, an office that excludes this."""
    running = Appointment.objects.filter(person=person).filter(Q(end=None) | Q(end__gt=start)).select_related("office")
    if end is not None:
        running = running.filter(start__lt=end)
    for other in running:
        if conflict(other.office.grants, office.grants, separated()):
            raise bad_input(
                "office",
                _("三员分立：同一人同一天不能既是%(held)s又是%(further)s")
                % {"held": other.office.name, "further": office.name},
                _("请改由另一人担任，或先终止原任职。"),
            )


def mixed_on(day: date) -> dict[int, list[Appointment]]:
    """By person: the platform appointments of ``day`` that one should not hold together. Empty when all is well."""
    from quanheng.apps.people.actors import held_on

    held: dict[int, list[Appointment]] = {}
    rows = Appointment.objects.filter(held_on(day)).exclude(office__grants=[]).select_related("office", "person")
    for one in rows.order_by("office__order", "start"):
        held.setdefault(one.person_id, []).append(one)
    return {
        person: together
        for person, together in held.items()
        if any(conflict(a.office.grants, b.office.grants, separated()) for a in together for b in together)
    }
