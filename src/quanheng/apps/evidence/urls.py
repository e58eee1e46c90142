"""Addresses of evidence, from the root of the site."""

from django.urls import path

from quanheng.apps.evidence.views import changes

app_name = "evidence"
urlpatterns = [
    path("changes/", changes.changes, name="changes"),
    path("events/", changes.every_event, name="events"),
]
