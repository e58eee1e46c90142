"""The open API of draws."""

from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Router

from quanheng.apps.evidence.draws import files, queries
from quanheng.apps.evidence.draws.audit import bundle_of
from quanheng.apps.evidence.draws.listing import DRAWS, NAME_LISTS, draw_href, list_href
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.apps.evidence.draws.schemas import BundleOut, DrawDetailOut, DrawOut, NameListOut
from quanheng.apps.evidence.draws.standing import outcome_of
from quanheng.apps.evidence.models.draws import Draw, DrawParty
from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.api import Page, list_operation, page_of
from quanheng.kernel.clock import now

router = Router(tags=["draws"])
DrawId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]+$", max_length=60, examples=["2026-JX-01"])]


def draw_out(draw: Draw) -> dict[str, Any]:
    """One draw as the list gives it."""
    return {
        "draw_id": draw.draw_id,
        "title": draw.title,
        "organiser": draw.organiser_name,
        "stage": draw.stage,
        "stage_label": draw.get_stage_display(),
        "algorithm": draw.algorithm,
        "objects_list": draw.objects_list.key,
        "inspectors_list": draw.inspectors_list.key if draw.inspectors_list else None,
        "commit_by": draw.commit_by,
        "open_after": draw.open_after,
        "reveal_by": draw.reveal_by,
        "url": draw_href(draw),
    }


def name_list_out(one: NameList) -> dict[str, Any]:
    """One frozen list."""
    names = ("key", "kind", "title", "algorithm", "open", "source", "count", "digest", "frozen_at")
    return {
        **{name: getattr(one, name) for name in names},
        "organiser": one.organiser_name,
        "url": list_href(one),
        "file": reverse("evidence:name-list-file", args=[one.key]),
    }


@router.get(
    "/draws",
    response=Page[DrawOut],
    summary=_("列出随机抽取"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(DRAWS),
)
def list_draws(request: HttpRequest) -> dict[str, Any]:
    """Every draw, void and withdrawn ones too."""
    rows = queries.draws(ANONYMOUS).select_related("objects_list", "inspectors_list")
    return page_of(request, DRAWS, rows, draw_out)


@router.get(
    "/draws/{draw_id}",
    response=DrawDetailOut,
    summary=_("读取一次随机抽取"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_draw(request: HttpRequest, draw_id: DrawId) -> dict[str, Any]:  # noqa: ARG001
    """One draw: its parties, numbers, strata and result."""
    page = _page(draw_id)
    draw, published = page.draw, hasattr(page.draw, "plan")
    outcome = outcome_of(draw, page.plan) if hasattr(draw, "result") else None
    void = files.json_of(draw.void.text) if hasattr(draw, "void") else {"parties": []}
    drawn = {one.code: one for one in outcome.strata} if outcome else {}
    return {
        **draw_out(draw),
        "phase": page.phase,
        "plan_digest": draw.plan.digest if published else None,
        "witnessed_at": page.witnessing.at,
        "parties": [_party(one) for one in page.parties],
        "numbers": list(page.numbers),
        "strata": [
            {
                **{name: getattr(one, name) for name in ("code", "count", "rate_ppm", "quota", "reserves")},
                "selected": drawn[one.code].selected if outcome else [],
                "reserve": drawn[one.code].reserve if outcome else [],
            }
            for one in page.plan.strata
        ],
        "seed": outcome.seed.hex() if outcome else None,
        "teams": [{"object": one, "team": team} for one, team in (outcome.teams if outcome else ())],
        "substitutions": files.substitutions(draw),
        "void": hasattr(draw, "void"),
        "void_parties": void["parties"],
        "plan": reverse("evidence:draw-plan", args=[draw_id]) if published else None,
        "bundle": reverse("evidence:draw-bundle", args=[draw_id]) if published else None,
    }


@router.get(
    "/draws/{draw_id}/bundle",
    response=BundleOut,
    summary=_("读取一次随机抽取的审计包"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_bundle(request: HttpRequest, draw_id: DrawId) -> dict[str, Any]:  # noqa: ARG001
    """The files of the audit bundle by name; the page of the draw offers the same as a ZIP."""
    page = _page(draw_id)
    if not hasattr(page.draw, "plan"):
        raise Http404
    found = bundle_of(page, site=settings.SITE_URL)
    return {"draw_id": draw_id, "files": {name: content.decode() for name, content in found.items()}}


@router.get(
    "/name-lists",
    response=Page[NameListOut],
    summary=_("列出封存的名录"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(NAME_LISTS),
)
def list_name_lists(request: HttpRequest) -> dict[str, Any]:
    """Every frozen list: how many entries it has, and its digest."""
    return page_of(request, NAME_LISTS, queries.name_lists(ANONYMOUS), name_list_out)


def _page(draw_id: str) -> DrawPage:
    page = queries.draw_page(ANONYMOUS, draw_id, now())
    if page is None:
        raise Http404
    return page


def _party(one: DrawParty) -> dict[str, Any]:
    commitment, reveal = getattr(one, "commitment", None), getattr(one, "reveal", None)
    return {
        "slug": one.slug,
        "name": one.name,
        "outside": one.organisation is None,
        "commitment": commitment.value if commitment else None,
        "committed_at": commitment.at if commitment else None,
        "reveal": reveal.value if reveal else None,
        "revealed_at": reveal.at if reveal else None,
    }
