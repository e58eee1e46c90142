"""Signing in by password, passkey and second factor; signing out."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_login, perform_password_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from quanheng.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from quanheng.apps.people.actions.record_session_end import record_session_end
from quanheng.apps.people.authentication import passkeys
from quanheng.apps.people.authentication.checking import CodeForm, has_app, has_passkey, tried_passkey
from quanheng.apps.people.authentication.proof import prove
from quanheng.apps.people.authentication.providers import providers
from quanheng.apps.people.authentication.stages import SecondFactorStage
from quanheng.apps.people.forms import SignInForm
from quanheng.apps.people.models import Account
from quanheng.apps.people.throttle import buckets, remember_device, wait_of
from quanheng.apps.people.views.access import actor_of, posted
from quanheng.kernel.actor import system_actor
from quanheng.kernel.api.throttle import client_of
from quanheng.kernel.clock import now


class SignIn(LoginView):
    """登录 by password. The framework keeps ``next`` on this site; failures are slowed down by the form, and a second
    factor is asked for by the stage behind it.
    """

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the identity providers one may sign in through."""
        return super().get_context_data(providers=providers(), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is right: go on to what else has to be proved, or in."""
        account = form.get_user()
        clear_login(self.request)
        login = Login(user=account, redirect_url=self.get_redirect_url() or None)
        response = perform_password_login(self.request, {}, login)
        return remembered(self.request, response)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Status 422, or 429 where the attempt has to wait."""
        waiting = form.has_error("__all__", "wait")
        return self.render_to_response(self.get_context_data(form=form), status=429 if waiting else 422)


def remembered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """``response``, with a count of its own for this browser once the sign-in is complete."""
    if isinstance(request.user, Account):
        remember_device(request, response, request.user.username)
    return response


@never_cache
@posted
def passkey_options(request: HttpRequest) -> HttpResponse:
    """A challenge for whichever passkey is at hand: that of the unfinished sign-in, or anybody's."""
    stage: Any = SecondFactorStage.unfinished(request)
    return JsonResponse(passkeys.sign_in_options(stage.login.user if stage else None))


@never_cache
@posted
def passkey(request: HttpRequest) -> HttpResponse:
    """登录 by passkey alone: it is two factors in itself, for the device asks for PIN or fingerprint."""
    moment, counts = now(), buckets(request, "")[-1:]
    wait = wait_of(counts, moment)
    if wait:
        return not_signed_in(request, _("失败次数过多，请在 %d 秒后再试。") % (int(wait.total_seconds()) + 1), 429)
    key = passkeys.answered(request.POST.get("credential", ""), None)
    if key is None or not key.user.is_active:
        record_failed_sign_in(
            account_id=key.user_id if key else 0,
            address=client_of(request),
            buckets=counts,
            actor=system_actor("sign-in"),
            now=moment,
            step="passkey",
        )
        return not_signed_in(request, _("没有认出这个通行密钥，请重试，或改用口令登录。"), 422)
    clear_login(request)
    key.record_usage()
    prove(request, key.user, "passkey")
    response = perform_login(request, Login(user=key.user, redirect_url=next_page(request)))
    return remembered(request, response)


def not_signed_in(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """The sign-in page again, with the reason."""
    context = {
        "form": SignInForm(request),
        "next": request.POST.get("next", ""),
        "refused": why,
        "providers": providers(),
    }
    return render(request, "people/sign_in.html", context, status=status)


def next_page(request: HttpRequest) -> str | None:
    """Where the visitor wanted to go, on this site."""
    from allauth.account.utils import get_next_redirect_url

    found: str | None = get_next_redirect_url(request)
    return found


@never_cache
@login_stage_required(stage=SecondFactorStage.key, redirect_urlname="people:sign-in")  # type: ignore[untyped-decorator]  # the package has no types
@sensitive_post_parameters("code")
def second_factor(request: HttpRequest) -> HttpResponse:
    """第二因素: a code of the app, a passkey, or a recovery code."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001  set by the decorator
    account: Account = stage.login.user
    if stage.stale:
        clear_login(request)
        messages.info(request, _("请重新登录。"))
        return HttpResponseRedirect(reverse("people:sign-in"))
    form = CodeForm(request.POST if "code" in request.POST else None, request=request, account=account)
    status = 200
    if request.method == "POST":
        method = tried_passkey(request, account) if "credential" in request.POST else form.method_or_none()
        if method:
            prove(request, account, method)
            return remembered(request, stage.exit())
        status = 429 if form.has_error("code", "wait") else 422
    context = {"form": form, "has_app": has_app(account), "has_passkey": has_passkey(account)}
    return render(request, "people/second_factor.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class SignOut(LogoutView):
    """退出: by POST; a GET shows the button, so that no link signs anybody out."""

    http_method_names = ["get", "post", "options"]  # noqa: RUF012  Django reads it from the class

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with the button."""
        return render(request, "people/sign_out.html")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # the stubs promise less
        """End the session, and say so in an event."""
        account = request.user
        if isinstance(account, Account):
            key = request.session.session_key or ""
            record_session_end(why="sign-out", key=key, account=account, actor=actor_of(request), now=now())
        return super().post(request, *args, **kwargs)
