"""Addresses of the search page; included by ``web/urls.py`` under ``search/`` in the namespace ``web``."""

from django.urls import path

from quanheng.web.search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("suggest", views.suggest, name="search-suggest"),
]
