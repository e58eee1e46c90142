"""What the page of an article shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from quanheng.apps.law.models import Article, Edition
from quanheng.apps.law.queries.register import edition_on
from quanheng.apps.law.text_files import PARAGRAPH
from quanheng.apps.law.words import status_label
from quanheng.core.texts.numerals import anchor_label
from quanheng.core.validity import Status
from quanheng.kernel.actor import Actor
from quanheng.kernel.spans import holding_on


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
    """``10-1`` is 第十条之一, ``point-4`` （四）; a paragraph of a text without articles keeps its number."""
    return PARAGRAPH % int(anchor[1:]) if anchor[1:].isdecimal() and anchor[0] == "p" else anchor_label(anchor)


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
