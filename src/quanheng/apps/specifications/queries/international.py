"""International documents and what their sources say of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from quanheng.apps.specifications.models import Adoption, InternationalDocument, StatusClaim
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import ScopedQuerySet


@dataclass(frozen=True, slots=True)
class InternationalDetail:
    """One document with its claims, language versions, family and the Chinese editions related to it.

    ``relations`` maps a kind (``has_successor``, ``part_of``, …) to pairs of number and document (``None`` when the
    catalogue cites a document it does not hold).
    """

    document: InternationalDocument
    claims: tuple[StatusClaim, ...]
    conflicting: bool
    language_versions: tuple[InternationalDocument, ...]
    relations: tuple[tuple[str, tuple[tuple[str, InternationalDocument | None], ...]], ...]
    family: tuple[InternationalDocument, ...]
    adoptions: tuple[Adoption, ...]


def international_documents(actor: Actor) -> ScopedQuerySet:
    """Every document ``actor`` may see, with ``claim_count``. ``claimed`` is ``conflict`` where sources differ."""
    documents: ScopedQuerySet = InternationalDocument.objects.visible_to(actor).annotate(claim_count=Count("claims"))
    return documents


def status_conflicts(actor: Actor) -> ScopedQuerySet:
    """The documents whose sources claim different statuses, with their claims at hand."""
    conflict = InternationalDocument.Claimed.CONFLICT
    documents: ScopedQuerySet = InternationalDocument.objects.visible_to(actor).filter(claimed=conflict)
    return documents.prefetch_related("claims").order_by("number")


def international_detail(actor: Actor, key: str) -> InternationalDetail | None:
    """The document at address ``key``, or ``None``. A constant number of SQL queries."""
    every = InternationalDocument.objects.visible_to(actor)
    document = every.filter(key=key).select_related("language_version_of").first()
    if document is None:
        return None
    claims = tuple(document.claims.order_by("row"))
    cited = {number for numbers in document.relations.values() for number in numbers}
    known: dict[str, Any] = {d.number: d for d in every.filter(number__in=cited)}
    family = every.filter(family=document.family, language_version_of=None) if document.family else every.none()
    adoptions = Adoption.objects.visible_to(actor).filter(document=document)
    return InternationalDetail(
        document=document,
        claims=claims,
        conflicting=len({claim.status for claim in claims}) > 1,
        language_versions=tuple(document.language_versions.order_by("number")),
        relations=tuple(
            (kind, tuple((number, known.get(number)) for number in numbers))
            for kind, numbers in document.relations.items()
        ),
        family=tuple(family.exclude(pk=document.pk).order_by("-year", "number")[:100]),
        adoptions=tuple(adoptions.select_related("edition__work").order_by("edition__number")),
    )
