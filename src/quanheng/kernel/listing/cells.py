"""Values of rows: as shown in a cell, and plain for exports."""

from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

UNKNOWN = "—"


def plain_value(row: Any, path: str) -> Any:
    """The attribute ``path`` of ``row``; ``a__b`` follows relations and gives ``None`` where one is missing. A field
    with choices gives its label.
    """
    for name in path.split("__"):
        if row is None:
            return None
        display = getattr(row, f"get_{name}_display", None)
        row = display() if display is not None else getattr(row, name)
    return row


def shown_value(value: Any) -> Any:
    """Text or safe HTML for a cell: dates in ``<time>``, a dash for what is not known."""
    if value is None or value == "":
        return UNKNOWN
    if value is True or value is False:
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return format_html('<time datetime="{0}">{0}</time>', value.isoformat())
    return value if hasattr(value, "__html__") else str(value)
