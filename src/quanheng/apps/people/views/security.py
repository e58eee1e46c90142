"""账户与安全: the pages on which an account's owner manages password, factors, recovery codes and sessions."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.actions.end_sessions import end_sessions
from quanheng.apps.people.actions.remove_factor import remove_factor
from quanheng.apps.people.actions.renew_recovery_codes import renew_recovery_codes
from quanheng.apps.people.authentication import proof, recovery
from quanheng.apps.people.authentication.checking import ConfirmForm, has_app, has_passkey, tried_passkey
from quanheng.apps.people.authentication.factors import factors_of, needs_factor
from quanheng.apps.people.authentication.providers import providers
from quanheng.apps.people.authentication.sessions import renew, session_of, sessions_of
from quanheng.apps.people.forms import PasswordForm
from quanheng.apps.people.models import Account
from quanheng.apps.people.password_profile import profile
from quanheng.apps.people.queries import identities
from quanheng.apps.people.views.access import actor_of, posted
from quanheng.apps.people.views.acting import FormPage, acting
from quanheng.kernel.actor import denied
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput

View = Callable[..., HttpResponse]


def owner_of(request: HttpRequest) -> Account:
    """The account that asks; refused when nobody is signed in."""
    if not isinstance(request.user, Account):
        denied(_("请先登录。")).require()
    return cast("Account", request.user)


def freshly_proved(view: View) -> View:
    """The owner proved everything within the last ten minutes, or does so first (ASVS 7.5.1)."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        owner_of(request)
        if proof.is_fresh(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else reverse("people:security")
        return HttpResponseRedirect(f"{reverse('people:confirm')}?{urlencode({'next': back})}")

    return guarded


@never_cache
def security(request: HttpRequest) -> HttpResponse:
    """What the account proves itself with, and where it is signed in."""
    account = owner_of(request)
    context = {
        "account": account,
        "factors": factors_of(account),
        "has_app": has_app(account),
        "codes_left": recovery.left(account),
        "needed": needs_factor(account),
        "identities": identities.named(actor_of(request), account.pk),
        "providers": providers(),
        "sessions": sessions_of(account, request),
        "profile": profile(),
        "idle": settings.SESSION_IDLE_SECONDS // 60,
        "hours": settings.SESSION_ABSOLUTE_SECONDS // 3600,
    }
    return render(request, "people/security.html", context)


@never_cache
@sensitive_post_parameters("password", "code")
def confirm(request: HttpRequest) -> HttpResponse:
    """确认本人: password and code, or a passkey, before anything that matters is changed."""
    account = owner_of(request)
    there = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        there = reverse("people:security")
    typed = request.POST if "password" in request.POST else None
    form = ConfirmForm(typed, request=request, account=account)
    status = 200
    if request.method == "POST":
        methods = [tried_passkey(request, account)] if "credential" in request.POST else form.methods()
        if all(methods) and methods:
            for method in methods:
                proof.prove(request, account, str(method))
            proof.refresh(request)
            return HttpResponseRedirect(there)
        status = 422
    context = {"form": form, "next": there, "has_passkey": has_passkey(account)}
    return render(request, "people/confirm.html", context, status=status)


@never_cache
@sensitive_post_parameters("current", "password", "again")
def own_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password. This session goes on under a new key, every other one ends."""
    actor, account = actor_of(request), owner_of(request)
    due = profile().is_due(account, now())
    page = FormPage(
        title=_("修改口令"),
        lead=_("当前口令是临时的，或已到更换期限，请先更换。")
        if due
        else _("修改后，您在其他设备上的登录会立即失效。"),
        button=_("修改"),
        back=reverse("people:sign-out") if due else reverse("people:security"),
        crumbs=((_("账户与安全"), reverse("people:security")),),
    )
    form = PasswordForm(request.POST or None, request=request, account=account)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        change_password(account=account, password=data["password"], actor=actor, now=now())
        renew(request, account)
        return reverse("people:security"), _("口令已修改，其他设备上的登录已失效。")

    return acting(request, page, form, act)


@posted
@freshly_proved
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a factor off."""
    account = owner_of(request)
    factor = next((one for one in factors_of(account) if one.pk == number), None)
    if factor is None:
        raise Http404
    try:
        remove_factor(
            account=account,
            factor=factor,
            actor=actor_of(request),
            now=now(),
            keep=request.session.session_key or "",
        )
    except BadInput as fault:
        messages.error(request, str(fault))
    else:
        renew(request, account)
        messages.success(request, _("已解除，其他设备上的登录已失效。"))
    return HttpResponseRedirect(reverse("people:security"))


@posted
@freshly_proved
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown on the answer to this one request and nowhere else."""
    codes = renew_recovery_codes(account=owner_of(request), actor=actor_of(request), now=now())
    return show_codes(request, codes)


def show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The page that shows recovery codes, once."""
    return render(request, "people/recovery_codes.html", {"codes": codes, "text": "\n".join(codes)})


@posted
@freshly_proved
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's other sessions."""
    account = owner_of(request)
    one = session_of(account, number)
    if one is None or one.session_key == request.session.session_key:
        raise Http404
    end_sessions(account=account, only=number, actor=actor_of(request), now=now())
    messages.success(request, _("该会话已结束。"))
    return HttpResponseRedirect(reverse("people:security"))


@posted
@freshly_proved
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    account = owner_of(request)
    end_sessions(account=account, keep=request.session.session_key or "", actor=actor_of(request), now=now())
    renew(request, account)
    messages.success(request, _("其他会话已全部结束。"))
    return HttpResponseRedirect(reverse("people:security"))
