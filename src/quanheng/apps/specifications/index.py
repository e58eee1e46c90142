"""What the search box finds of this register: editions and international documents."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.public import Field
from quanheng.apps.specifications.models import Edition, InternationalDocument
from quanheng.apps.specifications.models.work import Level
from quanheng.apps.specifications.rules.numbers import SpecificationNumber, parse
from quanheng.apps.specifications.words_pages import CLAIM_WORDS, KIND_WORDS
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.search.registry import Document, FacetLabels

AT_ONCE = 2000
ENGLISH_ONLY = 0.6
LANGUAGE_VERSION = 0.5
STUB = 0.5


def _fields() -> dict[str, str]:
    return dict(Field.objects.values_list("pk", "name"))


FACETS = {
    "subkind": FacetLabels(_("种类"), dict(Edition.Kind.choices)),
    "level": FacetLabels(_("层级"), dict(Level.choices)),
    "field": FacetLabels(_("专业领域"), _fields),
    "year": FacetLabels(_("年份")),
}
INTERNATIONAL_FACETS = {
    "body": FacetLabels(_("组织"), dict(InternationalDocument.Body.choices)),
    "subkind": FacetLabels(_("类型"), KIND_WORDS),
    "status": FacetLabels(_("来源所称状态"), CLAIM_WORDS),
    "year": FacetLabels(_("年份")),
}


def editions(keys: Sequence[str] | None) -> Iterator[Document]:
    """Every edition, or those at the given addresses: number in every spelling, titles, who made it, status aside.

    The status changes with the day and is not indexed: the search page asks for it.
    """
    found = (
        Edition.objects.visible_to(ANONYMOUS)
        .select_related("work__issuer", "field", "committee")
        .prefetch_related("drafting_units", "amendments")
        .order_by("pk")
    )
    if keys is not None:
        found = found.filter(key__in=keys)
    for edition in found.iterator(chunk_size=AT_ONCE):
        yield _edition(edition)


def drafted_documents(links: Sequence[int]) -> list[tuple[str, str]]:
    """The editions whose documents name the drafting units of these links."""
    rows = Edition.drafting_units.through.objects.filter(pk__in=list(links))
    return [("specification", key) for key in rows.values_list("edition__key", flat=True).distinct()]


def edition_count() -> int:
    """How many editions the index must hold."""
    return Edition.objects.visible_to(ANONYMOUS).count()


def international(keys: Sequence[str] | None) -> Iterator[Document]:
    """Every international document, or those at the given addresses."""
    found = InternationalDocument.objects.visible_to(ANONYMOUS).order_by("pk")
    if keys is not None:
        found = found.filter(key__in=keys)
    for document in found.iterator(chunk_size=AT_ONCE):
        yield _international(document)


def international_count() -> int:
    """How many international documents the index must hold."""
    return InternationalDocument.objects.visible_to(ANONYMOUS).count()


def _edition(edition: Any) -> Document:
    number = parse(edition.number)
    work = edition.work
    body = [
        edition.title_en,
        edition.get_kind_display(),
        edition.field.name if edition.field else "",
        edition.committee.name if edition.committee else edition.responsible,
        *(unit.name for unit in edition.drafting_units.all()),
        edition.announcement,
        work.issuer.name if work.issuer else "",
        edition.note,
    ]
    facets = {"level": work.level, "subkind": edition.kind, "year": str(edition.year)}
    if edition.field_id:
        facets["field"] = edition.field_id
    return Document(
        kind="specification",
        key=edition.key,
        title=f"{edition.number} {edition.title}".strip(),
        url=reverse("specifications:detail", args=[edition.key]),
        body="；".join(filter(None, map(str, body))),
        codes=(*_spellings(number), *(sheet.number for sheet in edition.amendments.all())) if number else (),
        facets=facets,
        note=str(edition.get_kind_display()),
        weight=1.0 if edition.title else STUB,
        synthetic=edition.synthetic,
    )


def _spellings(number: SpecificationNumber) -> tuple[str, ...]:
    """The number with and without blank, without leading zeros, and without its year."""
    found = (number.canonical, number.canonical.replace(" ", ""), number.lookup, number.work.canonical)
    return tuple(dict.fromkeys((*found, number.work.canonical.replace(" ", ""))))


def _international(document: Any) -> Document:
    weight = LANGUAGE_VERSION if document.language_version_of_id else 1.0
    if document.body == InternationalDocument.Body.BIPM:
        weight *= ENGLISH_ONLY
    facets = {"body": document.body, "subkind": document.kind}
    if document.year:
        facets["year"] = str(document.year)
    if document.claimed:
        facets["status"] = document.claimed
    return Document(
        kind="international",
        key=document.key,
        title=f"{document.number} {document.title_en or document.title_fr}".strip(),
        url=reverse("specifications:international", args=[document.key]),
        body="\n".join(filter(None, (document.title_fr, document.instrument, document.quantity, document.doi))),
        codes=tuple(_short(document.number)),
        facets=facets,
        note=document.body,
        weight=weight,
    )


def _short(number: str) -> Iterable[str]:
    """``OIML R 76-1:2006``, ``R 76-1:2006``, ``OIMLR76-1:2006``, ``R76-1`` and so on."""
    bare = number.partition(":")[0]
    for text in dict.fromkeys((number, bare)):
        for spelling in (text, text.removeprefix("OIML ")):
            yield spelling
            yield spelling.replace(" ", "")
