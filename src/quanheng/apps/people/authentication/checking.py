"""The second factor as it is typed or touched: codes of the app, recovery codes, passkeys, with waits for guessing."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from quanheng.apps.people.actions.use_recovery_code import use_recovery_code
from quanheng.apps.people.actors import actor_for
from quanheng.apps.people.authentication import passkeys
from quanheng.apps.people.authentication.codes import take_code
from quanheng.apps.people.authentication.factors import has_factor, same_password
from quanheng.apps.people.models import Account
from quanheng.apps.people.throttle import code_buckets, wait_of
from quanheng.kernel.actor import system_actor
from quanheng.kernel.api.throttle import client_of
from quanheng.kernel.clock import now
from quanheng.kernel.forms import ActionForm

WRONG_CODE = gettext_lazy("不正确，或已经用过。请等验证器显示下一个验证码再试。")


def has_app(account: Account) -> bool:
    """Whether it has an authenticator app."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def has_passkey(account: Account) -> bool:
    """Whether it has a passkey."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).exists())


class CodeForm(ActionForm):
    """验证码或恢复码: one message for whatever is wrong, and a wait that grows, during which no code is looked at."""

    code = forms.CharField(
        label=gettext_lazy("验证码或恢复码"),
        max_length=40,
        help_text=gettext_lazy("验证器应用显示的 6 位数字；手机不在身边时填一个恢复码"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}),
    )

    def __init__(self, *args: Any, request: HttpRequest, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.account = request, account

    def method_or_none(self) -> str | None:
        """``code`` or ``recovery`` once what was typed is right; ``None`` with an error in the form otherwise."""
        if not self.is_valid():
            return None
        moment, counts = now(), code_buckets(self.request, self.account)
        wait = wait_of(counts, moment)
        if wait:
            seconds = int(wait.total_seconds()) + 1
            self.add_error("code", forms.ValidationError(_("失败次数过多，请在 %d 秒后再试。") % seconds, code="wait"))
            return None
        method = taken(self.account, self.cleaned_data["code"])
        if method is None:
            failed(self.request, self.account, "code")
            self.add_error("code", WRONG_CODE)
        return method


def taken(account: Account, typed: str) -> str | None:
    """``code`` or ``recovery`` when ``typed`` is one that was not used before; from now on it is."""
    app = take_code(account, typed, now())
    if app is not None:
        app.record_usage()
        return "code"
    used = use_recovery_code(account=account, typed=typed, actor=actor_for(account), now=now())
    return "recovery" if used else None


def tried_passkey(request: HttpRequest, account: Account) -> str | None:
    """``passkey`` when the browser answered with one of ``account``; the failure is counted otherwise."""
    key = passkeys.answered(request.POST.get("credential", ""), account)
    if key is None:
        failed(request, account, "passkey")
        return None
    key.record_usage()
    return "passkey"


def failed(request: HttpRequest, account: Account, step: str) -> None:
    """Count a failure of the second factor, with its event."""
    record_failed_sign_in(
        account_id=account.pk,
        address=client_of(request),
        buckets=code_buckets(request, account),
        actor=system_actor("sign-in"),
        now=now(),
        step=step,
    )


class EnrolAppForm(ActionForm):
    """The first code of a new authenticator app."""

    code = forms.CharField(
        label=gettext_lazy("验证码"),
        max_length=10,
        help_text=gettext_lazy("扫码后应用显示的 6 位数字"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasskeyForm(ActionForm):
    """What a new passkey is called."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=40, help_text=gettext_lazy("便于日后辨认，例如“办公室电脑”")
    )


class ConfirmForm(ActionForm):
    """确认本人: the password and, where there is an app, a code. Guesses count as those of codes do."""

    password = forms.CharField(
        label=gettext_lazy("口令"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=gettext_lazy("验证码或恢复码"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.account = request, account
        if not has_factor(account):
            del self.fields["code"]

    def methods(self) -> list[str]:
        """What was proved; nothing, with an error in the form, when anything is wrong."""
        if not self.is_valid():
            return []
        moment, counts = now(), code_buckets(self.request, self.account)
        wait = wait_of(counts, moment)
        if wait:
            self.add_error(None, _("失败次数过多，请在 %d 秒后再试。") % (int(wait.total_seconds()) + 1))
            return []
        if not same_password(self.account, self.cleaned_data["password"]):
            failed(self.request, self.account, "password")
            self.add_error("password", _("口令不正确。"))
            return []
        if "code" not in self.fields:
            return ["password"]
        method = taken(self.account, self.cleaned_data["code"])
        if method is None:
            failed(self.request, self.account, "code")
            self.add_error("code", WRONG_CODE)
            return []
        return ["password", method]
