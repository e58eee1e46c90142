"""Every address of the platform."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from quanheng.web import feeds, health, sitemaps, well_known
from quanheng.web.api import ROOT as API_ROOT
from quanheng.web.api import api

doors: list[URLPattern | URLResolver] = [
    path("", include("quanheng.web.open_data.urls")),
    path("", include("quanheng.web.home.urls")),
    path("search/", include("quanheng.web.search.urls")),
    path("feeds/changes.atom", feeds.changes, name="changes-feed"),
    path("health/", health.health, name="health"),
    path("robots.txt", well_known.robots, name="robots"),
    path("opensearch.xml", well_known.opensearch, name="opensearch"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": sitemaps.sections()},
        name="sitemap-section",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path(API_ROOT, RedirectView.as_view(pattern_name="web:api"), name="open-api"),  # people who open it want the manual
    path(API_ROOT, api.urls),
    path("", include((doors, "web"))),
    path("imports/", include("quanheng.apps.imports.urls")),
    path("committees/", include("quanheng.apps.committees.urls")),
    path("law/", include("quanheng.apps.law.urls")),
    path("planning/", include("quanheng.apps.planning.urls")),
    path("", include("quanheng.apps.people.urls")),
    path("", include("quanheng.apps.specifications.urls")),
    path("", include("quanheng.apps.units.urls")),
    path("", include("quanheng.apps.evidence.urls")),
]

handler400 = "quanheng.web.errors.bad_request"
handler403 = "quanheng.web.errors.permission_denied"
handler404 = "quanheng.web.errors.page_not_found"
handler500 = "quanheng.web.errors.server_error"
