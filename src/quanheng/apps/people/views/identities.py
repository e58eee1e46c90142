"""Signing in through an identity provider (统一身份认证), and linking one's own identity to the account."""

import logging
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quanheng.apps.people.actions.link_identity import link_identity
from quanheng.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from quanheng.apps.people.actions.unlink_identity import unlink_identity
from quanheng.apps.people.authentication.exchange import Back, Declined, NotBegunHere, Unreachable, back_from, way_to
from quanheng.apps.people.authentication.proof import prove
from quanheng.apps.people.authentication.providers import Provider, provider_called
from quanheng.apps.people.authentication.sessions import renew
from quanheng.apps.people.authentication.tokens import BadToken
from quanheng.apps.people.models import Account
from quanheng.apps.people.queries import identities as queries
from quanheng.apps.people.sign_in import account_of_identity
from quanheng.apps.people.throttle import buckets, wait_of
from quanheng.apps.people.views.access import actor_of, posted
from quanheng.apps.people.views.security import freshly_proved, owner_of
from quanheng.apps.people.views.signing_in import next_page, not_signed_in, remembered
from quanheng.kernel.actor import system_actor
from quanheng.kernel.api.throttle import client_of
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput

log = logging.getLogger(__name__)
LOGIN, LINK = "login", "link"


def _provider(slug: str) -> Provider:
    provider = provider_called(slug)
    if provider is None:
        raise Http404
    return provider


def _leave(request: HttpRequest, provider: Provider, **purpose: Any) -> HttpResponse:
    """A page that leads to the provider at once: a form's answer may not, for the browser lets no form of ours end
    anywhere but here (Content-Security-Policy, form-action).
    """
    try:
        there = way_to(request, provider, **purpose)
    except Unreachable as fault:
        log.warning("identity provider %s: %s", provider.slug, fault)
        return not_signed_in(request, _("“%s”现在不能连接，请稍后再试，或改用其他方式登录。") % provider.name, 503)
    response = render(request, "people/leaving.html", {"provider": provider, "there": there})
    response["Refresh"] = f"0;url={there}"
    return response


@never_cache
@posted
def sign_in_with(request: HttpRequest, slug: str) -> HttpResponse:
    """Set out to sign in."""
    provider = _provider(slug)
    if isinstance(request.user, Account):
        return HttpResponseRedirect(reverse("web:workbench"))
    return _leave(request, provider, purpose=LOGIN, after=next_page(request) or "")


@posted
@freshly_proved
def link(request: HttpRequest, slug: str) -> HttpResponse:
    """Set out to link."""
    return _leave(request, _provider(slug), purpose=LINK, account_id=owner_of(request).pk)


@never_cache
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """Back from the provider: signed in, linked, or told why not."""
    provider = _provider(slug)
    moment, counts = now(), buckets(request, "")[-1:]
    wait = wait_of(counts, moment)
    if wait:
        seconds = int(wait.total_seconds()) + 1
        return not_signed_in(request, _("失败次数过多，请在 %d 秒后再试。") % seconds, 429)
    try:
        found = back_from(request, provider)
    except NotBegunHere:
        return not_signed_in(request, _("这次登录不是从本浏览器开始的，或已经用过、已经过期。请重新开始。"), 422)
    except Declined as fault:
        log.info("identity provider %s declined: %r", provider.slug, str(fault))
        return not_signed_in(request, _("“%s”没有完成认证。") % provider.name, 422)
    except Unreachable as fault:
        log.warning("identity provider %s: %s", provider.slug, fault)
        return not_signed_in(request, _("“%s”现在不能连接，请稍后再试，或改用其他方式登录。") % provider.name, 503)
    except BadToken as fault:
        log.warning("identity provider %s: token refused: %s", provider.slug, fault)
        return _failed(request, 0, _("“%s”的答复不能核实，没有登录。请告知系统管理员。") % provider.name)
    return _link(request, found) if found.purpose == LINK else _sign_in(request, provider, found)


def _sign_in(request: HttpRequest, provider: Provider, found: Back) -> HttpResponse:
    if isinstance(request.user, Account):
        return HttpResponseRedirect(reverse("web:workbench"))
    account = account_of_identity(found.subject.issuer, found.subject.subject)
    if account is None or not account.is_active:
        why = _("这个统一身份没有关联到可以登录的账户。请用口令登录后在“账户与安全”中关联，或请安全管理员办理。")
        return _failed(request, account.pk if account else 0, why)
    clear_login(request)
    prove(request, account, "identity")
    if provider.asked_for_a_second_factor(found.subject.acr, found.subject.amr):
        prove(request, account, "provider")
    return remembered(request, perform_login(request, Login(user=account, redirect_url=found.next or None)))


def _failed(request: HttpRequest, account_id: int, why: str) -> HttpResponse:
    record_failed_sign_in(
        account_id=account_id,
        address=client_of(request),
        buckets=buckets(request, "")[-1:],
        actor=system_actor("sign-in"),
        now=now(),
        step="identity",
    )
    return not_signed_in(request, why, 422)


def _link(request: HttpRequest, found: Back) -> HttpResponse:
    account = owner_of(request)
    there = reverse("people:security")
    if account.pk != found.account_id:
        messages.error(request, _("关联须由同一个账户开始和完成，请重新开始。"))
        return HttpResponseRedirect(there)
    keep = request.session.session_key or ""
    subject = found.subject
    try:
        link_identity(
            account=account,
            issuer=subject.issuer,
            subject=subject.subject,
            actor=actor_of(request),
            now=now(),
            keep=keep,
        )
    except BadInput as fault:
        messages.error(request, str(fault))
    else:
        renew(request, account)
        messages.success(request, _("已关联，其他设备上的登录已失效。"))
    return HttpResponseRedirect(there)


@posted
@freshly_proved
def unlink(request: HttpRequest, number: int) -> HttpResponse:
    """Take an identity off one's own account."""
    account = owner_of(request)
    one = queries.identity(actor_of(request), account.pk, number)
    if one is None:
        raise Http404
    unlink_identity(identity=one, actor=actor_of(request), now=now(), keep=request.session.session_key or "")
    renew(request, one.account)
    messages.success(request, _("已解除，其他设备上的登录已失效。"))
    return HttpResponseRedirect(reverse("people:security"))
