"""The evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Append-only events."""

    name = "quanheng.apps.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
