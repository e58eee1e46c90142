"""Pages of organisations."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.apps.people.actions.set_parent import set_parent
from quanheng.apps.people.forms import CorrectionForm, OrganisationForm, ParentForm
from quanheng.apps.people.listing import ORGANISATIONS
from quanheng.apps.people.models import Organisation
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.queries import organisations as queries
from quanheng.apps.people.queries.merges import merges_into
from quanheng.apps.people.queries.persons import office_holders
from quanheng.apps.people.views.access import actor_of
from quanheng.apps.people.views.acting import FormPage, acting
from quanheng.kernel.clock import legal_today, now
from quanheng.kernel.errors import bad_input
from quanheng.kernel.listing import listing_page
from quanheng.kernel.listing.parameters import day_from
from quanheng.kernel.panels import panels
from quanheng.kernel.subjects import Subject
from quanheng.kernel.ui.charts.tile_grid import tile_grid


def organisations(request: HttpRequest) -> HttpResponseBase:
    """The register of organisations."""
    actor = actor_of(request)
    context = {"may_register": bool(may_register(actor))}
    return listing_page(
        request, ORGANISATIONS, queries.organisations(actor), template="people/organisations.html", context=context
    )


def provinces(request: HttpRequest) -> HttpResponse:
    """Organisations by province, as a tile grid."""
    actor = actor_of(request)
    values = queries.by_region(actor)
    listed = reverse("people:organisations")
    grid = tile_grid(
        queries.province_names(actor),
        values,
        title=_("各省级行政区划登记的机构数"),
        description=_("每个方格是一个省级行政区划，颜色越深机构越多；选择方格查看该地机构。"),
        unit=_("个机构"),
        hrefs={code: f"{listed}?region={code}" for code in values},
    )
    return render(request, "people/provinces.html", {"grid": grid})


def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """One organisation; any capitals lead to the canonical address, an unknown number to suggestions."""
    actor = actor_of(request)
    page = queries.organisation_page(actor, key)
    if page is None:
        if key != key.upper() and queries.organisation_page(actor, key.upper()):
            return redirect("people:organisation", key=key.upper(), permanent=True)
        survivor = queries.survivor_of(actor, key)
        return redirect("people:organisation", key=survivor.key) if survivor else _unknown(request, key)
    day = day_from(request.GET, legal_today())
    context = {
        "page": page,
        "organisation": page.organisation,
        "subject": Subject("organisation", page.organisation.key),
        "panels": panels("organisation", page.organisation, actor),
        "may_register": bool(may_register(actor, page.organisation.region_id)),
        "day": day,
        "holders": [] if actor.is_anonymous else office_holders(actor, page.organisation, day),
        "merges": merges_into(actor, "organisation", page.organisation.key),
        "structured": _structured(page),
    }
    return render(request, "people/organisation.html", context)


def _structured(page: queries.OrganisationPage) -> dict[str, Any]:
    """The organisation in the words of schema.org."""
    one = page.organisation
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": one.name,
        "identifier": one.credit_code or one.key,
        "url": settings.SITE_URL + reverse("people:organisation", args=[one.key]),
        **({"alternateName": [former.name for former in page.former_names]} if page.former_names else {}),
    }


def _unknown(request: HttpRequest, key: str) -> HttpResponse:
    suggestions = [
        {"label": one.name, "url": reverse("people:organisation", args=[one.key]), "hint": one.key}
        for one in queries.near(actor_of(request), key)
    ]
    return render(request, "errors/404.html", {"suggestions": suggestions, "query": key[:60]}, status=404)


def _found(request: HttpRequest, key: str) -> Organisation | None:
    page = queries.organisation_page(actor_of(request), key)
    return page.organisation if page else None


def _crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((_("机构"), reverse("people:organisations")), *more)


@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Register an organisation."""
    actor = actor_of(request)
    may_register(actor).require()
    form = OrganisationForm(request.POST or None, regions=queries.regions(actor), nationwide=actor.covers(""))
    page = FormPage(
        title=_("登记机构"),
        lead=_("登记后即分配登记号。请先检索，确认尚未登记。"),
        button=_("登记"),
        back=reverse("people:organisations"),
        crumbs=_crumbs(),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        if queries.named(actor, data["name"]):
            raise bad_input("name", _("已有同名机构"), _("请检索后补充该机构的信息，不要重复登记。"))
        made = register_organisation(**data, actor=actor, now=now())
        return reverse("people:organisation", args=[made.key]), _("已登记“%(name)s”。") % {"name": made.name}

    return acting(request, page, form, act)


@never_cache
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Correct an organisation."""
    actor = actor_of(request)
    may_register(actor).require()
    one = _found(request, key)
    if one is None:
        return _unknown(request, key)
    may_register(actor, one.region_id).require()
    here = reverse("people:organisation", args=[one.key])
    shown = ("name", "kind", "credit_code", "public", "source", "confidence")
    initial = {**{field: getattr(one, field) for field in shown}, "region": one.region_id}
    choices: dict[str, Any] = {"regions": queries.regions(actor), "nationwide": actor.covers("")}
    form = CorrectionForm(request.POST or None, initial=initial, **choices)
    page = FormPage(_("更正机构信息"), one.name, _("保存更正"), here, _crumbs((one.name, here)))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        reason, renamed, renamed_on = (data.pop(name) for name in ("reason", "renamed", "renamed_on"))
        correct_organisation(
            organisation=one,
            changes=data,
            reason=reason,
            renamed=renamed,
            renamed_on=renamed_on,
            actor=actor,
            now=now(),
        )
        return here, _("已更正“%(name)s”。") % {"name": one.name}

    return acting(request, page, form, act)


@never_cache
def parent(request: HttpRequest, key: str) -> HttpResponse:
    """Record or end a relation to a parent."""
    actor = actor_of(request)
    may_register(actor).require()
    one = _found(request, key)
    if one is None:
        return _unknown(request, key)
    may_register(actor, one.region_id).require()
    here = reverse("people:organisation", args=[one.key])
    page = FormPage(_("登记隶属关系"), one.name, _("登记"), here, _crumbs((one.name, here)))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        above = queries.named(actor, data.pop("parent"))
        if above is None:
            raise bad_input("parent", _("没有找到这个机构，或同名机构不止一个"), _("请改填登记号。"))
        set_parent(organisation=one, parent=above, **data, actor=actor, now=now())
        return here, _("已登记“%(name)s”的隶属关系。") % {"name": one.name}

    return acting(request, page, ParentForm(request.POST or None), act)
