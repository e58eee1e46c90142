"""The committees app."""

from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    """The register of committees."""

    name = "quanheng.apps.committees"
    label = "committees"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the event kinds and how committees are named and linked."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from quanheng.apps.committees import events  # noqa: F401  importing declares
        from quanheng.apps.committees.importing.committees import CommitteeImporter
        from quanheng.apps.committees.importing.members import MemberImporter
        from quanheng.apps.committees.index import SOURCE, hosted_documents
        from quanheng.apps.committees.panel import ORGANISATION_PANEL
        from quanheng.kernel import references
        from quanheng.kernel.imports import register as register_importer
        from quanheng.kernel.panels import register as register_panel
        from quanheng.kernel.search.registry import register as register_source
        from quanheng.kernel.subjects import SubjectKind, register

        register_source(SOURCE)
        references.register("committees.Hosting", hosted_documents)
        register_importer(CommitteeImporter())
        register_importer(MemberImporter())
        register_panel(ORGANISATION_PANEL)
        register(SubjectKind("committee", _("委员会"), lambda key: reverse("committees:detail", args=[key])))
