"""绑定验证方式: an authenticator app by picture and code, a passkey by touch."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from quanheng.apps.people.actions.enrol_factor import enrol_factor
from quanheng.apps.people.authentication import codes, passkeys
from quanheng.apps.people.authentication.checking import EnrolAppForm, PasskeyForm, has_app
from quanheng.apps.people.authentication.proof import prove
from quanheng.apps.people.authentication.sealing import seal, unseal
from quanheng.apps.people.authentication.sessions import renew
from quanheng.apps.people.models import Account
from quanheng.apps.people.views.access import actor_of, posted
from quanheng.apps.people.views.security import freshly_proved, owner_of, show_codes
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput

SECRET = "people.new-secret"  # noqa: S105  the name of a place in the session


@freshly_proved
def enrol(request: HttpRequest) -> HttpResponse:
    """Which kind of factor."""
    return render(request, "people/enrol.html", {"has_app": has_app(owner_of(request))})


@freshly_proved
@sensitive_post_parameters("code")
def enrol_app(request: HttpRequest) -> HttpResponse:
    """The picture an app reads, and the first code as proof that it did."""
    account = owner_of(request)
    if has_app(account):
        return HttpResponseRedirect(reverse("people:security"))
    form = EnrolAppForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or SECRET not in request.session:
        request.session[SECRET] = seal(codes.new_secret())
    secret = unseal(request.session[SECRET])
    status = 200
    if request.method == "POST":
        if form.is_valid():
            step = codes.step_of(secret, form.cleaned_data["code"], now())
            if step is not None:
                del request.session[SECRET]
                return _bound(request, account, "code", secret=secret, step=step)
            form.add_error("code", _("验证码不正确。请确认手机时间准确，等下一个验证码再试。"))
        status = 422
    address = codes.address_of(account, secret)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="white")
    groups = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    context = {"form": form, "picture": picture, "secret": groups, "address": address}
    return render(request, "people/enrol_app.html", context, status=status)


@never_cache
@posted
@freshly_proved
def passkey_options(request: HttpRequest) -> HttpResponse:
    """A challenge to make a passkey for."""
    return JsonResponse(passkeys.registration_options(owner_of(request)))


@freshly_proved
def enrol_passkey(request: HttpRequest) -> HttpResponse:
    """A name and a touch."""
    account = owner_of(request)
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        credential = passkeys.registered(request.POST.get("credential", "")) if form.is_valid() else None
        if credential is not None:
            try:
                return _bound(request, account, "passkey", credential=credential, name=form.cleaned_data["name"])
            except BadInput as fault:
                form.add_faults(fault)
        else:
            form.add_error(None, _("设备没有给出可用的通行密钥，请重试。"))
        status = 422
    return render(request, "people/enrol_passkey.html", {"form": form}, status=status)


@never_cache
@posted
def confirm_options(request: HttpRequest) -> HttpResponse:
    """A challenge for a passkey of the one who is signed in."""
    return JsonResponse(passkeys.sign_in_options(owner_of(request)))


def _bound(request: HttpRequest, account: Account, method: str, **factor: Any) -> HttpResponse:
    """Bind it; the session goes on and has proved it. The first factor brings recovery codes."""
    keep = request.session.session_key or ""
    _factor, made = enrol_factor(account=account, actor=actor_of(request), now=now(), keep=keep, **factor)
    prove(request, account, method)
    renew(request, account)
    return show_codes(request, made) if made else HttpResponseRedirect(reverse("people:security"))
