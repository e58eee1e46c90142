"""The law app."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    """The register of legal instruments."""

    name = "quanheng.apps.law"
    label = "law"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the register known to events, search and the basis tag."""
        from quanheng.apps.law import events, index  # noqa: F401  events declares its kinds when imported
        from quanheng.apps.law.citations import instrument_title
        from quanheng.kernel.search import registry
        from quanheng.kernel.subjects import SubjectKind, register
        from quanheng.kernel.ui.citations import name_instruments_with

        for kind, label in (("law", _("法规版本")), ("law-instrument", _("法规文件"))):
            register(SubjectKind(kind, label, lambda key: reverse("law:edition", args=[key])))
        register(SubjectKind("law-synthetic", _("合成法规"), lambda _key: reverse("law:list")))
        for source in index.SOURCES:
            registry.register(source)
        name_instruments_with(instrument_title)
