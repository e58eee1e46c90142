"""What can be asked of the law register. Every page takes a constant number of SQL queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from quanheng.apps.law.models import Article, Edition, Instrument, Supersession
from quanheng.apps.law.rules.alignment import Change, Labelled, Pair, align
from quanheng.apps.law.rules.differences import Piece, differences
from quanheng.apps.law.text_files import PARAGRAPH
from quanheng.apps.law.words import STATUS_LABELS, status_label
from quanheng.core.texts.numerals import int_to_chinese
from quanheng.core.validity import FAR_FUTURE, FAR_PAST, Status
from quanheng.kernel.actor import Actor
from quanheng.kernel.spans import holding_on

_BRACKETS = str.maketrans("[]【】()", "〔〕〔〕（）")
MOST_WORDS = 8


def editions(actor: Actor, day: date) -> QuerySet[Any]:
    """Every edition with its status on ``day`` as ``status``, ``presumed`` and ``amended``."""
    later = Supersession.objects.visible_to(actor).filter(
        predecessor=OuterRef("pk"), partial=False, successor__instrument=OuterRef("instrument")
    )
    rows: QuerySet[Any] = (
        Edition.objects.visible_to(actor)
        .select_related("instrument")
        .filter(holding_on(day))
        .annotate(status=F("spans__status"), presumed=F("spans__presumed"), amended=Exists(later))
    )
    return rows


def search_editions(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Editions whose title, number, issuer, version or address holds every word of ``text``."""
    for word in text.split()[:MOST_WORDS]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(number__icontains=word.translate(_BRACKETS))
            | Q(issuer__icontains=word)
            | Q(version__icontains=word)
            | Q(slug__icontains=word)
        )
    return rows


def edition_on(actor: Actor, slug: str, day: date) -> Any:
    """One edition with its status on ``day``. Raises ``Http404``."""
    edition = editions(actor, day).filter(slug=slug).first()
    if edition is None:
        raise Http404(_("登记簿中没有这个法规版本。"))
    return edition


def current_edition_slug(actor: Actor, instrument: str, day: date) -> str | None:
    """The address of the edition of ``instrument`` in force on ``day``, else of its newest; ``None`` if unknown."""
    rows = list(
        editions(actor, day).filter(instrument__slug=instrument, draft=False).order_by("-year", "-issued_on", "-pk")
    )
    current = [row for row in rows if row.status in {Status.IN_FORCE.value, Status.PARTLY_REPLACED.value}]
    return str((current or rows)[0].slug) if rows else None


