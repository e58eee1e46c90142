"""Addresses of open data and of the API's manual."""

from django.urls import path, re_path

from quanheng.web.open_data import views

urlpatterns = [
    path("open-data/", views.open_data, name="open-data"),
    path("open-data/catalog.jsonld", views.catalogue, name="catalogue"),
    re_path(r"^open-data/(?P<key>[a-z-]{1,40})\.(?P<form>csv|xlsx|json)$", views.dump, name="dump"),
    path("api/", views.api_manual, name="api"),
    path("api/v1/openapi.json", views.openapi_json, name="openapi"),
]
