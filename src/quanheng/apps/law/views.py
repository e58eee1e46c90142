"""The pages of the law register."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.law import queries
from quanheng.apps.law.listing import LAW
from quanheng.apps.law.words import CHANGE_LABELS, CHANGE_TONES, FIELD_LABELS, edition_name, jurisdiction_label
from quanheng.core.texts.alignment import Change
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import legal_today
from quanheng.kernel.errors import bad_input
from quanheng.kernel.listing import listing_page
from quanheng.kernel.listing.parameters import day_from


def _asker(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def instruments(request: HttpRequest) -> HttpResponseBase:
    """The list of editions, and its exports."""
    return listing_page(request, LAW, lambda day: queries.editions(_asker(request), day), template="law/list.html")


def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One edition: facts, timeline, contents, text. The address of an instrument leads to its edition in force."""
    day = day_from(request.GET, legal_today())
    try:
        page = queries.edition_page(_asker(request), slug, day)
    except Http404:
        current = queries.current_edition_slug(_asker(request), slug, day)
        if current is None or current == slug:
            raise
        return redirect("law:edition", slug=current)
    context = {
        "page": page,
        "edition": page.edition,
        "name": _name(page.edition),
        "jurisdiction": jurisdiction_label(page.edition.instrument.jurisdiction),
        "unverified": [FIELD_LABELS[name] for name in page.edition.unverified],
        "day": day,
        "data": _legislation(page.edition),
    }
    return render(request, "law/edition.html", context)


def article(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """One article at its permanent address."""
    page = queries.article_page(_asker(request), slug, anchor, legal_today())
    context = {
        "page": page,
        "edition": page.edition,
        "article": page.article,
        "name": _name(page.edition),
        "citation": _("《%(title)s》%(article)s") % {"title": page.edition.title, "article": page.name},
        "data": _article(request, page),
    }
    return render(request, "law/article.html", context)


SHOWS = ("words", "changes", "all")


def compare(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """Two editions side by side; ``?show=changes`` with differences of width too, ``?show=all`` with every article."""
    show = request.GET.get("show", "words")
    if show not in SHOWS:
        raise bad_input("show", _("没有这种显示方式"), _("可用的取值：%s。") % "、".join(SHOWS))
    if slug == other:
        return redirect("law:edition", slug=slug)
    found = queries.comparison(_asker(request), slug, other, legal_today())
    held = {
        "words": tuple(row for row in found.rows if row.reworded),
        "changes": tuple(row for row in found.rows if row.changed),
        "all": found.rows,
    }
    labels = {"words": _("文字变化（%d）"), "changes": _("全部变化（%d）"), "all": _("全部条文（%d）")}
    context = {
        "found": found,
        "old_name": _name(found.old),
        "new_name": _name(found.new),
        "lead": _("%(old)s与%(new)s") % {"old": _name(found.old), "new": _name(found.new)},
        "rows": [(r, CHANGE_LABELS[r.pair.change.value], CHANGE_TONES[r.pair.change.value]) for r in held[show]],
        "counts": [(CHANGE_LABELS[change.value], found.count(change)) for change in Change],
        "tabs": [(labels[key] % len(held[key]), f"?show={key}", key == show) for key in SHOWS],
    }
    return render(request, "law/compare.html", context)


def _name(edition: Any) -> str:
    return edition_name(edition.title, edition.version)


def _article(request: HttpRequest, page: Any) -> dict[str, Any]:
    """schema.org Legislation, a part of its edition."""
    return {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": page.name,
        "url": f"{settings.SITE_URL}{request.path}",
        "inLanguage": "zh-CN",
        "isPartOf": _legislation(page.edition),
    }


def _legislation(edition: Any) -> dict[str, Any]:
    """schema.org Legislation."""
    data = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": edition.title,
        "legislationIdentifier": edition.number or None,
        "legislationDate": edition.issued_on,
        "legislationPassedBy": edition.issuer or None,
        "url": f"{settings.SITE_URL}{reverse('law:edition', args=[edition.slug])}",
        "inLanguage": "zh-CN",
    }
    return {key: value for key, value in data.items() if value}
