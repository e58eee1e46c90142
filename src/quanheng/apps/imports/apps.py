"""The imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Imports into any register."""

    name = "quanheng.apps.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the event kinds, how an import is named and linked, and its panel on the workbench."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from quanheng.apps.imports import events  # noqa: F401  importing declares
        from quanheng.apps.imports.panel import PANEL
        from quanheng.apps.imports.queries import import_keys
        from quanheng.kernel import panels
        from quanheng.kernel.subjects import SubjectKind, register

        register(
            SubjectKind("import", _("导入"), lambda key: reverse("imports:detail", args=[key]), readable=import_keys)
        )
        panels.register(PANEL)
