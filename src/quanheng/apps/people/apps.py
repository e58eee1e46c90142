"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Organisations, persons, offices and dated appointments."""

    name = "quanheng.apps.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
