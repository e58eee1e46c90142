"""Citing law: from an instrument's address and an article as printed to a title and a link."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.law.models import Edition
from quanheng.core.texts.numerals import article_anchor, point_anchor
from quanheng.kernel.actor import ANONYMOUS


@dataclass(frozen=True, slots=True)
class Citation:
    """引用: what a page shows for a basis. ``exists`` is false when the register does not hold the edition."""

    title: str
    url: str
    exists: bool
    partial: bool = False


def article_url(instrument: str, article: str = "") -> str:
    """The permanent address of ``article`` (``第十条``) of the edition ``instrument``; of the edition when the article
    is empty or names none.
    """
    anchor = article_anchor(article) or point_anchor(article)
    return reverse("law:article", args=[instrument, anchor]) if anchor else reverse("law:edition", args=[instrument])


def edition_exists(slug: str) -> bool:
    """Whether the register holds the edition."""
    return Edition.objects.visible_to(ANONYMOUS).filter(slug=slug).exists()


def missing_editions(slugs: Iterable[str]) -> list[str]:
    """Those of ``slugs`` that the register does not hold, in order."""
    wanted = sorted(set(slugs))
    held = set(Edition.objects.visible_to(ANONYMOUS).filter(slug__in=wanted).values_list("slug", flat=True))
    return [slug for slug in wanted if slug not in held]


def instrument_title(slug: str) -> str:
    """The title of the edition at ``slug``, empty when the register does not hold it. Kept for a minute."""
    key = f"law.title.{slug[:100]}"
    title: str | None = cache.get(key)
    if title is None:
        title = Edition.objects.visible_to(ANONYMOUS).filter(slug=slug).values_list("title", flat=True).first() or ""
        cache.set(key, title, 60 if title else 5)
    return title


def addresses_of_numbers(numbers: Iterable[str]) -> dict[str, str]:
    """From numbers as printed (``市场监管总局公告2023年第45号``) to the permanent addresses of the editions that bear
    them; without those the register does not hold or holds twice. One query, none where there is no number.
    """
    wanted = sorted({number for number in numbers if number})
    if not wanted:
        return {}
    held = Edition.objects.visible_to(ANONYMOUS).filter(number__in=wanted).values_list("number", "slug")
    slugs: dict[str, list[str]] = {}
    for number, slug in held:
        slugs.setdefault(number, []).append(slug)
    return {number: article_url(found[0]) for number, found in slugs.items() if len(found) == 1}


def cite(instrument: str, article: str = "") -> Citation:
    """One citation; for many use :func:`cite_many`."""
    return cite_many([(instrument, article)])[instrument, article]


def cite_many(pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Citation]:
    """Citations of ``(instrument, article)`` pairs, in one query."""
    slugs = {instrument for instrument, _article in pairs}
    editions = {row.slug: row for row in Edition.objects.visible_to(ANONYMOUS).filter(slug__in=slugs)}
    return {(slug, article): _citation(slug, article, editions.get(slug)) for slug, article in pairs}


def _citation(slug: str, article: str, edition: Any) -> Citation:
    if edition is None:
        return Citation(f"{slug} {article}".strip(), "", exists=False)
    title = _("《%(title)s》%(article)s") % {"title": edition.title, "article": article}
    partial = edition.completeness != Edition.Completeness.COMPLETE
    return Citation(title, article_url(slug, article), exists=True, partial=partial)
