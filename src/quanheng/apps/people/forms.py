"""The forms of people. They check shape; whether a record may be made is the action's business."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.actions.record_failed_sign_in import record_failed_sign_in
from quanheng.apps.people.authentication.checking import failed
from quanheng.apps.people.authentication.factors import same_password
from quanheng.apps.people.models import Account, Organisation, OrganisationParent
from quanheng.apps.people.password_profile import expired_temporary
from quanheng.apps.people.passwords import password_help
from quanheng.apps.people.sign_in import account_id_of
from quanheng.apps.people.throttle import buckets, code_buckets, wait_of
from quanheng.kernel.actor import system_actor
from quanheng.kernel.api.throttle import client_of
from quanheng.kernel.clock import now
from quanheng.kernel.forms import ActionForm, DayField
from quanheng.kernel.records import Confidence

CONFIDENCE = [(value, label) for value, label in Confidence.choices]
UNKNOWN = [("", _("不详"))]


class SourcedForm(ActionForm):
    """A record says where it comes from."""

    source = forms.CharField(label=_("来源"), max_length=1000, help_text=_("例如文件名称和文号、网页地址和日期"))
    confidence = forms.ChoiceField(label=_("可信度"), choices=CONFIDENCE, initial="B")


class OrganisationForm(SourcedForm):
    """登记机构."""

    field_order: Sequence[str] = ("name", "kind", "credit_code", "region", "public", "source", "confidence")
    name = forms.CharField(label=_("名称"), max_length=200)
    kind = forms.ChoiceField(label=_("类别"), choices=Organisation.Kind.choices)
    credit_code = forms.CharField(
        label=_("统一社会信用代码"), max_length=40, required=False, help_text=_("18 位；没有或不详时留空")
    )
    region = forms.ChoiceField(label=_("行政区划"), required=False)
    public = forms.BooleanField(label=_("对外公开"), required=False, initial=True)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], nationwide: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [*UNKNOWN, *regions]  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["region"].required = not nationwide  # what has no region belongs to the whole country


class CorrectionForm(OrganisationForm):
    """更正机构."""

    field_order = (*OrganisationForm.field_order, "renamed", "renamed_on", "reason")
    renamed = forms.BooleanField(
        label=_("机构更名，原名称作为曾用名保留"), required=False, help_text=_("原名称只是写错时不要勾选")
    )
    renamed_on = DayField(label=_("原名称用至"), required=False, help_text=_("不详时留空"))
    reason = forms.CharField(label=_("更正理由"), max_length=500, help_text=_("写明依据，将公开在变更记录里"))


class ParentForm(ActionForm):
    """登记或终止隶属关系."""

    parent = forms.CharField(label=_("上级机构"), max_length=200, help_text=_("登记号（O000001）或完整名称"))
    kind = forms.ChoiceField(label=_("关系"), choices=OrganisationParent.Kind.choices)
    start = DayField(label=_("起"), required=False, help_text=_("不详时留空"))
    end = DayField(label=_("止"), required=False, help_text=_("仍存续时留空；填写即终止已登记的同一关系"))


class MergeForm(ActionForm):
    """合并到另一条记录."""

    into = forms.CharField(label=_("保留的记录"), max_length=200, help_text=_("登记号；本记录将并入它"))
    reason = forms.CharField(label=_("理由"), max_length=500, help_text=_("写明据何断定是同一个，将记入变更记录"))
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class OrganisationMergeForm(MergeForm):
    """合并机构: with the choice of the credit code."""

    field_order = ("into", "code_of", "keep_name", "reason", "shown")
    code_of = forms.ChoiceField(
        label=_("统一社会信用代码以何为准"),
        required=False,
        choices=[("", _("两者相同或只有一方有")), ("survivor", _("保留的记录")), ("merged", _("并入的记录"))],
    )
    keep_name = forms.BooleanField(label=_("并入一方的名称作为曾用名保留"), required=False, initial=True)


class UndoForm(ActionForm):
    """撤销合并."""

    reason = forms.CharField(label=_("理由"), max_length=500)


class PersonForm(SourcedForm):
    """登记人员."""

    field_order = ("name", "employer", "source", "confidence")
    name = forms.CharField(label=_("姓名"), max_length=80)
    employer = forms.CharField(
        label=_("所在单位"), max_length=200, required=False, help_text=_("登记号（O000001）或完整名称")
    )


class AppointmentForm(SourcedForm):
    """登记任职."""

    field_order: Sequence[str] = ("office", "organisation", "start", "end", "instrument", "source", "confidence")
    office = forms.ChoiceField(label=_("职务"))
    organisation = forms.CharField(label=_("机构或委员会"), max_length=200, help_text=_("登记号（O000001）或完整名称"))
    start = DayField(label=_("任职起"), help_text=_("当日起算"))
    end = DayField(label=_("任职止"), required=False, help_text=_("当日不算；未定时留空"))
    instrument = forms.CharField(label=_("任命文件"), max_length=200, required=False)

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]  # it is a ChoiceField


class EndForm(ActionForm):
    """终止任职."""

    end = DayField(label=_("任职止"), help_text=_("当日不算；终止日只登记一次"))
    reason = forms.CharField(label=_("理由"), max_length=500, required=False)


class ProposalForm(AppointmentForm):
    """提议任命平台职务."""

    field_order = (*AppointmentForm.field_order, "reason")
    reason = forms.CharField(label=_("理由"), max_length=500, help_text=_("写给决定的管理员，不公开"))


class ProposedEndForm(EndForm):
    """提议终止平台职务."""

    reason = forms.CharField(label=_("理由"), max_length=500, help_text=_("写给决定的管理员，不公开"))


class DecisionForm(ActionForm):
    """决定任免提议."""

    accept = forms.ChoiceField(
        label=_("决定"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect, initial="yes"
    )
    reason = forms.CharField(label=_("理由"), max_length=500, required=False, help_text=_("不同意时必填"))


class ReasonForm(ActionForm):
    """A reason, for what an administrator does to the account of another."""

    reason = forms.CharField(label=_("理由"), max_length=500, help_text=_("记入事件，不公开"))


class IdentityForm(ActionForm):
    """关联统一身份."""

    issuer = forms.ChoiceField(label=_("统一身份认证"))
    subject = forms.CharField(
        label=_("主体标识"),
        max_length=255,
        help_text=_("身份认证方给这个人的不变的标识（sub），由其管理员提供"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(label=_("理由"), max_length=500, help_text=_("写给决定的系统管理员，不公开"))

    def __init__(self, *args: Any, providers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = providers  # type: ignore[attr-defined]  # it is a ChoiceField


class ResetFactorsForm(ReasonForm):
    """重置验证方式."""

    identified = forms.CharField(
        label=_("怎样核实本人"), max_length=200, help_text=_("例如“本人持工作证到场，与登记照片相符”")
    )


class AccountForm(ActionForm):
    """开立账户."""

    username = forms.CharField(
        label=_("登录名"),
        max_length=60,
        help_text=_("3 至 60 位小写字母、数字、点、下划线或连字符，以字母开头"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PasswordForm(ActionForm):
    """更换自己的口令."""

    current = forms.CharField(
        label=_("当前口令"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("新口令"),
        max_length=200,
        strip=False,
        help_text=lazy(password_help, str)(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再次输入新口令"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.account = request, account

    def clean_current(self) -> str:
        """The current password, with a wait that grows for whoever found an open session and guesses."""
        moment, counts = now(), code_buckets(self.request, self.account)
        wait = wait_of(counts, moment)
        if wait:
            raise ValidationError(_("失败次数过多，请在 %d 秒后再试。") % (int(wait.total_seconds()) + 1))
        typed: str = self.cleaned_data["current"]
        if not same_password(self.account, typed):
            failed(self.request, self.account, "password")
            raise ValidationError(_("当前口令不正确，请重新输入。"))
        return typed

    def clean(self) -> dict[str, Any]:
        """Both entries of the new password agree."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("两次输入的新口令不一致。"))
        return data


