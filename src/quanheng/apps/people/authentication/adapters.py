"""How django-allauth behaves here: nobody signs up, nobody is written to, sessions and events are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from quanheng.apps.people.actions.record_sign_in import record_sign_in
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.authentication import proof
from quanheng.apps.people.authentication.sealing import seal, unseal
from quanheng.apps.people.models import Account
from quanheng.apps.people.rules.throttle import address_or_none
from quanheng.apps.people.throttle import buckets, code_buckets
from quanheng.kernel.actor import denied
from quanheng.kernel.api.throttle import client_of
from quanheng.kernel.clock import now

STAGE = "quanheng.apps.people.authentication.stages.SecondFactorStage"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the package has no types
    """The rules of accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by a system administrator."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the first factor comes the second, on every way in."""
        return [STAGE]

    def login(self, request: HttpRequest, user: Account) -> None:
        """Everything asked for was proved: the session begins, and leaves its event."""
        if not user.is_active:
            denied(_("账户已停用。")).require()
        super().login(request, user)
        proof.begin(request)
        counts = [*buckets(request, user.username), *code_buckets(request, user)]
        record_sign_in(
            address=client_of(request),
            methods=proof.proof_of(request, user).methods,
            buckets=[count.digest for count in counts],
            actor=actor_for(user),
            now=now(),
        )

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """A disabled account gets the answer of a wrong password."""
        messages.error(request, _("登录名或口令不正确。"))
        return HttpResponseRedirect(reverse("people:sign-in"))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The workbench."""
        return reverse("web:workbench")

    def get_client_ip(self, request: HttpRequest) -> str:
        """As everywhere in the platform; sessions need some address."""
        return address_or_none(client_of(request)) or "0.0.0.0"  # noqa: S104  no address is known

    def is_safe_url(self, url: str | None) -> bool:
        """Only this site."""
        return url_has_allowed_host_and_scheme(url, {self.request.get_host()}, require_https=self.request.is_secure())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say it in their own words."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts have no address."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the package has no types
    """The rules of factors."""

    def encrypt(self, text: str) -> str:
        """Secrets are sealed."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """And opened."""
        return unseal(encrypted_text)

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """What a device shows beside a passkey: the sign-in name, nothing of the person."""
        return {
            **super().get_public_key_credential_user_entity(user),
            "name": user.username,
            "display_name": user.username,
        }
