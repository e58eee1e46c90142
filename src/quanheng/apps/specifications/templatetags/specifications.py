"""``{% load specifications %}{% edition_status row %}``: the status of a row of ``editions_on``."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from quanheng.apps.specifications.words import status_label
from quanheng.kernel.ui.badges import status_badge

register = template.Library()


@register.simple_tag
def edition_status(row: Any) -> SafeString:
    """The badge of an edition's status on the day its row was asked for."""
    return status_badge(row.status, str(status_label(row.status)), presumed=row.presumed)
