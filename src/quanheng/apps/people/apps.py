"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Organisations, persons, offices and dated appointments."""

    name = "quanheng.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the event kinds, and how organisations, persons and accounts are named and linked."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from quanheng.apps.people import events  # noqa: F401  importing declares
        from quanheng.apps.people.index import SOURCE
        from quanheng.kernel.search.registry import register as register_source
        from quanheng.kernel.subjects import SubjectKind, register

        register_source(SOURCE)
        register(SubjectKind("organisation", _("机构"), lambda key: reverse("people:organisation", args=[key])))
        register(SubjectKind("person", _("人员"), lambda key: reverse("people:person", args=[key])))
        register(SubjectKind("account", _("账户"), _nowhere))
        register(SubjectKind("vocabulary", _("词表"), _nowhere))


def _nowhere(key: str) -> str:  # noqa: ARG001  accounts and vocabularies have no page of their own
    return ""
