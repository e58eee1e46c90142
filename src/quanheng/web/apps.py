"""The doors as a Django app: home, search, open data, command line."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    """Portal and assembly. It stands last among the apps, so when it is ready all registers are."""

    name = "quanheng.web"
    label = "web"

    def ready(self) -> None:
        """Let every app say what it publishes as open data."""
        autodiscover_modules("datasets")
