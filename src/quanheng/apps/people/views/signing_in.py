"""Signing in and out, and changing one's password."""

from typing import Any

from django.contrib.auth import get_user, update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.actions.record_sign_in import record_sign_in
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.forms import PasswordForm, SignInForm
from quanheng.apps.people.models import Account
from quanheng.apps.people.throttle import remember_device
from quanheng.apps.people.views.access import actor_of
from quanheng.apps.people.views.acting import FormPage, acting
from quanheng.kernel.actor import denied
from quanheng.kernel.api.throttle import client_of
from quanheng.kernel.clock import now
from quanheng.kernel.errors import bad_input


class SignIn(LoginView):
    """登录. The framework rotates the session and keeps ``next`` on this site; failures are slowed down by the form."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, record it, and remember the browser."""
        response = super().form_valid(form)
        account = form.get_user()
        record_sign_in(
            address=client_of(self.request),
            buckets=[count.digest for count in form.counts],
            actor=actor_for(account),
            now=now(),
        )
        remember_device(self.request, response, account.username)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Status 422, or 429 where the attempt has to wait."""
        waiting = form.has_error("__all__", "wait")
        return self.render_to_response(self.get_context_data(form=form), status=429 if waiting else 422)


@method_decorator(never_cache, name="dispatch")
class SignOut(LogoutView):
    """退出: by POST; a GET shows the button, so that no link signs anybody out."""

    http_method_names = ["get", "post", "options"]  # noqa: RUF012  Django reads it from the class

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with the button."""
        return render(request, "people/sign_out.html")


@never_cache
@sensitive_post_parameters("current", "password", "again")
def own_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password. This session goes on under a new key, every other one ends."""
    actor = actor_of(request)
    if actor.is_anonymous:
        denied(_("请先登录，再修改口令。")).require()
    account = get_user(request)
    page = FormPage(
        title=_("修改口令"),
        lead=_("修改后，您在其他设备上的登录会立即失效。"),
        button=_("修改"),
        back=reverse("web:workbench"),
        crumbs=((_("工作台"), reverse("web:workbench")),),
    )

    def act(data: dict[str, Any]) -> tuple[str, str]:
        if not isinstance(account, Account) or not account.check_password(data["current"]):
            raise bad_input("current", _("当前口令不正确"), _("请重新输入。"))
        change_password(account=account, password=data["password"], actor=actor, now=now())
        update_session_auth_hash(request, account)
        return reverse("web:workbench"), _("口令已修改，其他设备上的登录已失效。")

    return acting(request, page, PasswordForm(request.POST or None), act)
