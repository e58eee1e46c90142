"""The units app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """The table of legal units."""

    name = "quanheng.apps.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the register with the system checks; say how units are named, linked and searched."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from quanheng.apps.units import checks  # noqa: F401  importing registers
        from quanheng.apps.units.index import SOURCE
        from quanheng.kernel.search.registry import register as register_source
        from quanheng.kernel.subjects import SubjectKind, register

        register(SubjectKind("unit", _("计量单位"), lambda key: reverse("units:unit", args=[key])))
        register_source(SOURCE)
