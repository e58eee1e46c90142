"""What the page of an edition shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quanheng.apps.law.models import Supersession
from quanheng.apps.law.queries.register import edition_on, editions
from quanheng.apps.law.words import status_label
from quanheng.core.validity import FAR_FUTURE, FAR_PAST
from quanheng.kernel.actor import Actor


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
    def replaces_others(self) -> list[Any]:
        """Replaced editions of other instruments; those of its own are its siblings."""
        return [link for link in self.replaces if link.predecessor.instrument_id != self.edition.instrument_id]

    @property
    def replaced_by_others(self) -> list[Any]:
        """Editions of other instruments that replace it."""
        return [link for link in self.replaced_by if link.successor.instrument_id != self.edition.instrument_id]

    @property
    def headings(self) -> list[Chapter]:
        """The table of contents."""
        return [chapter for chapter in self.chapters if chapter.title]

    @property
    def by_paragraph(self) -> bool:
        """Whether the text has numbered paragraphs instead of articles."""
        return any(article.anchor.startswith("p") for chapter in self.chapters for article in chapter.articles)

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
