"""JSON by orjson: faster than the framework's own, and Chinese stays readable."""

from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpRequest
from ninja.renderers import BaseRenderer
from pydantic import BaseModel


def _other(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Decimal) or hasattr(value, "__str__"):
        return str(value)
    raise TypeError(type(value).__name__)


def dumps(data: Any) -> bytes:
    """``data`` as JSON; decimals and lazy text as strings."""
    return orjson.dumps(data, default=_other, option=orjson.OPT_NON_STR_KEYS)


class Renderer(BaseRenderer):
    """The API's renderer."""

    media_type = "application/json"
    charset = "utf-8"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Bytes of the response."""
        return dumps(data)
