"""Small files for machines: robots.txt, security.txt, the search box for browsers."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quanheng.kernel.clock import now

PLAIN = "text/plain; charset=utf-8"


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything public may be read; searches and single filters need no crawling."""
    lines = ("User-agent: *", "Disallow: /search/", "Disallow: /sign-in/", "Disallow: /workbench/", "Disallow: /*?")
    return HttpResponse("\n".join((*lines, f"Sitemap: {settings.SITE_URL}/sitemap.xml", "")), content_type=PLAIN)


@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a weakness."""
    expires = (now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {settings.SITE_URL}/help/",
        f"Expires: {expires}",
        "Preferred-Languages: zh, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    )
    return HttpResponse("\n".join((*lines, "")), content_type=PLAIN)


@require_safe
def opensearch(_request: HttpRequest) -> HttpResponse:
    """Lets a browser offer our search box in its address bar."""
    site = escape(settings.SITE_URL)
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{escape(_('权衡'))}</ShortName>"
        f"<Description>{escape(_('计量技术规范、委员会、法规与国际文件'))}</Description>"
        f'<Url type="text/html" template="{site}/search/?q={{searchTerms}}"/>'
        "<InputEncoding>UTF-8</InputEncoding></OpenSearchDescription>\n"
    )
    return HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8")
