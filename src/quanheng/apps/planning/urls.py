"""Addresses of the ledger, below ``/planning/``."""

from django.urls import path

from quanheng.apps.planning.views import bodies, indicators, intakes, ledger, progress

app_name = "planning"
urlpatterns = [
    path("", ledger.overview, name="overview"),
    path("tasks/", ledger.tasks, name="tasks"),
    path("tasks/<str:key>/", ledger.task, name="task"),
    path("tasks/<str:key>/report/", progress.report, name="report"),
    path("progress/<int:number>/", progress.decide, name="decide"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<slug:key>/", bodies.body, name="body"),
    path("deadlines/", bodies.deadlines, name="deadlines"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/publish/", indicators.publish, name="publish"),
    path("indicators/<slug:slug>/", indicators.indicator, name="indicator"),
    path("policies/<slug:slug>/", ledger.policy, name="policy"),
    path("imports/", intakes.intakes, name="intakes"),
    path("imports/<int:number>/", intakes.intake, name="intake"),
    path("imports/<int:number>/proposals/<int:proposal>/", intakes.proposal, name="proposal"),
    path("imports/<int:number>/confirm/", intakes.confirm, name="confirm"),
    path("imports/<int:number>/discard/", intakes.discard, name="discard"),
    path("imports/<int:number>/undo/", intakes.undo, name="undo"),
    path("imports/<int:number>/compare/<int:other>/", intakes.compare, name="compare"),
]
