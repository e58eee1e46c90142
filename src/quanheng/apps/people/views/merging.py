"""Pages on which two records become one, and two again. What would move is shown before anything does."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.people.actions.merge_organisations import merge_organisations
from quanheng.apps.people.actions.merge_persons import merge_persons
from quanheng.apps.people.actions.undo_merge import undo_merge
from quanheng.apps.people.forms import MergeForm, OrganisationMergeForm, UndoForm
from quanheng.apps.people.jurisdiction import regions_of
from quanheng.apps.people.merge_plans import Plan, plan_organisations, plan_persons
from quanheng.apps.people.policies import may_merge
from quanheng.apps.people.queries import merges as queries
from quanheng.apps.people.queries import organisations as organisation_queries
from quanheng.apps.people.queries.organisations import organisation_page
from quanheng.apps.people.views.access import actor_of
from quanheng.apps.people.views.acting import FormPage, acting
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput, bad_input


@dataclass(frozen=True, slots=True)
class Merging:
    """One kind of merge: the record that is merged, how the survivor is found, what is tried and what is done."""

    merged: Any
    form: type[MergeForm]
    find: Callable[[str], Any]
    plan: Callable[[Any], Plan]
    act: Callable[..., Any]
    home: Callable[[Any], str]


@never_cache
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """Merge an organisation into another."""
    actor = actor_of(request)
    may_merge(actor).require()
    page = organisation_page(actor, key)
    if page is None:
        raise Http404
    one = page.organisation
    may_merge(actor, regions=regions_of(one)).require()
    return _merging(
        request,
        Merging(
            merged=one,
            form=OrganisationMergeForm,
            find=lambda text: organisation_queries.named(actor, text),
            plan=lambda survivor: plan_organisations(survivor, one),
            act=merge_organisations,
            home=lambda other: reverse("people:organisation", args=[other.key]),
        ),
    )


@never_cache
def person(request: HttpRequest, key: str) -> HttpResponse:
    """Merge a person into another."""
    actor = actor_of(request)
    may_merge(actor).require()
    one = queries.person_keyed(actor, key)
    if one is None:
        raise Http404
    may_merge(actor, [one.pk], regions_of(one)).require()
    return _merging(
        request,
        Merging(
            merged=one,
            form=MergeForm,
            find=lambda text: queries.person_keyed(actor, text),
            plan=lambda survivor: plan_persons(survivor, one),
            act=merge_persons,
            home=lambda other: reverse("people:person", args=[other.key]),
        ),
    )


def _merging(request: HttpRequest, merging: Merging) -> HttpResponse:
    """First the trial; the merge itself only after the same trial has been shown."""
    form = merging.form(request.POST or None)
    context: dict[str, Any] = {"form": form, "one": merging.merged, "back": merging.home(merging.merged)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/merge.html", context, status=422 if form.is_bound else 200)
    data = {name: value for name, value in form.cleaned_data.items() if name not in {"into", "shown"}}
    try:
        survivor = merging.find(form.cleaned_data["into"])
        if survivor is None:
            raise bad_input("into", _("没有找到这条记录，或同名的不止一条"), _("请改填登记号。"))
        if not (said := may_merge(actor_of(request), regions=regions_of(survivor))):
            raise bad_input("into", _("这条记录不由您的职务办理"), said.reason)
        plan = merging.plan(survivor)
        mark = _mark(survivor, plan)
        if form.cleaned_data["shown"] == mark and not plan.conflicts:
            actor = actor_of(request)
            merging.act(survivor=survivor, merged=merging.merged, **data, actor=actor, now=now())
            messages.success(request, _("已并入 %(key)s。") % {"key": survivor.key})
            return redirect(merging.home(survivor))
    except BadInput as error:
        form.add_faults(error)
        return render(request, "people/merge.html", context, status=422)
    form.data = request.POST.copy()
    form.data["shown"] = mark
    return render(request, "people/merge.html", {**context, "plan": plan, "survivor": survivor})


def _mark(survivor: Any, plan: Plan) -> str:
    """What was shown: whoever confirms, confirms exactly that."""
    lines = [f"{line.label}:{line.moves}:{line.stays}" for line in plan.lines]
    return hashlib.sha256("\n".join([survivor.key, *lines]).encode()).hexdigest()


@never_cache
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Undo a merge."""
    actor = actor_of(request)
    may_merge(actor).require()
    one = queries.merge(actor, number)
    if one is None:
        raise Http404
    name = "people:organisation" if one.kind == one.Kind.ORGANISATION else "people:person"
    back = reverse(name, args=[one.survivor])
    lead = _("%(merged)s 并入 %(survivor)s。撤销后，当时转移的记录退回；此后新增或改动的不动。") % {
        "merged": one.merged,
        "survivor": one.survivor,
    }
    page = FormPage(_("撤销合并"), lead, _("撤销"), back, ((one.survivor, back),))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        left = undo_merge(merge=one, **data, actor=actor, now=now())
        return reverse(name, args=[one.merged]), _("已撤销合并。未能退回 %(left)s 条。") % {"left": left}

    return acting(request, page, UndoForm(request.POST or None), act)
