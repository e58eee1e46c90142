"""The register file is checked with the system checks: a fault there stops the platform before it serves a page."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.core.checks import register as register_check

from quanheng.apps.units.register import FILE, load
from quanheng.kernel.errors import BadInput


@register_check()
def units_are_sound(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001  Django's call
    """One error for each fault in the file, with its line."""
    try:
        load(FILE)
    except BadInput as wrong:
        return [Error(str(fault), id="units.E001") for fault in wrong.faults]
    return []
