"""Addresses of evidence, from the root of the site."""

from django.urls import path

from quanheng.apps.evidence.draws.urls import draw_patterns
from quanheng.apps.evidence.labels.urls import label_patterns
from quanheng.apps.evidence.timekeeping.urls import time_patterns
from quanheng.apps.evidence.timestamps.urls import timestamp_patterns
from quanheng.apps.evidence.views import changes, log_files, log_page, verify_page

app_name = "evidence"
urlpatterns = [
    path("changes/", changes.changes, name="changes"),
    path("changes/<slug:kind>/<path:key>/", changes.of_one_record, name="history"),
    path("events/", changes.every_event, name="events"),
    path("log/", log_page.log, name="log"),
    path("log/proof/<int:index>.tlog-proof", log_page.proof, name="log-proof"),
    path("verify/", verify_page.verify, name="verify"),
    path("log/checkpoint", log_files.checkpoint, name="log-checkpoint"),
    path("log/tile/<path:rest>", log_files.tile, name="log-tile"),
    path("log/policy", log_files.policy, name="log-policy"),
    path("log/key", log_files.key, name="log-key"),
    *draw_patterns,
    *label_patterns,
    *timestamp_patterns,
    *time_patterns,
]
