"""The specifications app."""

from django.apps import AppConfig


class SpecificationsConfig(AppConfig):
    """The register of specifications."""

    name = "quanheng.apps.specifications"
    label = "specifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare events, how records are named and linked, and what is searchable."""
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from quanheng.apps.committees.public import register_measure
        from quanheng.apps.specifications import events, index  # noqa: F401  importing declares
        from quanheng.apps.specifications.elsewhere import ANSWERED_PANEL, DRAFTED_PANEL, IN_USE_MEASURE
        from quanheng.apps.specifications.importing.editions import EditionImporter
        from quanheng.kernel import imports, panels, references
        from quanheng.kernel.search import registry
        from quanheng.kernel.subjects import SubjectKind, register

        references.register("specifications.Edition_drafting_units", index.drafted_documents)
        panels.register(DRAFTED_PANEL)
        panels.register(ANSWERED_PANEL)
        register_measure(IN_USE_MEASURE)
        register(SubjectKind("specification", _("规范"), lambda key: reverse("specifications:detail", args=[key])))
        register(
            SubjectKind("international", _("国际文件"), lambda key: reverse("specifications:international", args=[key]))
        )
        imports.register(EditionImporter())
        registry.register(
            registry.Source("specification", _("规范"), index.editions, index.edition_count, index.FACETS)
        )
        registry.register(
            registry.Source(
                "international",
                _("国际文件"),
                index.international,
                index.international_count,
                index.INTERNATIONAL_FACETS,
            )
        )
