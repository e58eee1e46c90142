"""Addresses of the ledger, below ``/planning/``."""

from django.urls import path

from quanheng.apps.planning.views import ledger

app_name = "planning"
urlpatterns = [
    path("", ledger.overview, name="overview"),
    path("tasks/", ledger.tasks, name="tasks"),
    path("tasks/<str:key>/", ledger.task, name="task"),
    path("policies/<slug:slug>/", ledger.policy, name="policy"),
]
