"""The site map: one section for each register, ten thousand addresses a file, in the order of registration so that an
address stays in its file.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from quanheng.kernel.clock import legal_today
from quanheng.kernel.datasets import Dataset, datasets

PAGES = ("web:home", "web:open-data", "web:api", "web:help")


class _Ours(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    """Addresses on ``SITE_URL``, whatever host the request named."""

    limit = 10_000

    def get_protocol(self, protocol: str | None = None) -> str:
        """The scheme of ``SITE_URL``."""
        return str(settings.SITE_URL).partition("://")[0]

    def get_domain(self, site: Any = None) -> str:
        """The host of ``SITE_URL``."""
        return str(settings.SITE_URL).partition("://")[2]


class PagesSitemap(_Ours):
    """Pages that are not records."""

    def items(self) -> list[str]:
        """Addresses of pages and lists."""
        return [*(reverse(name) for name in PAGES), *(dataset.page() for dataset in datasets().values())]

    def location(self, item: str) -> str:
        """As it is."""
        return item


class RegisterSitemap(_Ours):
    """The records of one dataset that have a page."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def items(self) -> QuerySet[Any] | list[Any]:
        """Its records, oldest registration first."""
        rows = self.dataset.rows(legal_today())
        return rows.order_by("pk") if isinstance(rows, QuerySet) else list(rows)

    def location(self, item: Any) -> str:
        """The record's own page."""
        return self.dataset.url(item) if self.dataset.url else ""

    def lastmod(self, item: Any) -> datetime | None:
        """When it last changed."""
        changed: datetime | None = getattr(item, "changed_at", None)
        return changed


@require_safe
def index(_request: HttpRequest) -> HttpResponse:
    """The index of all files of the site map."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for name, section in sections().items():
        if not section.paginator.count:  # a file of the site map holds an address at least
            continue
        address = settings.SITE_URL + reverse("web:sitemap-section", args=[name])
        pages = [address, *(f"{address}?p={page}" for page in section.paginator.page_range if page > 1)]
        lines += [f"<sitemap><loc>{escape(page)}</loc></sitemap>" for page in pages]
    return HttpResponse("\n".join([*lines, "</sitemapindex>", ""]), content_type="application/xml")


def sections() -> dict[str, _Ours]:
    """Every section by its name in the address."""
    registers = {dataset.key: RegisterSitemap(dataset) for dataset in datasets().values() if dataset.url}
    return {"pages": PagesSitemap(), **registers}
