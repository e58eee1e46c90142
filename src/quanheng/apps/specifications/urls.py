"""Addresses of specifications and international documents, from the root of the site."""

from django.urls import path

from quanheng.apps.specifications.views import coverage, editions, international, records, works

app_name = "specifications"
urlpatterns = [
    path("specifications/", editions.index, name="list"),
    path("specifications/coverage/", coverage.coverage, name="coverage"),
    path("specifications/works/<str:key>/", works.work, name="work"),
    path("specifications/<str:key>/record.<str:form>", records.record, name="record"),
    path("specifications/<str:key>/", editions.detail, name="detail"),
    path("international/", international.index, name="international-list"),
    path("international/conflicts/", international.conflicts, name="international-conflicts"),
    path("international/<str:key>/", international.detail, name="international"),
]
