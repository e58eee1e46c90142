"""账户: what administrators see of accounts and do to them. Each page says whose work it is."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.people.actions.end_sessions import end_sessions
from quanheng.apps.people.actions.reset_factors import reset_factors
from quanheng.apps.people.actions.set_account_active import set_account_active
from quanheng.apps.people.actions.unlock_account import unlock_account
from quanheng.apps.people.authentication import recovery
from quanheng.apps.people.authentication.factors import factors_of
from quanheng.apps.people.authentication.providers import providers
from quanheng.apps.people.authentication.sessions import sessions_of
from quanheng.apps.people.forms import ReasonForm, ResetFactorsForm
from quanheng.apps.people.listing import ACCOUNTS
from quanheng.apps.people.models import Account
from quanheng.apps.people.policies import (
    may_decide_identity,
    may_disable_accounts,
    may_end_sessions,
    may_propose_identity,
    may_reset_factors,
    may_see_accounts,
    may_unlock,
)
from quanheng.apps.people.queries import accounts as queries
from quanheng.apps.people.queries import identities
from quanheng.apps.people.throttle import Bucket, code_digest, wait_of
from quanheng.apps.people.views.access import actor_of
from quanheng.apps.people.views.acting import FormPage, acting
from quanheng.kernel.actor import Actor, Decision
from quanheng.kernel.clock import now
from quanheng.kernel.listing import listing_page
from quanheng.kernel.subjects import Subject


@never_cache
def accounts(request: HttpRequest) -> HttpResponseBase:
    """Every account."""
    actor = actor_of(request)
    may_see_accounts(actor).require()
    return listing_page(request, ACCOUNTS, queries.accounts(actor), template="people/accounts.html")


@never_cache
def account(request: HttpRequest, number: int) -> HttpResponse:
    """One account: state, factors, sessions, and what this administrator may do."""
    actor = actor_of(request)
    may_see_accounts(actor).require()
    one = _found(actor, number)
    context = {
        "account": one,
        "factors": factors_of(one),
        "codes_left": recovery.left(one),
        "identities": [
            (each, name, may_decide_identity(actor, account_id=one.pk, asked_by=each.asked_by_id))
            for each, name in identities.named(actor, one.pk)
        ],
        "may_link": bool(providers()) and may_propose_identity(actor, one.pk),
        "sessions": sessions_of(one, request),
        "waiting": bool(wait_of([Bucket(code_digest(one.pk), 0)], now())),
        "subject": Subject("account", str(one.pk)),
        "may_disable": may_disable_accounts(actor, one.pk),
        "may_secure": may_reset_factors(actor, one.pk),
    }
    return render(request, "people/account.html", context)


def _found(actor: Actor, number: int) -> Account:
    one = queries.account(actor, number)
    if one is None:
        raise Http404
    return one


Act = Callable[[Account, dict[str, Any], Actor], str]


def _page(  # noqa: PLR0913, PLR0917  what the page says, and does
    request: HttpRequest,
    number: int,
    policy: Callable[[Actor, int], Decision],
    words: tuple[str, str],
    form: type[ReasonForm],
    act: Act,
) -> HttpResponse:
    actor = actor_of(request)
    policy(actor, number).require()
    one = _found(actor, number)
    here = reverse("people:account", args=[one.pk])
    crumbs = ((_("账户"), reverse("people:accounts")), (one.username, here))
    page = FormPage(words[0], words[1] % {"name": one.person.name, "username": one.username}, words[0], here, crumbs)
    return acting(request, page, form(request.POST or None), lambda data: (here, act(one, data, actor)))


@never_cache
def disable(request: HttpRequest, number: int) -> HttpResponse:
    """Disable an account."""

    def act(one: Account, data: dict[str, Any], actor: Actor) -> str:
        set_account_active(account=one, active=False, **data, actor=actor, now=now())
        return _("账户已停用，会话全部结束。")

    words = (_("停用账户"), _("%(name)s（%(username)s）的全部会话立即结束，此后不能登录。任职不受影响，须另行终止。"))
    return _page(request, number, may_disable_accounts, words, ReasonForm, act)


@never_cache
def enable(request: HttpRequest, number: int) -> HttpResponse:
    """Enable it again."""

    def act(one: Account, data: dict[str, Any], actor: Actor) -> str:
        set_account_active(account=one, active=True, **data, actor=actor, now=now())
        return _("账户已启用。")

    words = (_("启用账户"), _("%(name)s（%(username)s）可以重新登录。"))
    return _page(request, number, may_disable_accounts, words, ReasonForm, act)


@never_cache
def factors(request: HttpRequest, number: int) -> HttpResponse:
    """Take all factors off an account whose owner lost them."""

    def act(one: Account, data: dict[str, Any], actor: Actor) -> str:
        reset_factors(account=one, **data, actor=actor, now=now())
        return _("验证方式已重置，本人下次登录时须重新绑定。")

    words = (
        _("重置验证方式"),
        _(
            "%(name)s（%(username)s）丢失了验证方式时使用。须当面或以同等可靠的方式核实本人；口令不变，全部会话立即结束。"
        ),
    )
    return _page(request, number, may_reset_factors, words, ResetFactorsForm, act)


@never_cache
def sessions(request: HttpRequest, number: int) -> HttpResponse:
    """End all sessions of an account."""

    def act(one: Account, data: dict[str, Any], actor: Actor) -> str:
        return _("已结束会话 %d 个。") % end_sessions(account=one, **data, actor=actor, now=now())

    words = (_("结束全部会话"), _("%(name)s（%(username)s）在各设备上的登录立即失效，可以重新登录。"))
    return _page(request, number, may_end_sessions, words, ReasonForm, act)


@never_cache
def unlock(request: HttpRequest, number: int) -> HttpResponse:
    """End the wait after wrong codes."""
    actor = actor_of(request)
    may_unlock(actor, number).require()
    if request.method != "POST":
        raise Http404
    unlock_account(account=_found(actor, number), actor=actor, now=now())
    messages.success(request, _("等待已解除。"))
    return HttpResponseRedirect(reverse("people:account", args=[number]))
