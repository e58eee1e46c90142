"""What can be asked of persons, offices and appointments. Never anything for the public."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from quanheng.apps.people.actors import held_on
from quanheng.apps.people.models import Account, Appointment, Office, Organisation, Person
from quanheng.apps.people.policies import ADMINISTRATORS
from quanheng.kernel.actor import ANONYMOUS, Actor
from quanheng.kernel.clock import legal_today


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the page of one person shows. ``account`` is their sign-in name, empty without an account."""

    person: Person
    appointments: Sequence[Appointment]
    account: Account | None


def persons(actor: Actor) -> QuerySet[Person]:
    """Every person ``actor`` may see, with employer and the appointments ``actor`` may see."""
    running = Appointment.objects.visible_to(actor).select_related("office", "organisation")
    return (
        Person.objects.visible_to(actor)
        .select_related("employer")
        .prefetch_related(Prefetch("appointments", queryset=running, to_attr="seen_appointments"))
    )


def search_persons(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Persons whose name or register number begins with ``text``."""
    return rows.filter(Q(name__startswith=text) | Q(key=text.upper()))


def namesakes(actor: Actor, names: Iterable[str], keys: Iterable[str]) -> list[Person]:
    """The persons with one of these names, exactly, or register numbers, with their employers. One query."""
    known = Person.objects.visible_to(actor).filter(synthetic=False).select_related("employer")
    return list(known.filter(Q(name__in=set(names)) | Q(key__in=set(keys))).order_by("key"))


def appointments_of(actor: Actor, persons: Iterable[Person]) -> list[Appointment]:
    """Every appointment of these persons that ``actor`` may see, the earliest first. One query."""
    rows = Appointment.objects.visible_to(actor).filter(person__in=[one.pk for one in persons])
    return list(rows.select_related("office", "organisation").order_by("start", "pk"))


def person_page(actor: Actor, key: str) -> PersonPage | None:
    """The person ``key``; ``None`` when there is none that ``actor`` may see. Three queries."""
    person = Person.objects.visible_to(actor).select_related("employer", "account").filter(key=key).first()
    if person is None:
        return None
    appointments = Appointment.objects.visible_to(actor).filter(person=person)
    return PersonPage(
        person,
        list(appointments.select_related("office", "organisation").order_by("-start", "office__order")),
        getattr(person, "account", None),
    )


def appointment(actor: Actor, number: int) -> Appointment | None:
    """The appointment with this id that ``actor`` may see."""
    rows = Appointment.objects.visible_to(actor).select_related("person", "office", "organisation")
    found: Appointment | None = rows.filter(pk=number).first()
    return found


def appointments_on(actor: Actor, day: date) -> QuerySet[Appointment]:
    """Who held which office on ``day``, as far as ``actor`` may know."""
    rows = Appointment.objects.visible_to(actor).filter(held_on(day))
    return rows.select_related("person", "office", "organisation")


def office_holders(actor: Actor, organisation: Organisation, day: date) -> list[Appointment]:
    """Who held which office in ``organisation`` on ``day``, as far as ``actor`` may know, by the order of offices."""
    return list(appointments_on(actor, day).filter(organisation=organisation).order_by("office__order", "start"))


def offices(actor: Actor) -> list[Office]:
    """Every office, in order."""
    return list(Office.objects.visible_to(actor))


def office(actor: Actor, slug: str) -> Office | None:
    """The office of this slug."""
    found: Office | None = Office.objects.visible_to(actor).filter(slug=slug).first()
    return found


def office_names() -> dict[str, str]:
    """What each office is called, by its slug, in order. Everybody may know."""
    return dict(Office.objects.visible_to(ANONYMOUS).values_list("slug", "name"))


def key_of(actor: Actor) -> str:
    """The register number of the actor's own person, empty for a machine."""
    return str(Person.objects.visible_to(actor).filter(pk=actor.person_id).values_list("key", flat=True).first() or "")


def initial_accounts(actor: Actor) -> int:
    """How many accounts of the first start still hold a platform office: they belong to nobody yet, and are to be
    handed over to persons. 0 to those who may not know.
    """
    if not actor.roles & ADMINISTRATORS:
        return 0
    held = held_on(actor.on or legal_today(), "person__appointments__")
    platform = ~Q(person__appointments__office__grants=[])
    accounts = Account.objects.visible_to(actor).filter(held, platform, initial=True, is_active=True)
    return int(accounts.distinct().count())
