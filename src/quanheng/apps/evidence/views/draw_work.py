"""What the organiser does with a draw: compose, withdraw, publish, take in numbers, run, put on record."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.evidence.actions.abandon_draw import abandon_draw
from quanheng.apps.evidence.actions.compose_draw import compose_draw
from quanheng.apps.evidence.actions.enter_numbers import enter_numbers
from quanheng.apps.evidence.actions.publish_plan import publish_plan
from quanheng.apps.evidence.actions.run_draw import run_draw
from quanheng.apps.evidence.actions.substitute import substitute
from quanheng.apps.evidence.actions.void_draw import void_draw
from quanheng.apps.evidence.draws import queries, showing
from quanheng.apps.evidence.draws.composing import Composition, conflicts_of
from quanheng.apps.evidence.draws.forms import AbandonForm, ComposeForm, ConfirmForm, NumbersForm, SubstituteForm
from quanheng.apps.evidence.draws.listing import draw_href
from quanheng.apps.evidence.draws.parties import initial_parties, parties_given
from quanheng.apps.evidence.draws.policies import may_confirm, may_declare_void, may_organise, may_revise
from quanheng.apps.evidence.draws.queries import DrawPage
from quanheng.apps.evidence.draws.rules import draw_rules
from quanheng.apps.evidence.models.draws import Draw, Stage
from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.apps.evidence.views.draws import page_or_404
from quanheng.core.trust.draw.algorithm import Algorithm
from quanheng.core.trust.draw.records import INSPECTOR, OBJECT
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now
from quanheng.kernel.forms import FormPage, acting


@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Choose the two lists a plan is composed for."""
    actor = actor_of(request)
    may_organise(actor).require()
    chosen = request.GET.get("objects", "")
    if chosen:
        people = request.GET.get("inspectors", "")
        return redirect(reverse("evidence:compose-draw", args=[chosen]) + (f"?inspectors={people}" if people else ""))
    context = {
        "objects": queries.lists_to_draw_from(actor, NameList.Kind.OBJECTS),
        "inspectors": queries.lists_to_draw_from(actor, NameList.Kind.INSPECTORS),
    }
    return render(request, "evidence/draws/choose.html", context)


@never_cache
def compose(request: HttpRequest, key: str) -> HttpResponse:
    """Compose a plan for one list of objects, and with ``?inspectors=`` one of inspectors."""
    actor = actor_of(request)
    objects = _own_list(actor, key, NameList.Kind.OBJECTS)
    people = request.GET.get("inspectors", "")
    inspectors = _own_list(actor, people, NameList.Kind.INSPECTORS) if people else None
    return _composing(request, actor, objects, inspectors, None)


