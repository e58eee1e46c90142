"""Addresses of evidence, from the root of the site."""

from django.urls import path

from quanheng.apps.evidence.views import changes, log_files

app_name = "evidence"
urlpatterns = [
    path("changes/", changes.changes, name="changes"),
    path("changes/<slug:kind>/<path:key>/", changes.of_one_record, name="history"),
    path("events/", changes.every_event, name="events"),
    path("log/checkpoint", log_files.checkpoint, name="log-checkpoint"),
    path("log/tile/<path:rest>", log_files.tile, name="log-tile"),
    path("log/policy", log_files.policy, name="log-policy"),
    path("log/key", log_files.key, name="log-key"),
]
