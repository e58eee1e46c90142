"""What a party does in a draw: commit, and later reveal."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.evidence.actions.commit_to_draw import commit_to_draw
from quanheng.apps.evidence.actions.reveal_secret import reveal_secret
from quanheng.apps.evidence.draws.forms import GiveForm
from quanheng.apps.evidence.draws.listing import draw_href
from quanheng.apps.evidence.draws.policies import may_give
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.apps.evidence.draws.words import why_not_now
from quanheng.apps.evidence.models.draws import DrawParty
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.apps.evidence.views.draws import page_or_404
from quanheng.kernel.clock import now
from quanheng.kernel.files import JPEG, PDF, PNG, store, takes_uploads
from quanheng.kernel.forms import FormPage, acting
from quanheng.kernel.models import StoredFile

LARGEST = 10 * 1024 * 1024


@takes_uploads
@never_cache
def commit(request: HttpRequest, draw_id: str, slug: str) -> HttpResponse:
    """A party commits itself to a secret that is made in its own browser and never sent."""
    return _giving(request, draw_id, slug, reveal=False)


@takes_uploads
@never_cache
def reveal(request: HttpRequest, draw_id: str, slug: str) -> HttpResponse:
    """A party reveals its secret."""
    return _giving(request, draw_id, slug, reveal=True)


def _giving(request: HttpRequest, draw_id: str, slug: str, *, reveal: bool) -> HttpResponse:
    actor = actor_of(request)
    page = page_or_404(actor, draw_id)
    party = _party(page, slug)
    may_give(actor, party, page.draw.organiser).require()
    outside = party.organisation is None
    told = FormPage(
        title=_("揭示") if reveal else _("提交承诺值"),
        lead=f"{party.name}，{page.draw.title}",
        button=_("提交"),
        back=draw_href(page.draw),
        crumbs=((_("随机抽取"), reverse("evidence:draws")), (page.draw.title, draw_href(page.draw))),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        act_of = reveal_secret if reveal else commit_to_draw
        gift = {"value": data["value"], "evidence": data.get("evidence", ""), "file": _kept(data.get("file"))}
        act_of(party=party, **gift, actor=actor, now=now())
        message = _("已揭示，与承诺值相符。") if reveal else _("承诺值已登记。请妥善保管随机数，到时揭示。")
        return draw_href(page.draw), message

    form = GiveForm(request.POST or None, request.FILES or None, outside=outside, reveal=reveal)
    context = {"draw": page.draw, "party": party, "reveal": reveal, "outside": outside}
    context["closed"] = why_not_now(page, party, reveal=reveal)
    return acting(request, told, form, act, template="evidence/draws/give.html", **context)


def _party(page: DrawPage, slug: str) -> DrawParty:
    found = next((party for party in page.parties if party.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _kept(file: Any) -> StoredFile | None:
    return store(file, file.name, allowed=(PDF, JPEG, PNG), limit=LARGEST) if file else None
