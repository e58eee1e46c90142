"""The law app."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """The register of legal instruments."""

    name = "quanheng.apps.law"
    label = "law"
    default_auto_field = "django.db.models.BigAutoField"
