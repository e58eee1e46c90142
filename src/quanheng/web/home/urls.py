"""Addresses of the front page, the workbench and the help pages."""

from django.urls import path

from quanheng.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("workbench/", views.workbench, name="workbench"),
    path("help/", views.help_page, name="help"),
]
