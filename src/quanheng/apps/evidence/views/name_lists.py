"""Pages of frozen name lists, and freezing one."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.evidence.actions.freeze_list import freeze_list
from quanheng.apps.evidence.draws import queries, tables
from quanheng.apps.evidence.draws.files import list_content
from quanheng.apps.evidence.draws.forms import FreezeForm
from quanheng.apps.evidence.draws.listing import NAME_LISTS, entries_listing
from quanheng.apps.evidence.draws.policies import may_organise, organises_for
from quanheng.apps.evidence.draws.received import received
from quanheng.apps.evidence.draws.rules import draw_rules
from quanheng.apps.evidence.draws.seals import list_subject
from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.core.trust.draw.algorithm import Algorithm
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now
from quanheng.kernel.directory import Body
from quanheng.kernel.errors import BadInput
from quanheng.kernel.files import takes_uploads
from quanheng.kernel.forms import FormPage, acting
from quanheng.kernel.listing import listing_page

SHOWN = 10


def name_lists(request: HttpRequest) -> HttpResponseBase:
    """Every frozen list."""
    actor = actor_of(request)
    context = {"may_organise": bool(may_organise(actor))}
    template = "evidence/draws/name_lists.html"
    return listing_page(request, NAME_LISTS, queries.name_lists(actor), template=template, context=context)


def name_list(request: HttpRequest, key: str) -> HttpResponseBase:
    """One list: its digest, how many of each class; its entries for those who may read them."""
    actor = actor_of(request)
    one = _list_or_404(actor, key)
    entries = queries.entries(actor, one)
    context = {
        "one": one,
        "classes": queries.classes_of(actor, one),
        "named": entries.exists(),
        "rules": draw_rules(),
        "subject": list_subject(one.key),
    }
    template = "evidence/draws/name_list.html"
    return listing_page(request, entries_listing(one), entries, template=template, context=context)


def name_list_file(request: HttpRequest, key: str) -> HttpResponse:
    """The file with numbers and classes that the digest is of; the same file audit bundles carry."""
    one = _list_or_404(actor_of(request), key)
    headers = {"Content-Disposition": f'attachment; filename="{one.key}-{one.kind}.json"'}
    return HttpResponse(list_content(one), content_type="application/json", headers=headers)


def _list_or_404(actor: Actor, key: str) -> NameList:
    one = queries.name_list(actor, key)
    if one is None:
        raise Http404
    return one


@takes_uploads
@never_cache
def freeze(request: HttpRequest, kind: str) -> HttpResponse:
    """Check a list, look at it, and freeze it."""
    actor = actor_of(request)
    may_organise(actor).require()
    page = FormPage(
        title=_("封存%(kind)s") % {"kind": NameList.Kind(kind).label},
        lead=_("先核对，再封存。封存后名录不能更改；有变动时另行封存一份。"),
        button=_("核对"),
        back=reverse("evidence:name-lists"),
        crumbs=((_("随机抽取"), reverse("evidence:draws")), (_("名录"), reverse("evidence:name-lists"))),
    )
    own = {held.organisation_id: held.organisation for held in actor.offices}
    organisers = [(number, own[number]) for number in organises_for(actor)]
    form = FreezeForm(request.POST or None, request.FILES or None, organisers=organisers, kind=kind)
    if request.method == "POST" and request.POST.get("step") != "freeze" and form.is_valid():
        return _checked(request, page, form, kind)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        organiser, table = int(data["organiser"]), received(data, actor.person_id)
        made = freeze_list(
            kind=kind,
            title=data["title"],
            organiser=Body(organiser, "", own[organiser]),
            algorithm=Algorithm(data["algorithm"]),
            open_names=data.get("open_names", False),
            source=data["source"],
            entries=tables.entries_of(kind, table.rows, table.name),
            actor=actor,
            now=now(),
        )
        return reverse("evidence:name-list", args=[made.key]), _("已封存名录 %(key)s。") % {"key": made.key}

    return acting(request, page, form, act, template="evidence/draws/freeze.html", kind=kind)


def _checked(request: HttpRequest, page: FormPage, form: FreezeForm, kind: str) -> HttpResponse:
    """The form again with what was read and the button that freezes it. A file is not sent a second time."""
    context: dict[str, Any] = {"page": page, "kind": kind, "form": form}
    try:
        table = received(form.cleaned_data, actor_of(request).person_id)
        entries = tables.entries_of(kind, table.rows, table.name)
    except BadInput as error:
        form.add_faults(error)
        return render(request, "evidence/draws/freeze.html", context, status=422)
    data = request.POST.copy()
    data["ticket"] = table.ticket
    form.data = data
    strata = Counter(one.stratum for one in entries if one.stratum)
    skills = Counter(skill for one in entries for skill in one.skills)
    context |= {
        "entries": entries[:SHOWN],
        "total": len(entries),
        "counts": sorted((strata or skills).items()),
        "table": table,
        "barred": sum(bool(one.barred) for one in entries),
    }
    return render(request, "evidence/draws/freeze.html", context)
