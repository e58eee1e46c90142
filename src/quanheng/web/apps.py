"""The doors as a Django app: home, search, open data, command line."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Portal and assembly."""

    name = "quanheng.web"
    label = "web"
