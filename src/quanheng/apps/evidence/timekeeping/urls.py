"""Addresses of timekeeping."""

from django.urls import path

from quanheng.apps.evidence.views import time_work, timekeeping

time_patterns = [
    path("time/", timekeeping.clock, name="time"),
    path("time/rounds/<int:number>/", timekeeping.time_round, name="time-round"),
    path("time/rounds/<int:number>/record.json", timekeeping.round_file, name="time-round-file"),
    path("time/comparisons/enter/", time_work.enter, name="enter-time-comparison"),
    path("time/comparisons/<int:number>/report", timekeeping.report, name="time-report"),
]
