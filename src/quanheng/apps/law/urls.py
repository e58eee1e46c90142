"""Addresses of the law register."""

from django.urls import path, re_path

from quanheng.apps.law import views

app_name = "law"
SLUG = r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)"
ANCHOR = r"(?:p|point-)?[0-9]{1,4}(?:-[0-9]{1,3})?"
urlpatterns = [
    path("", views.instruments, name="list"),
    re_path(rf"^{SLUG}/$", views.edition, name="edition"),
    re_path(rf"^{SLUG}/compare/(?P<other>[a-z0-9]+(?:-[a-z0-9]+)*)/$", views.compare, name="compare"),
    re_path(rf"^{SLUG}/(?P<anchor>{ANCHOR})/$", views.article, name="article"),
]
