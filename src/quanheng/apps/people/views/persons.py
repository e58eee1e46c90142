"""Pages of persons and appointments. None of them is public, none is kept by a cache."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.people.actions.appoint import appoint
from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.actions.end_appointment import end_appointment
from quanheng.apps.people.actions.open_account import open_account
from quanheng.apps.people.actions.propose_office import propose_office
from quanheng.apps.people.actions.register_person import register_person
from quanheng.apps.people.forms import AccountForm, AppointmentForm, EndForm, PersonForm, ProposalForm, ProposedEndForm
from quanheng.apps.people.jurisdiction import beyond_reach, regions_of
from quanheng.apps.people.listing import OFFICE_HOLDERS, PERSONS
from quanheng.apps.people.models import Office, Organisation, Person
from quanheng.apps.people.passwords import random_password
from quanheng.apps.people.policies import (
    may_appoint,
    may_merge,
    may_open_accounts,
    may_propose_office,
    may_register,
    may_see_persons,
)
from quanheng.apps.people.queries import organisations as organisation_queries
from quanheng.apps.people.queries import persons as queries
from quanheng.apps.people.queries.merges import merges_into, person_survivor
from quanheng.apps.people.views.access import actor_of
from quanheng.apps.people.views.acting import FormPage, acting
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now
from quanheng.kernel.errors import bad_input
from quanheng.kernel.listing import listing_page
from quanheng.kernel.subjects import Subject


@never_cache
def persons(request: HttpRequest) -> HttpResponseBase:
    """The register of persons."""
    actor = actor_of(request)
    may_see_persons(actor).require()
    context = {
        "may_register": bool(may_register(actor)),
        "initial": queries.initial_accounts(actor),
    }
    return listing_page(request, PERSONS, queries.persons(actor), template="people/persons.html", context=context)


@never_cache
def office_holders(request: HttpRequest) -> HttpResponseBase:
    """Who held which office on the day of the address."""
    actor = actor_of(request)
    may_see_persons(actor).require()
    return listing_page(
        request,
        OFFICE_HOLDERS,
        lambda day: queries.appointments_on(actor, day),
        template="people/office_holders.html",
    )


@never_cache
def person(request: HttpRequest, key: str) -> HttpResponse:
    """One person, for those who may see them; a former record leads to the one it was merged into."""
    survivor = person_survivor(actor_of(request), key)
    return redirect("people:person", key=survivor.key) if survivor else _person_page(request, key)


def _person_page(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
    actor = actor_of(request)
    page = _page_or_404(actor, key)
    context = {
        "page": page,
        "person": page.person,
        "subject": Subject("person", page.person.key),
        "merges": merges_into(actor, "person", page.person.key),
        "may_merge": bool(may_merge(actor, [page.person.pk], regions_of(page.person))),
        "may_appoint": page.person.pk != actor.person_id
        and bool(may_register(actor) or may_propose_office(actor, person_id=page.person.pk, region=actor.region)),
        "may_open_accounts": bool(may_open_accounts(actor, page.person.pk)),
        **more,
    }
    return render(request, "people/person.html", context)


def _page_or_404(actor: Actor, key: str) -> queries.PersonPage:
    """The page, as if it did not exist when ``actor`` may not see it."""
    page = queries.person_page(actor, key)
    if page is None:
        raise Http404
    return page


def _crumbs(person: Person | None = None) -> tuple[tuple[str, str], ...]:
    crumbs = ((_("人员"), reverse("people:persons")),)
    return crumbs if person is None else (*crumbs, (person.name, reverse("people:person", args=[person.key])))


def _organisation(actor: Actor, text: str, field: str) -> Organisation:
    found = organisation_queries.named(actor, text)
    if found is None:
        raise bad_input(field, _("没有找到这个机构，或同名机构不止一个"), _("请先登记机构，或改填登记号。"))
    if not actor.covers(found.region_id):
        raise bad_input(field, _("“%(name)s”不在您的职务所属的行政区划") % {"name": found.name}, beyond_reach())
    return found


@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Register a person."""
    actor = actor_of(request)
    may_register(actor).require()
    page = FormPage(
        title=_("登记人员"),
        lead=_("人员信息不对外公开。"),
        button=_("登记"),
        back=reverse("people:persons"),
        crumbs=_crumbs(),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        employer = data.pop("employer")
        if not employer and not actor.covers(""):
            raise bad_input("employer", _("没有填写"), _("不知所在单位的人员，由全国的登记员登记。"))
        found = _organisation(actor, employer, "employer") if employer else None
        made = register_person(**data, employer=found, actor=actor, now=now())
        return reverse("people:person", args=[made.key]), _("已登记“%(name)s”。") % {"name": made.name}

    return acting(request, page, PersonForm(request.POST or None), act)


@never_cache
def appointment(request: HttpRequest, key: str) -> HttpResponse:
    """Appoint a person to an office."""
    actor = actor_of(request)
    one = _page_or_404(actor, key).person
    offices = [office for office in queries.offices(actor) if _may_give(actor, one, office)]
    if not offices:
        may_appoint(actor, person_id=one.pk, grants=(), region=actor.region).require()
    here = reverse("people:person", args=[one.key])
    proposing = all(office.grants for office in offices)
    page = FormPage(
        title=_("提议任命") if proposing else _("登记任职"),
        lead=_("%(name)s。平台职务由两名管理员共同任命：您提议，另一种管理员决定。") % {"name": one.name}
        if proposing
        else one.name,
        button=_("提议") if proposing else _("登记"),
        back=here,
        crumbs=_crumbs(one),
    )
    choices = [(office.slug, office.name) for office in offices]
    form = (ProposalForm if proposing else AppointmentForm)(request.POST or None, offices=choices)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        office = queries.office(actor, data.pop("office"))
        if office is None:
            raise bad_input("office", _("没有这个职务"), _("请从列表中选择。"))
        where = _organisation(actor, data.pop("organisation"), "organisation")
        known: dict[str, Any] = {"person": one, "office": office, "organisation": where, "actor": actor, "now": now()}
        if proposing:
            propose_office(**data, **known)
            return here, _("已提议，等待另一种管理员决定。")
        appoint(**data, **known)
        return here, _("已登记任职。")

    return acting(request, page, form, act)


def _may_give(actor: Actor, one: Person, office: Office) -> bool:
    """Whether ``actor`` may appoint ``one`` to this office, or propose it."""
    if may_appoint(actor, person_id=one.pk, grants=office.grants, region=actor.region):
        return True
    return bool(office.grants) and bool(may_propose_office(actor, person_id=one.pk, region=actor.region))


@never_cache
def ending(request: HttpRequest, number: int) -> HttpResponse:
    """End an appointment."""
    actor = actor_of(request)
    one = queries.appointment(actor, number)
    if one is None:
        raise Http404
    proposing = bool(one.office.grants)
    if proposing:
        may_propose_office(actor, person_id=one.person_id, region=one.organisation.region_id).require()
    else:
        may_appoint(actor, person_id=one.person_id, grants=(), region=one.organisation.region_id).require()
    here = reverse("people:person", args=[one.person.key])
    page = FormPage(
        title=_("提议终止任职") if proposing else _("终止任职"),
        lead=f"{one.person.name}，{one.organisation.name}{one.office.name}",
        button=_("提议终止") if proposing else _("终止"),
        back=here,
        crumbs=_crumbs(one.person),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        if proposing:
            propose_office(
                person=one.person,
                office=one.office,
                organisation=one.organisation,
                appointment=one,
                **data,
                actor=actor,
                now=now(),
            )
            return here, _("已提议终止，等待另一种管理员决定。")
        end_appointment(appointment=one, **data, actor=actor, now=now())
        return here, _("已终止任职。")

    return acting(request, page, (ProposedEndForm if proposing else EndForm)(request.POST or None), act)


@never_cache
def account(request: HttpRequest, key: str) -> HttpResponse:
    """Open an account. Its password is shown on the answer to this one request and nowhere else."""
    actor = actor_of(request)
    one = _page_or_404(actor, key).person
    may_open_accounts(actor, one.pk).require()
    here = reverse("people:person", args=[one.key])
    page = FormPage(_("开立账户"), one.name, _("开立"), here, _crumbs(one))
    shown: dict[str, str] = {}

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made, password = open_account(person=one, **data, actor=actor, now=now())
        shown.update(username=made.username, password=password)
        return here, _("已开立账户。")

    answer = acting(request, page, AccountForm(request.POST or None), act)
    return _person_page(request, key, once=shown) if shown else answer


@never_cache
def reset(request: HttpRequest, key: str) -> HttpResponse:
    """Give an account another random password, shown once. Every session of the account ends."""
    actor = actor_of(request)
    page = _page_or_404(actor, key)
    may_open_accounts(actor, page.person.pk).require()
    if page.account is None or request.method != "POST":
        raise Http404
    password = random_password()
    change_password(account=page.account, password=password, actor=actor, now=now())
    return _person_page(request, key, once={"username": page.account.username, "password": password})
