"""Search through the open API."""

from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from quanheng.kernel.errors import bad_input
from quanheng.kernel.search import highlight
from quanheng.kernel.search.engine import IndexMissing
from quanheng.kernel.search.query import LONGEST_QUERY
from quanheng.kernel.search.registry import sources
from quanheng.web.search import parameters, present, queries
from quanheng.web.search.parameters import DEEPEST, LARGEST_PAGE, PAGE_SIZE, Asked

router = Router(tags=[str(lazily("检索"))])
Words = Annotated[str, Field(description=str(lazily("检索词")), min_length=1, max_length=LONGEST_QUERY)]


class HitOut(Schema):
    """一条结果. ``key`` is unique within ``kind``; ``snippet`` is HTML in which only ``<mark>`` occurs."""

    kind: str
    kind_label: str
    key: str
    title: str
    url: str
    note: str
    snippet: str
    facets: dict[str, str]
    synthetic: bool


class SearchOut(Schema):
    """一页结果. ``loose`` is true when nothing matched as typed and these resemble it; ``next`` is the next page."""

    items: list[HitOut]
    total: int
    page: int
    size: int
    next: str | None
    loose: bool
    facets: dict[str, dict[str, int]]


class SuggestionOut(Schema):
    """一条建议."""

    title: str
    kind: str
    url: str


class SuggestionsOut(Schema):
    """建议: what begins with, or holds, the words typed so far."""

    q: str
    suggestions: list[SuggestionOut]


@router.get("/search", response=SearchOut, summary=lazily("全文检索"))  # type: ignore[arg-type]  # said in the reader's language
def search(
    request: HttpRequest,
    q: Words,
    kind: str = "",
    page: Annotated[int, Query(ge=1, le=DEEPEST)] = 1,
    size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE_SIZE,
) -> dict[str, Any]:
    """Everything public that holds the words, best first, with the exact count."""
    if kind and kind not in sources():
        raise bad_input("kind", _("没有这一类"), _("可用的取值：%s。") % "、".join(sources()))
    if page * size > DEEPEST:
        raise bad_input("page", _("页码过大"), _("只列出前 10,000 条。请增加检索词或筛选条件。"))
    asked = Asked(parameters.checked_words(q), {"kind": kind} if kind else {}, page, size)
    try:
        found = queries.find(asked)
    except IndexMissing:
        raise HttpError(503, _("索引正在建立，请稍后再试。")) from None
    results = found.results
    if page > 1 and (page - 1) * size >= results.total:
        raise Http404(_("没有这一页"))
    more = page * size < min(results.total, DEEPEST)
    following = present.address(asked, page=str(page + 1), size=str(size)) if more else ""
    return {
        "items": [_hit(hit.document, found) for hit in results.hits],
        "total": results.total,
        "page": page,
        "size": size,
        "next": f"{settings.SITE_URL}{request.path}{following}" if more else None,
        "loose": found.loose,
        "facets": results.facets,
    }


def _hit(document: Any, found: queries.Found) -> dict[str, Any]:
    return {
        "kind": document.kind,
        "kind_label": present.kind_label(document.kind),
        "key": document.key,
        "title": document.title,
        "url": f"{settings.SITE_URL}{document.url}",
        "note": document.note,
        "snippet": highlight.snippet(document.body, found.query, loose=found.loose),
        "facets": document.facets,
        "synthetic": document.synthetic,
    }


@router.get("/search/suggest", response=SuggestionsOut, summary=lazily("检索建议"))  # type: ignore[arg-type]
def suggest(request: HttpRequest, q: Words) -> dict[str, Any]:  # noqa: ARG001  ninja passes it
    """A few titles and numbers for the words typed so far."""
    typed = parameters.checked_words(q)
    try:
        found = queries.suggestions(typed)
    except IndexMissing:
        raise HttpError(503, _("索引正在建立，请稍后再试。")) from None
    return {
        "q": typed,
        "suggestions": [
            {
                "title": document.title,
                "kind": present.kind_label(document.kind),
                "url": f"{settings.SITE_URL}{document.url}",
            }
            for document in found
        ],
    }