@never_cache
def revise(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Revise a plan nobody has committed to."""
    actor = actor_of(request)
    page = page_or_404(actor, draw_id)
    may_revise(actor, page.draw).require()
    return _composing(request, actor, page.draw.objects_list, page.draw.inspectors_list, page)


def _own_list(actor: Actor, key: str, kind: str) -> NameList:
    one = queries.name_list(actor, key)
    if one is None or one.kind != kind:
        raise Http404
    may_organise(actor, one.organiser).require()
    return one


def _composing(
    request: HttpRequest, actor: Actor, objects: NameList, inspectors: NameList | None, page: DrawPage | None
) -> HttpResponse:
    revised = page.draw if page else None
    form = ComposeForm(
        request.POST or None,
        classes=queries.classes_of(actor, objects),
        skills=queries.skills_of(actor, inspectors),
        inspectors=inspectors is not None,
        revised=revised is not None,
        initial=initial_parties(page) if page else {"party_1": objects.organiser_name},
    )
    told = FormPage(
        title=_("修改抽取方案") if revised else _("编制抽取方案"),
        lead=_("方案写明怎样抽、谁提供随机数、用哪一期公共号码。公布以后一个字也不能改。"),
        button=_("提交方案，开始征集承诺"),
        back=draw_href(revised) if revised else reverse("evidence:draws"),
        crumbs=((_("随机抽取"), reverse("evidence:draws")),),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = Composition(
            draw_id=data["draw_id"].strip(),
            title=data["title"].strip(),
            organiser=objects.organiser_name,
            algorithm=Algorithm(objects.algorithm),
            objects=objects,
            inspectors=inspectors,
            strata=form.strata(),
            team=form.team_rule(),
            parties=parties_given(actor, data),
            numbers=form.numbers_rule(),
            times=form.times(),
        )
        draw = compose_draw(made=made, revised=revised, actor=actor, now=now())
        return draw_href(draw), _("方案已提交，各参与方现在可以承诺。")

    context: dict[str, Any] = {"objects": objects, "inspectors": inspectors, "rules": draw_rules()}
    context["unknown"] = conflicts_of(objects, inspectors).unknown if inspectors else []
    return acting(request, told, form, act, template="evidence/draws/compose.html", **context)


def _crumbs(draw: Draw) -> tuple[tuple[str, str], ...]:
    return ((_("随机抽取"), reverse("evidence:draws")), (draw.title, draw_href(draw)))


@never_cache
def abandon(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Withdraw a plan before it is published."""
    actor = actor_of(request)
    draw = page_or_404(actor, draw_id).draw
    may_revise(actor, draw).require()
    lead = _("撤回后方案仍然可以看到，编号不能再用。")
    page = FormPage(_("撤回方案"), lead, _("撤回"), draw_href(draw), _crumbs(draw))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        abandon_draw(draw=draw, reason=data["reason"], actor=actor, now=now())
        return draw_href(draw), _("方案已撤回。")

    return acting(request, page, AbandonForm(request.POST or None), act)


@never_cache
def publish(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Publish the plan: by somebody who did not compose it."""
    actor = actor_of(request)
    page = page_or_404(actor, draw_id)
    may_confirm(actor, page.draw).require()
    lead = _("公布后方案存证，任何人都不能再改。")
    told = FormPage(_("公布方案"), lead, _("公布"), draw_href(page.draw), _crumbs(page.draw))

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        publish_plan(draw=page.draw, actor=actor, now=now())
        return draw_href(page.draw), _("方案已公布。")

    return _confirming(request, page, told, act)


@never_cache
def run(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Run the draw: by somebody who neither composed the plan nor entered the numbers."""
    actor = actor_of(request)
    page = page_or_404(actor, draw_id)
    may_confirm(actor, page.draw).require()
    lead = _("请到公布处核对公共号码。执行后结果立即公布，不能重抽。")
    told = FormPage(_("执行抽取"), lead, _("执行抽取"), draw_href(page.draw), _crumbs(page.draw))

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        run_draw(draw=page.draw, actor=actor, now=now())
        return draw_href(page.draw), _("抽取已执行，结果已公布。")

    return _confirming(request, page, told, act)


@never_cache
def void(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Put on record that the draw is void."""
    actor = actor_of(request)
    page = page_or_404(actor, draw_id)
    may_declare_void(actor, page.draw).require()
    lead = _("按方案事先写明的规则登记，公布未揭示的参与方。重新抽取须另立方案、另用编号。")
    told = FormPage(_("登记作废"), lead, _("登记作废"), draw_href(page.draw), _crumbs(page.draw))

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        void_draw(draw=page.draw, actor=actor, now=now())
        return draw_href(page.draw), _("已登记作废。")

    return _confirming(request, page, told, act)


def _confirming(request: HttpRequest, page: DrawPage, told: FormPage, act: Any) -> HttpResponse:
    context = {
        "draw_page": page,
        "strata": showing.strata_of(page.plan),
        "parties": showing.party_lines(page, now()),
        "value": page.draw.composition,
        "conflicts": showing.barred_in(page.plan),
        "unknown": _unknown(page.draw),
    }
    form = ConfirmForm(request.POST or None)
    return acting(request, told, form, act, template="evidence/draws/confirm.html", **context)


def _unknown(draw: Draw) -> list[tuple[str, str]]:
    """Conflicts that match nothing, as long as the plan is not published."""
    if draw.stage != Stage.COMMITTING or draw.inspectors_list is None:
        return []
    return conflicts_of(draw.objects_list, draw.inspectors_list).unknown


@never_cache
def numbers(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Take in the public numbers."""
    actor = actor_of(request)
    page = page_or_404(actor, draw_id)
    may_organise(actor, page.draw.organiser).require()
    [source] = page.plan.numbers
    told = FormPage(_("录入公共号码"), source.rule, _("录入"), draw_href(page.draw), _crumbs(page.draw))
    form = NumbersForm(request.POST or None, groups=source.groups)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        facts = {name: data[name] for name in ("issue", "published_at", "where")}
        enter_numbers(draw=page.draw, groups=form.numbers(), **facts, actor=actor, now=now())
        return draw_href(page.draw), _("公共号码已录入，待抽查审核人核对。")

    return acting(request, told, form, act)


@never_cache
def substitution(request: HttpRequest, draw_id: str) -> HttpResponse:
    """Put a substitution on record."""
    actor = actor_of(request)
    page = page_or_404(actor, draw_id)
    may_organise(actor, page.draw.organiser).require()
    result = showing.result_of(actor, page)
    if result is None:
        raise Http404
    who = showing.who_may_fall_out(page, result)
    lead = _("替补由方案的规则决定：对象由同一层备选按顺序递补，人员按该对象的人员抽取顺序递补。")
    told = FormPage(_("登记替补"), lead, _("登记"), draw_href(page.draw), _crumbs(page.draw))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        selected, inspector, _label = who[int(data["who"])]
        made = substitute(
            draw=page.draw,
            kind=INSPECTOR if inspector else OBJECT,
            selected=selected,
            inspector=inspector,
            reason=data["reason"],
            actor=actor,
            now=now(),
        )
        successor = result["names"].get(made.successor, made.successor) or _("无人可替")
        return draw_href(page.draw), _("已登记，接替者：%(successor)s。") % {"successor": successor}

    choices = [(str(n), label) for n, (_selected, _inspector, label) in enumerate(who)]
    return acting(request, told, SubstituteForm(request.POST or None, choices=choices), act)
