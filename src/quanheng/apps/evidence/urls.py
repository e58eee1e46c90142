"""Addresses of evidence, from the root of the site."""

from django.urls import path

from quanheng.apps.evidence import views

app_name = "evidence"
urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("events/", views.every_event, name="events"),
]
