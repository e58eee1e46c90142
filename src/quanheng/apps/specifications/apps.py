"""The specifications app."""

from django.apps import AppConfig


class SpecificationsConfig(AppConfig):
    """The register of specifications."""

    name = "quanheng.apps.specifications"
    label = "specifications"
    default_auto_field = "django.db.models.BigAutoField"
