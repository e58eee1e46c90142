"""What of the law register is searchable: editions and articles."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.law.models import Article, Edition
from quanheng.apps.law.words import edition_name
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.search.registry import Document, Source

LAW, ARTICLE = "law", "law-article"
BATCH = 500
CHUNK = 2000


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def edition_documents(keys: Sequence[str] | None) -> Iterable[Document]:
    """One document an edition, all of them or those at ``keys`` (addresses)."""
    rows = Edition.objects.visible_to(ANONYMOUS).select_related("instrument").order_by("pk")
    if keys is None:
        yield from map(_edition, rows.iterator(chunk_size=CHUNK))
        return
    for batch in _batches(keys):
        yield from map(_edition, rows.filter(slug__in=batch))


def article_documents(keys: Sequence[str] | None) -> Iterable[Document]:
    """One document an article; keys are ``edition/anchor``."""
    rows = Article.objects.visible_to(ANONYMOUS).select_related("edition__instrument").order_by("pk")
    if keys is None:
        yield from map(_article, rows.iterator(chunk_size=CHUNK))
        return
    for batch in _batches(sorted(keys)):
        wanted = set(batch)
        slugs = {key.rpartition("/")[0] for key in wanted}
        anchors = {key.rpartition("/")[2] for key in wanted}
        for row in rows.filter(edition__slug__in=slugs, anchor__in=anchors):
            if f"{row.edition.slug}/{row.anchor}" in wanted:
                yield _article(row)


def _facets(edition: Any) -> dict[str, str]:
    facets = {"subkind": edition.instrument.kind, "text": edition.completeness}
    return {**facets, "year": str(edition.year)} if edition.year else facets


def _note(edition: Any) -> str:
    partial = edition.completeness == Edition.Completeness.PARTIAL
    return str(edition.get_completeness_display()) if partial else ""


def _edition(edition: Any) -> Document:
    return Document(
        kind=LAW,
        key=edition.slug,
        title=edition_name(edition.title, edition.version),
        url=reverse("law:edition", args=[edition.slug]),
        body=" ".join(part for part in (edition.number, edition.issuer, edition.note) if part),
        codes=(edition.number,) if edition.number else (),
        facets=_facets(edition),
        note=_note(edition),
        weight=1.5,
        synthetic=edition.synthetic,
    )


def _article(article: Any) -> Document:
    edition = article.edition
    return Document(
        kind=ARTICLE,
        key=f"{edition.slug}/{article.anchor}",
        title=f"{edition_name(edition.title, edition.version)}{article.label}",
        url=reverse("law:article", args=[edition.slug, article.anchor]),
        body="\n".join(article.paragraphs),
        facets=_facets(edition),
        note=_note(edition),
        synthetic=edition.synthetic,
    )


SOURCES = (
    Source(LAW, _("法规政策"), edition_documents, lambda: Edition.objects.visible_to(ANONYMOUS).count()),
    Source(ARTICLE, _("法规条文"), article_documents, lambda: Article.objects.visible_to(ANONYMOUS).count()),
)
