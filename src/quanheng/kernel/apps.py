"""The kernel as a Django app: search outbox, user interface tags, system checks."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Shared code with no domain."""

    name = "quanheng.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks; refuse an unsafe database before anything can open it."""
        from quanheng.kernel.checks import require_safe_database

        require_safe_database()
