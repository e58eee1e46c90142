"""The committees app."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    """The register of committees."""

    name = "quanheng.apps.committees"
    label = "committees"
    default_auto_field = "django.db.models.BigAutoField"
