"""Addresses of static files and of the icons in the sprite."""

from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = "ui/icons.svg"


@cache
def asset(path: str) -> str:
    """The address of a static file, with its content hash once ``collectstatic`` has run.

    Error pages, development and tests must render before that, so a file missing from the manifest gets its plain
    address.
    """
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite: hidden from screen readers, or named by ``label`` when it stands alone."""
    address = f"{asset(SPRITE)}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', address)
