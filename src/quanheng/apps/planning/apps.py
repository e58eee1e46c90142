"""The planning app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The ledger of policies."""

    name = "quanheng.apps.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare events, how records are named and linked, and what is searchable."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from quanheng.apps.planning import events  # noqa: F401  importing declares
        from quanheng.apps.planning.index import SOURCE
        from quanheng.kernel.search.registry import register as register_source
        from quanheng.kernel.subjects import SubjectKind, register

        register_source(SOURCE)
        register(SubjectKind("task", _("政策任务"), lambda key: reverse("planning:task", args=[key])))
        register(SubjectKind("policy", _("政策台账"), lambda key: reverse("planning:policy", args=[key])))
        register(SubjectKind("policy-intake", _("政策导入"), lambda key: reverse("planning:intake", args=[key])))
        register(SubjectKind("indicators", _("指标"), lambda _key: reverse("planning:indicators")))
