"""Addresses of the register of committees, below ``/committees/``."""

from django.urls import path

from quanheng.apps.committees import views

app_name = "committees"
urlpatterns = [
    path("", views.committees, name="list"),
    path("tree/", views.tree, name="tree"),
    path("coverage/", views.coverage_map, name="coverage"),
    path("network/", views.network, name="network"),
    path("<path:key>/", views.committee, name="detail"),
]
