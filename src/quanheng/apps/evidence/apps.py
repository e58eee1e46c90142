"""The evidence app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Append-only events."""

    name = "quanheng.apps.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the events and seals of evidence itself, and the files that commands seal."""
        from django.utils.translation import gettext_lazy as _

        from quanheng.apps.evidence import events  # noqa: F401  declares them
        from quanheng.apps.evidence.draws import ready as draws
        from quanheng.apps.evidence.labels import ready as labels
        from quanheng.apps.evidence.timekeeping import ready as timekeeping
        from quanheng.apps.evidence.timestamps import ready as timestamps
        from quanheng.kernel.subjects import SubjectKind, register

        register(SubjectKind("file", _("文件"), lambda _key: ""))
        draws.declare()
        labels.declare()
        timestamps.declare()
        timekeeping.declare()
