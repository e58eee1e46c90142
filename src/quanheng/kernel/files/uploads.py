"""Which addresses take files: a view says so, and only there may a request be larger than a form."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.urls import Resolver404, resolve

V = TypeVar("V", bound=Callable[..., Any])
ENVELOPE = 1024 * 1024
"""What a form may add around the file: its other fields and the boundaries."""


def takes_uploads(view: V) -> V:
    """Decorator of a view that takes a file of up to ``FILE_UPLOAD_LIMIT`` bytes. Put it outermost."""
    view.takes_uploads = True  # type: ignore[attr-defined]
    return view


def largest_body(path: str) -> int:
    """How many bytes a request to ``path`` may carry."""
    try:
        view = resolve(path).func
    except Resolver404:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if getattr(view, "takes_uploads", False):
        return settings.FILE_UPLOAD_LIMIT + ENVELOPE
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
