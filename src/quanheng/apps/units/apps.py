"""The units app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """The table of legal units."""

    name = "quanheng.apps.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"