class SignInForm(AuthenticationForm):
    """登录: one message for every failure, and a wait that grows. An attempt that must wait checks no password."""

    error_messages = {  # noqa: RUF012  Django reads it from the class
        "invalid_login": _("登录名或口令不正确。"),
        "inactive": _("登录名或口令不正确。"),
    }

    username = UsernameField(
        label=_("登录名"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autofocus": True, "autocomplete": "username", "spellcheck": "false", "class": "field"}
        ),
    )
    password = forms.CharField(
        label=_("口令"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "field"}),
    )

    def clean(self) -> dict[str, Any]:
        """Authenticate unless the attempt has to wait."""
        request, username, password = self.request, self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if request is None or not username or not password:
            return self.cleaned_data
        moment = now()
        self.counts = buckets(request, username)
        wait = wait_of(self.counts, moment)
        if wait:
            seconds = int(wait.total_seconds()) + 1
            raise ValidationError(_("失败次数过多，请在 %d 秒后再试。") % seconds, code="wait")
        try:
            cleaned = super().clean()
        except ValidationError:
            record_failed_sign_in(
                account_id=account_id_of(username),
                address=client_of(request),
                buckets=self.counts,
                actor=system_actor("sign-in"),
                now=moment,
            )
            raise
        account = self.get_user()
        if isinstance(account, Account) and expired_temporary(account, moment):
            raise ValidationError(_("临时口令已过期，请联系系统管理员重置。"), code="expired")
        return cleaned
