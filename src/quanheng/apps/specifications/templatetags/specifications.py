"""``{% edition_status row %}``: the status of a row of ``editions_on``; ``{% announcement number addresses %}``."""

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from quanheng.apps.specifications.words import status_label
from quanheng.kernel.ui.badges import status_badge

register = template.Library()


@register.simple_tag
def edition_status(row: Any) -> SafeString:
    """The badge of an edition's status on the day its row was asked for."""
    return status_badge(row.status, str(status_label(row.status)), presumed=row.presumed)


@register.simple_tag
def announcement(number: str, addresses: dict[str, str]) -> SafeString:
    """The number of an announcement; a link where the law register holds it."""
    if number in addresses:
        return format_html('<a href="{}">{}</a>', addresses[number], number)
    return conditional_escape(number)
