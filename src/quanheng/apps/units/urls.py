"""Addresses of the units register."""

from django.urls import path

from quanheng.apps.units import views

app_name = "units"
urlpatterns = [
    path("units/", views.table, name="table"),
    path("units/convert/", views.convert, name="convert"),
    path("units/<slug:slug>/", views.unit, name="unit"),
]
