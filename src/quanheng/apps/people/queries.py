"""What can be asked of people."""

from quanheng.apps.people.models import Office


def office_names() -> dict[str, str]:
    """What each office is called, by its slug, in order."""
    return dict(Office.objects.values_list("slug", "name"))
