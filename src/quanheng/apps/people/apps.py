"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Organisations, persons, offices and dated appointments."""

    name = "quanheng.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the event kinds, what is checked at start, who acts, what is found and imported, and what events are
        about.
        """
        from quanheng.apps.people import events  # noqa: F401  importing declares
        from quanheng.apps.people.actors import actor_of_account
        from quanheng.apps.people.authentication import providers  # noqa: F401  importing registers a system check
        from quanheng.apps.people.directory import find
        from quanheng.apps.people.importing.organisations import OrganisationImporter
        from quanheng.apps.people.index import SOURCE
        from quanheng.kernel.actors import provide
        from quanheng.kernel.directory import look_up_with
        from quanheng.kernel.imports import register as register_importer
        from quanheng.kernel.search.registry import register as register_source

        provide(actor_of_account)
        look_up_with(find)
        register_source(SOURCE)
        register_importer(OrganisationImporter())
        _name_subjects()


def _name_subjects() -> None:
    """How organisations, persons, accounts and proposals are named and linked, and who reads what happened to them."""
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from quanheng.apps.people.readable import account_keys, organisation_keys, person_keys, proposal_keys
    from quanheng.kernel.subjects import SubjectKind, register

    register(
        SubjectKind(
            "organisation",
            _("机构"),
            lambda key: reverse("people:organisation", args=[key]),
            readable=organisation_keys,
        )
    )
    register(SubjectKind("person", _("人员"), lambda key: reverse("people:person", args=[key]), readable=person_keys))
    register(SubjectKind("account", _("账户"), _account_page, readable=account_keys))
    register(
        SubjectKind(
            "office-proposal",
            _("任免提议"),
            lambda key: reverse("people:decide-proposal", args=[key]),
            readable=proposal_keys,
        )
    )
    register(SubjectKind("vocabulary", _("词表"), _nowhere))


def _account_page(key: str) -> str:
    """Empty for the number that stands for a name nobody has."""
    from django.urls import reverse

    return reverse("people:account", args=[key]) if key.isdecimal() and key != "0" else ""


def _nowhere(key: str) -> str:  # noqa: ARG001  vocabularies have no page of their own
    return ""
