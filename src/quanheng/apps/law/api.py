"""The open API of the law register."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router

from quanheng.apps.law import queries
from quanheng.apps.law.listing import LAW
from quanheng.apps.law.schemas import (
    ArticleOut,
    ArticlesOut,
    ComparisonOut,
    LawEditionDetailOut,
    LawEditionOut,
    article_out,
    comparison_out,
    detail_out,
    edition_out,
)
from quanheng.kernel.actor import Actor
from quanheng.kernel.api import Page, list_operation, page_of
from quanheng.kernel.api.lists import DAY
from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing.parameters import parse_day

router = Router(tags=["law"])
Slug = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100, examples=["metrology-law-2018"])]
Anchor = Annotated[str, Path(pattern=r"^(p|point-)?[0-9]{1,4}(-[0-9]{1,3})?$", max_length=20, examples=["10"])]
Day = Annotated[str | None, Query(pattern=DAY)]


def _asker(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get(
    "/law",
    response=Page[LawEditionOut],
    summary=_("列出法规政策的文本版本"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(LAW),
)
def list_law(request: HttpRequest) -> Any:
    """Editions of instruments, filtered as the page filters them."""
    return page_of(request, LAW, lambda day: queries.editions(_asker(request), day), edition_out)


@router.get(
    "/law/{slug}",
    response=LawEditionDetailOut,
    summary=_("一个文本版本：事实、时效区间、代替关系"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_law(request: HttpRequest, slug: Slug, on: Day = None) -> Any:
    """One edition: facts, status spans, replacements."""
    day = parse_day(on) if on else legal_today()
    return detail_out(queries.edition_page(_asker(request), slug, day))


@router.get(
    "/law/{slug}/articles",
    response=ArticlesOut,
    summary=_("一个文本版本已收录的全部条文"),  # type: ignore[arg-type]  # said in the reader's language
)
def list_articles(request: HttpRequest, slug: Slug) -> Any:
    """Every loaded article of an edition."""
    edition = queries.edition_on(_asker(request), slug, legal_today())
    items = [article_out(edition, article) for article in edition.articles.all()]
    return {
        "edition": edition.slug,
        "text": edition.completeness,
        "text_note": edition.text_note,
        "items": items,
        "total": len(items),
    }


@router.get(
    "/law/{slug}/articles/{anchor}",
    response=ArticleOut,
    summary=_("一条条文"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_article(request: HttpRequest, slug: Slug, anchor: Anchor) -> Any:
    """One article; 404 when its text is not loaded."""
    page = queries.article_page(_asker(request), slug, anchor, legal_today())
    if page.article is None:
        raise Http404(gettext("本条文本没有收录。"))
    return article_out(page.edition, page.article)


@router.get(
    "/law/{slug}/compare/{other}",
    response=ComparisonOut,
    summary=_("两个文本版本逐条对比"),  # type: ignore[arg-type]  # said in the reader's language
)
def compare_law(request: HttpRequest, slug: Slug, other: Slug) -> Any:
    """Two editions compared, article by article."""
    return comparison_out(queries.comparison(_asker(request), slug, other, legal_today()))
