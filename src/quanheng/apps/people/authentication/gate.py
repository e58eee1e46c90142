"""The gate every request of a signed-in account passes: session over, password due, or factor missing."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from quanheng.apps.people.actions.record_session_end import record_session_end
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.authentication import proof
from quanheng.apps.people.authentication.factors import has_factor, needs_factor
from quanheng.apps.people.models import Account
from quanheng.apps.people.password_profile import profile
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.clock import now

TOUCH = 60
"""Seconds between two writes of when a session was last used."""
OPEN_TO_ALL = frozenset({"people:sign-in", "people:sign-out", "web:health", "web:robots", "web:security"})
PASSWORD_PAGES = OPEN_TO_ALL | {"people:change-password"}
ENROLMENT_PAGES = PASSWORD_PAGES | {
    "people:enrol",
    "people:enrol-app",
    "people:enrol-passkey",
    "people:passkey-options",
    "people:confirm",
    "people:confirm-options",
}
API = "/api/"


class AccountGateMiddleware:
    """Ends sessions by age, and lets an account that owes a new password or a second factor do nothing else first. Open
    data is served to it as to anybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End what is over; remember when the session was used."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, Account):
            over = proof.overdue(request)
            if over:
                return self._end(request, over)
            self._touch(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Send an account that owes something to the page where it is done."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, Account):
            return None
        due = self._due(request, request.user)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not due or name in (PASSWORD_PAGES if due == "people:change-password" else ENROLMENT_PAGES):
            return None
        if request.path.startswith(API):
            request.actor = ANONYMOUS  # type: ignore[attr-defined]
            return None
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=HTTPStatus.FORBIDDEN, content=_("请先更换口令并绑定验证方式。"))
        return HttpResponseRedirect(reverse(due))

    @staticmethod
    def _due(request: HttpRequest, account: Account) -> str:
        """The page an account has to visit first: every request pays for this, so the common answer costs no query."""
        proved = proof.proof_of(request, account)
        if proved.by_password and profile().is_due(account, now()):
            return "people:change-password"
        if proved.strong or not needs_factor(account):
            return ""
        return "people:confirm" if has_factor(account) else "people:enrol"

    @staticmethod
    def _end(request: HttpRequest, why: str) -> HttpResponse:
        account: Any = request.user
        key = request.session.session_key or ""
        record_session_end(why=why, key=key, account=account, actor=actor_for(account), now=now())
        logout(request)
        messages.info(request, _("您已超过时限没有操作，或登录已满最长时间，请重新登录。"))
        back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse('people:sign-in')}?{back}".rstrip("?"))

    @staticmethod
    def _touch(request: HttpRequest) -> None:
        moment = int(time.time())
        if moment - request.session[proof.SEEN] >= TOUCH:
            request.session[proof.SEEN] = moment
            row = UserSession.objects.filter(session_key=request.session.session_key).first()
            if row is not None:
                row.last_seen_at = now()
                row.save(update_fields=["last_seen_at"])
