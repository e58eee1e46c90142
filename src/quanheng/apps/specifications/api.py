"""The open API of specifications and international documents."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router

from quanheng.apps.specifications import queries, schemas
from quanheng.apps.specifications.listing import EDITIONS, INTERNATIONAL
from quanheng.kernel.actor import Actor
from quanheng.kernel.api import Page, list_operation, page_of
from quanheng.kernel.api.lists import DAY
from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing.parameters import parse_day

router = Router(tags=["specifications"])
Number = Annotated[
    str, Path(max_length=120, description="编号，任何写法，例如 JJF-1070-2023", examples=["JJF-1070-2023"])
]
Key = Annotated[str, Path(max_length=120, examples=["OIML-R-76-1-2006"])]
Day = Annotated[str | None, Query(pattern=DAY, description="查询日期，省略为今天")]


def _asker(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _edition_key(request: HttpRequest, number: str) -> str:
    """The address of the edition ``number`` spells; 404 when it spells none."""
    found = queries.resolve(_asker(request), number)
    if not found.key:
        raise Http404
    return found.key


@router.get(
    "/specifications",
    response=Page[schemas.EditionOut],
    summary=_("列出计量技术规范及其在查询日期的状态"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(EDITIONS),
)
def list_specifications(request: HttpRequest) -> Any:
    """Editions, filtered as the page filters them."""
    day = EDITIONS.day_of(request.GET, legal_today())
    return page_of(
        request,
        EDITIONS,
        queries.editions(_asker(request)),
        lambda row: schemas.edition_out(row, day),
    )


@router.get(
    "/specifications/{number}",
    response=schemas.EditionDetailOut,
    summary=_("一个版本：事实、状态、推定理由、代替关系"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_specification(request: HttpRequest, number: Number, on: Day = None) -> Any:
    """One edition by its number in any spelling."""
    day = parse_day(on) if on else legal_today()
    detail = queries.edition_detail(_asker(request), _edition_key(request, number), day)
    if detail is None:
        raise Http404
    return schemas.detail_out(detail)


@router.get(
    "/specifications/{number}/graph",
    response=schemas.GraphOut,
    summary=_("代替关系图"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_graph(
    request: HttpRequest,
    number: Number,
    on: Day = None,
    depth: Annotated[int, Query(ge=1, le=8)] = 4,
) -> Any:
    """What replaced what around one edition."""
    day = parse_day(on) if on else legal_today()
    graph = queries.replacement_graph(_asker(request), _edition_key(request, number), day, depth)
    if graph is None:
        raise Http404
    return schemas.graph_out(graph)


@router.get(
    "/works/{number}",
    response=schemas.WorkOut,
    summary=_("一项规范的各个版本"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_work(request: HttpRequest, number: Number, on: Day = None) -> Any:
    """One work by its number in any spelling."""
    day = parse_day(on) if on else legal_today()
    found = queries.resolve(_asker(request), number)
    detail = queries.work_detail(_asker(request), found.work_key, day) if found.work_key else None
    if detail is None:
        raise Http404
    return schemas.work_out(detail)


@router.get(
    "/international",
    response=Page[schemas.InternationalOut],
    summary=_("列出国际文件"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(INTERNATIONAL),
)
def list_international(request: HttpRequest) -> Any:
    """International documents, filtered as the page filters them."""
    return page_of(request, INTERNATIONAL, queries.international_documents(_asker(request)), schemas.international_out)


@router.get(
    "/international/{key}",
    response=schemas.InternationalDetailOut,
    summary=_("一个国际文件"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_international(request: HttpRequest, key: Key) -> Any:
    """One international document by its address."""
    detail = queries.international_detail(_asker(request), key)
    if detail is None:
        raise Http404
    return schemas.international_detail_out(detail)
