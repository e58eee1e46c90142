"""What the API answers about law."""

from datetime import date
from typing import Any

from django.urls import reverse
from ninja import Schema

from quanheng.apps.law import queries
from quanheng.apps.law.words import jurisdiction_label, status_label


class LawEditionOut(Schema):
    """文本版本: one edition of an instrument; its status is computed for the day asked."""

    slug: str
    instrument: str
    title: str
    version: str
    number: str
    kind: str
    kind_label: str
    jurisdiction: str
    jurisdiction_label: str
    issuer: str
    year: int | None
    issued_on: date | None
    effective_on: date | None
    abolished_on: date | None
    draft: bool
    status: str
    status_label: str
    presumed: bool
    text: str
    text_note: str
    unverified: list[str]
    confidence: str
    source: str
    note: str
    synthetic: bool
    url: str


class SpanOut(Schema):
    """时效区间: a status from ``start`` on and before ``end``; null where there is no bound."""

    start: date | None
    end: date | None
    status: str
    presumed: bool


class LinkOut(Schema):
    """代替: the other side of a replacement."""

    slug: str
    title: str
    version: str
    partial: bool
    note: str


class LawEditionDetailOut(LawEditionOut):
    """An edition with its status spans and replacements."""

    text_source: str
    text_digest: str
    spans: list[SpanOut]
    replaces: list[LinkOut]
    replaced_by: list[LinkOut]


class ArticleOut(Schema):
    """条: an article, or a paragraph of a text without articles. ``complete`` says whether the whole text is there."""

    edition: str
    anchor: str
    label: str
    order: int
    chapter: str
    section: str
    paragraphs: list[str]
    complete: bool
    url: str


class ArticlesOut(Schema):
    """The loaded articles of an edition. Where ``text`` is ``partial``, nothing follows for the others."""

    edition: str
    text: str
    text_note: str
    items: list[ArticleOut]
    total: int


class PieceOut(Schema):
    """A stretch of text: ``same``, ``removed`` or ``added``."""

    kind: str
    text: str


class PairOut(Schema):
    """One row of a comparison; anchors of the old and the new article."""

    old: str | None
    new: str | None
    change: str
    renumbered: bool
    typographic: bool
    similarity: float
    pieces: list[PieceOut]


class ComparisonOut(Schema):
    """Two editions compared; ``old`` is the earlier."""

    old: str
    new: str
    old_text: str
    new_text: str
    counts: dict[str, int]
    rows: list[PairOut]


def edition_out(row: Any) -> dict[str, Any]:
    """An annotated edition as plain values."""
    same = (
        "slug", "title", "version", "number", "issuer", "year", "issued_on", "effective_on", "abolished_on", "draft",
        "status", "presumed", "text_note", "unverified", "confidence", "source", "note", "synthetic",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in same},
        "instrument": row.instrument.slug,
        "kind": row.instrument.kind,
        "kind_label": row.instrument.get_kind_display(),
        "jurisdiction": row.instrument.jurisdiction,
        "jurisdiction_label": jurisdiction_label(row.instrument.jurisdiction),
        "status_label": status_label(row.status, amended=row.amended),
        "text": row.completeness,
        "url": reverse("law:edition", args=[row.slug]),
    }


def detail_out(page: queries.EditionPage) -> dict[str, Any]:
    """The whole of an edition but its text."""
    return {
        **edition_out(page.edition),
        "text_source": page.edition.text_source,
        "text_digest": page.edition.text_digest,
        "spans": [{"start": p.start, "end": p.end, "status": p.status, "presumed": p.presumed} for p in page.periods],
        "replaces": [_link(link, link.predecessor) for link in page.replaces],
        "replaced_by": [_link(link, link.successor) for link in page.replaced_by],
    }


def _link(link: Any, other: Any) -> dict[str, Any]:
    return {
        "slug": other.slug,
        "title": other.title,
        "version": other.version,
        "partial": link.partial,
        "note": link.note,
    }


def article_out(edition: Any, article: Any) -> dict[str, Any]:
    """An article of ``edition``."""
    same = ("anchor", "label", "order", "chapter", "section", "paragraphs")
    return {
        **{name: getattr(article, name) for name in same},
        "edition": edition.slug,
        "complete": edition.completeness == edition.Completeness.COMPLETE,
        "url": reverse("law:article", args=[edition.slug, article.anchor]),
    }


def comparison_out(found: queries.Comparison) -> dict[str, Any]:
    """A comparison with every row, unchanged ones too."""
    counts: dict[str, int] = {}
    for row in found.rows:
        counts[row.pair.change.value] = counts.get(row.pair.change.value, 0) + 1
    return {
        "old": found.old.slug,
        "new": found.new.slug,
        "old_text": found.old.completeness,
        "new_text": found.new.completeness,
        "counts": counts,
        "rows": [
            {
                "old": row.old.anchor if row.old else None,
                "new": row.new.anchor if row.new else None,
                "change": row.pair.change.value,
                "renumbered": row.pair.renumbered,
                "typographic": row.pair.typographic,
                "similarity": round(row.pair.similarity, 4),
                "pieces": [{"kind": piece.kind, "text": piece.text} for piece in row.pieces],
            }
            for row in found.rows
        ],
    }
