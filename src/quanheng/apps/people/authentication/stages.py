"""The second factor, asked for between the password and the session."""

from typing import Any

from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from quanheng.apps.people.authentication.factors import has_factor
from quanheng.apps.people.authentication.proof import proof_of


class SecondFactorStage(LoginStage):  # type: ignore[misc]  # the package has no types
    """第二因素. Who has one is asked for it on every way in, unless what was proved is two factors in itself (a passkey
    with PIN or fingerprint, or an identity provider that says so). The unfinished sign-in lasts fifteen minutes and
    ends with the password or the sessions it began under.
    """

    key = "second_factor"
    urlname = "people:second-factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Go to the page of the second factor, or on."""
        account: Any = self.login.user
        if account is None or not has_factor(account) or proof_of(self.request, account).strong:
            return None, True
        self.state["hash"] = account.get_session_auth_hash()
        return HttpResponseRedirect(reverse(self.urlname)), True

    @property
    def stale(self) -> bool:
        """Whether the account was disabled, its password changed or its sessions ended since the first factor."""
        account: Any = self.login.user
        return not account.is_active or self.state.get("hash") != account.get_session_auth_hash()

    @classmethod
    def unfinished(cls, request: HttpRequest) -> "SecondFactorStage | None":
        """The sign-in of this browser that waits for its second factor."""
        stage = LoginStageController.enter(request, cls.key)
        return stage if isinstance(stage, cls) and not stage.stale else None