@dataclass(frozen=True, slots=True)
class Period:
    """One row of the status timeline; ``start`` and ``end`` are ``None`` at the ends of time."""

    start: date | None
    end: date | None
    status: str
    label: str
    presumed: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter or section heading with the articles under it. ``anchor`` is where the page puts it."""

    anchor: str
    title: str
    level: int
    articles: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """Everything the page of an edition shows."""

    edition: Any
    label: str
    periods: tuple[Period, ...]
    replaces: tuple[Any, ...]
    replaced_by: tuple[Any, ...]
    siblings: tuple[Any, ...]
    chapters: tuple[Chapter, ...]

    @property
    def headings(self) -> list[Chapter]:
        """The table of contents."""
        return [chapter for chapter in self.chapters if chapter.title]

    @property
    def article_count(self) -> int:
        """How many articles (or paragraphs) are loaded."""
        return sum(len(chapter.articles) for chapter in self.chapters)


def edition_page(actor: Actor, slug: str, day: date) -> EditionPage:
    """The edition at ``slug`` as of ``day``. Raises ``Http404``."""
    edition = edition_on(actor, slug, day)
    links = Supersession.objects.visible_to(actor)
    siblings = list(editions(actor, day).filter(instrument=edition.instrument_id).order_by("year", "issued_on", "pk"))
    for row in siblings:
        row.words = status_label(row.status, amended=row.amended)
    return EditionPage(
        edition=edition,
        label=status_label(edition.status, amended=edition.amended),
        periods=tuple(_periods(edition, day)),
        replaces=tuple(links.filter(successor=edition).select_related("predecessor").order_by("predecessor__slug")),
        replaced_by=tuple(links.filter(predecessor=edition).select_related("successor").order_by("successor__slug")),
        siblings=tuple(siblings),
        chapters=tuple(_chapters(list(edition.articles.all()))),
    )


def _periods(edition: Any, day: date) -> list[Period]:
    return [
        Period(
            None if row.start == FAR_PAST else row.start,
            None if row.end == FAR_FUTURE else row.end,
            row.status,
            status_label(row.status, amended=edition.amended),
            row.presumed,
            row.start <= day < row.end,
        )
        for row in edition.spans.order_by("start")
    ]


def _chapters(articles: Sequence[Any]) -> list[Chapter]:
    """Runs of articles under the same chapter and section, in the order of the text."""
    chapters: list[tuple[str, str, int, list[Any]]] = []
    place: tuple[str, str] | None = None
    for article in articles:
        chapter, section = article.chapter, article.section
        if place is None or place[0] != chapter:
            chapters.append((f"c{len(chapters) + 1}", chapter, 1, []))
            place = (chapter, "")
        if section and place[1] != section:
            chapters.append((f"c{len(chapters) + 1}", section, 2, []))
        place = (chapter, section)
        chapters[-1][3].append(article)
    return [Chapter(anchor, title, level, tuple(held)) for anchor, title, level, held in chapters]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The article of the same number in another edition, and whether it reads the same."""

    edition: Any
    article: Any
    same: bool


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything the page of an article shows. ``article`` is ``None`` when its text is not loaded."""

    edition: Any
    label: str
    article: Any
    anchor: str
    previous: Any
    next: Any
    elsewhere: tuple[Elsewhere, ...]
    newer: Any

    @property
    def name(self) -> str:
        """第十条, also where its text is not loaded."""
        return str(self.article.label) if self.article else anchor_name(self.anchor)

    @property
    def place(self) -> str:
        """Chapter and section."""
        return " ".join(part for part in (self.article.chapter, self.article.section) if part) if self.article else ""


def anchor_name(anchor: str) -> str:
    """``10-1`` is 第十条之一; a paragraph of a text without articles keeps its number."""
    if anchor.startswith("p"):
        return PARAGRAPH % int(anchor[1:])
    number, _dash, inserted = anchor.partition("-")
    name = f"第{int_to_chinese(int(number))}条"
    return f"{name}之{int_to_chinese(int(inserted))}" if inserted else name


def article_page(actor: Actor, slug: str, anchor: str, day: date) -> ArticlePage:
    """The article at ``slug``/``anchor``. Raises ``Http404`` for an edition that is not on record, and for an article
    that its complete text does not have; an article whose text is not loaded still has its address.
    """
    edition = edition_on(actor, slug, day)
    held = Article.objects.visible_to(actor).filter(edition=edition)
    article = held.filter(anchor=anchor).first()
    if article is None and edition.completeness == Edition.Completeness.COMPLETE:
        raise Http404(_("这个版本没有这一条。"))
    others = (
        Article.objects.visible_to(actor)
        .filter(edition__instrument=edition.instrument_id, anchor=anchor)
        .exclude(edition=edition)
        .select_related("edition")
        .order_by("edition__year", "edition__issued_on")
    )
    return ArticlePage(
        edition=edition,
        label=status_label(edition.status, amended=edition.amended),
        article=article,
        anchor=anchor,
        previous=held.filter(order__lt=article.order).last() if article else None,
        next=held.filter(order__gt=article.order).first() if article else None,
        elsewhere=tuple(
            Elsewhere(other.edition, other, article is not None and other.paragraphs == article.paragraphs)
            for other in others
        ),
        newer=_newer(actor, edition, day),
    )


def _newer(actor: Actor, edition: Any, day: date) -> Any:
    """The edition in force that took the place of one no longer in force."""
    if edition.status != Status.REPLACED.value:
        return None
    after = Q(instrument=edition.instrument_id) | Q(replaces__predecessor=edition.pk, replaces__partial=False)
    in_force = Q(spans__status__in=[Status.IN_FORCE.value, Status.PARTLY_REPLACED.value]) & holding_on(day)
    rows = Edition.objects.visible_to(actor).filter(in_force).filter(after).exclude(pk=edition.pk)
    return rows.order_by("-year", "-pk").first()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a comparison: the two articles and, where both are there, the pieces that differ."""

    pair: Pair
    old: Any
    new: Any
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether a reader of changes wants to see it."""
        return self.pair.change is not Change.UNCHANGED or self.pair.renumbered


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions side by side, the older first."""

    old: Any
    new: Any
    rows: tuple[Row, ...]

    def count(self, change: Change) -> int:
        """How many articles fared so."""
        return sum(row.pair.change is change for row in self.rows)

    @property
    def typographic(self) -> int:
        """How many amended articles differ only in the width of characters."""
        return sum(row.pair.typographic for row in self.rows)


def comparison(actor: Actor, slug: str, other: str, day: date) -> Comparison:
    """The two editions compared, whichever is named first. Raises ``Http404``."""
    one, two = edition_on(actor, slug, day), edition_on(actor, other, day)
    old, new = sorted((one, two), key=_age)
    before, after = list(old.articles.all()), list(new.articles.all())
    pairs = _aligned(tuple(_labelled(a) for a in before), tuple(_labelled(a) for a in after))
    rows = tuple(_row(pair, before, after) for pair in pairs)
    return Comparison(old, new, rows)


def _age(edition: Any) -> tuple[date, str]:
    first = edition.issued_on or edition.effective_on or date(edition.year or 1, 1, 1)
    return first, edition.slug


def _labelled(article: Any) -> Labelled:
    return Labelled(article.anchor, "".join(article.paragraphs))


@lru_cache(maxsize=32)
def _aligned(old: tuple[Labelled, ...], new: tuple[Labelled, ...]) -> tuple[Pair, ...]:
    return tuple(align(old, new))


def _row(pair: Pair, before: list[Any], after: list[Any]) -> Row:
    old = before[pair.old] if pair.old is not None else None
    new = after[pair.new] if pair.new is not None else None
    pieces: tuple[Piece, ...] = ()
    if old and new and pair.change is Change.AMENDED:
        pieces = tuple(differences("\n".join(old.paragraphs), "\n".join(new.paragraphs)))
    return Row(pair, old, new, pieces)


def register_state(actor: Actor, day: date) -> list[tuple[str, int]]:
    """What ``quanheng law status`` says: how much is on record, with what text, in which status on ``day``."""
    known = Edition.objects.visible_to(actor).order_by()
    rows = [(_("法规文件"), Instrument.objects.visible_to(actor).count()), (_("版本"), known.count())]
    texts = dict(known.values_list("completeness").annotate(Count("pk")))
    rows += [(str(label), texts.get(value, 0)) for value, label in Edition.Completeness.choices]
    rows.append((_("条文"), Article.objects.visible_to(actor).count()))
    held = dict(known.filter(holding_on(day)).values_list("spans__status").annotate(Count("pk")))
    return rows + [(str(label), held.get(status, 0)) for status, label in STATUS_LABELS.items()]


def all_editions(actor: Actor) -> QuerySet[Any]:
    """Every edition, without a day."""
    return Edition.objects.visible_to(actor).select_related("instrument").order_by("slug")
