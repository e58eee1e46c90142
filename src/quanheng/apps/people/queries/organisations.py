"""What can be asked of organisations."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from quanheng.apps.people.models import FormerName, Organisation, OrganisationParent, Region
from quanheng.apps.people.rules import credit_code
from quanheng.apps.people.rules.names import name_key
from quanheng.kernel.actor import ANONYMOUS, Actor
from quanheng.kernel.ui.charts.tile_grid import PLACES

MOST_RELATIONS = 200


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything the page of one organisation shows."""

    organisation: Organisation
    former_names: Sequence[FormerName]
    former_keys: Sequence[str]
    parents: Sequence[OrganisationParent]
    children: Sequence[OrganisationParent]
    more_children: int


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """Every organisation ``actor`` may see, with its region."""
    return Organisation.objects.visible_to(actor).select_related("region")


def public_organisations() -> QuerySet[Organisation]:
    """What everybody may see, whoever asks."""
    return Organisation.objects.visible_to(ANONYMOUS).select_related("region")


def search_organisations(rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Organisations whose present or former name holds ``text``, or whose register number or credit code begins so."""
    key = name_key(text)
    if not key:
        return rows
    number = credit_code.normalised(text)
    formerly = Q(former_names__name_key__contains=key)
    named_so = Q(name_key__contains=key) | Q(pk__in=rows.filter(formerly).order_by().values("pk"))
    return rows.filter(named_so | Q(key=number) | Q(credit_code__startswith=number))


def organisation_page(actor: Actor, key: str) -> OrganisationPage | None:
    """The organisation ``key`` with its relations; ``None`` when there is none that ``actor`` may see. Five queries."""
    organisation = organisations(actor).filter(key=key).first()
    if organisation is None:
        return None
    relations = OrganisationParent.objects.visible_to(actor)
    below = relations.filter(parent=organisation).select_related("organisation").order_by("kind", "organisation__key")
    children = list(below[: MOST_RELATIONS + 1])
    more = below.count() - MOST_RELATIONS if len(children) > MOST_RELATIONS else 0
    return OrganisationPage(
        organisation,
        list(FormerName.objects.visible_to(actor).filter(organisation=organisation)),
        merged_keys(actor, organisation),
        list(relations.filter(organisation=organisation).select_related("parent").order_by("kind", "start")),
        children[:MOST_RELATIONS],
        more,
    )


def survivor_of(actor: Actor, key: str) -> Organisation | None:
    """What the former record ``key`` was merged into; ``None`` when it was not, or ``actor`` may not see it."""
    found: Organisation | None = organisations(actor).filter(merged__key=key.upper()).first()
    return found


def merged_keys(actor: Actor, organisation: Organisation) -> list[str]:
    """The register numbers that lead to ``organisation`` because their records were merged into it."""
    rows = organisations(actor).filter(pk=organisation.pk, merged__isnull=False).order_by("merged__key")
    return list(rows.values_list("merged__key", flat=True))


def own_organisation(actor: Actor) -> Organisation | None:
    """The organisation of the office acted in."""
    if actor.acting_as is None:
        return None
    found: Organisation | None = organisations(actor).filter(pk=actor.acting_as.organisation_id).first()
    return found


def parents_on(actor: Actor, organisation: Organisation, day: date) -> list[OrganisationParent]:
    """What the organisation belonged to on ``day``; a relation whose start is not known counts until its end."""
    running = (Q(start=None) | Q(start__lte=day)) & (Q(end=None) | Q(end__gt=day))
    relations = OrganisationParent.objects.visible_to(actor).filter(running, organisation=organisation)
    return list(relations.select_related("parent"))


def named(actor: Actor, text: str) -> Organisation | None:
    """The one organisation with this register number or exactly this name, ``None`` when there is none or several."""
    found = organisations(actor).filter(Q(key=text.strip().upper()) | Q(name_key=name_key(text)))[:2]
    return found[0] if len(found) == 1 else (None if found else survivor_of(actor, text.strip()))


def called(actor: Actor, texts: Iterable[str]) -> dict[str, list[Organisation]]:
    """For each text the organisations with this register number or name, or else with this former name: none, one, or
    several that a person must choose from. Two queries, whatever the number of texts.
    """
    keys = {text: name_key(text) for text in texts}
    every = Organisation.objects.visible_to(actor).filter(synthetic=False)
    named: dict[str, list[Organisation]] = defaultdict(list)
    for one in every.filter(Q(name_key__in=keys.values()) | Q(key__in={text.strip().upper() for text in keys})):
        named[one.name_key].append(one)
        named[one.key].append(one)
    formerly: dict[str, list[Organisation]] = defaultdict(list)
    former = FormerName.objects.visible_to(actor).filter(name_key__in=keys.values(), organisation__synthetic=False)
    for each in former.select_related("organisation"):
        formerly[each.name_key].append(each.organisation)
    return {text: named[text.strip().upper()] or named[key] or formerly[key] for text, key in keys.items()}


def near(actor: Actor, key: str, limit: int = 5) -> list[Organisation]:
    """Organisations whose register number is close to what was asked for: the same digits, or the neighbours."""
    digits = "".join(character for character in key if character.isascii() and character.isdigit())[-6:]
    if not digits:
        return []
    number = int(digits)
    near_by = [f"O{one:06d}" for one in range(max(1, number - 2), number + 3)]
    return list(organisations(actor).filter(key__in=near_by)[:limit])


def by_region(actor: Actor) -> dict[str, int]:
    """How many organisations there are in each province, by code. One query."""
    rows = (
        Organisation.objects.visible_to(actor)
        .filter(region__in=list(PLACES))
        .values("region")
        .annotate(n=Count("id"))
        .order_by()
    )
    return {row["region"]: row["n"] for row in rows}


def province_names(actor: Actor) -> dict[str, tuple[str, str]]:
    """Name and short name of each province by its code."""
    rows = Region.objects.visible_to(actor).filter(code__in=list(PLACES))
    return {region.code: (region.name, region.abbreviation) for region in rows}


def regions(actor: Actor) -> list[tuple[str, str]]:
    """Codes and names for a choice, as far as the office acted in reaches."""
    every = Region.objects.visible_to(actor).values_list("code", "name")
    return [(code, name) for code, name in every if actor.covers(code)]


def documents_of(keys: Iterable[str] | None) -> QuerySet[Organisation]:
    """The organisations the search index holds: public ones that have no page elsewhere (a committee has its own)."""
    rows = public_organisations().exclude(kind=Organisation.Kind.COMMITTEE).prefetch_related("former_names")
    return rows if keys is None else rows.filter(key__in=list(keys))
