"""Addresses of timestamps."""

from django.urls import path

from quanheng.apps.evidence.views import timestamps

timestamp_patterns = [
    path("timestamps/", timestamps.timestamps, name="timestamps"),
    path("timestamps/take/", timestamps.take_of_checkpoint, name="take-checkpoint-timestamp"),
    path("timestamps/take/<int:index>/", timestamps.take_of_entry, name="take-timestamp"),
    path("timestamps/<int:number>/", timestamps.timestamp, name="timestamp"),
    path("timestamps/<int:number>/answer.tsr", timestamps.answer, name="timestamp-answer"),
    path("timestamps/<int:number>/content", timestamps.content, name="timestamp-content"),
]
