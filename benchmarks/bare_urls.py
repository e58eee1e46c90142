"""All addresses of the platform, and ``/bare/N``: the bytes of the N-th measured page, rendered once and kept.

The difference between a page and its bare twin is what the page itself costs: queries, rules and templates. Server,
framework, middleware and the bytes on the wire are the same.
"""

import json
import os
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from quanheng.web.urls import urlpatterns as product


@cache
def _addresses() -> list[str]:
    return list(json.loads(Path(os.environ["BENCHMARK_ADDRESSES"]).read_text()))


@cache
def _rendered(number: int) -> tuple[bytes, str]:
    answer = Client(headers={"host": "127.0.0.1"}).get(_addresses()[number])
    return answer.content, answer["Content-Type"]


def bare(request: HttpRequest, number: int) -> HttpResponse:
    """The same bytes, without any work."""
    content, kind = _rendered(number)
    return HttpResponse(content, content_type=kind)


urlpatterns = [*product, path("bare/<int:number>", bare)]
