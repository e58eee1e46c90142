"""The event kinds of accounts: what they prove themselves with, their sessions, and what administrators do to them.
None is public.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event

METHOD_NAMES = {
    "password": gettext_lazy("口令"),
    "code": gettext_lazy("验证码"),
    "app": gettext_lazy("验证器应用"),
    "passkey": gettext_lazy("通行密钥"),
    "recovery": gettext_lazy("恢复码"),
    "identity": gettext_lazy("统一身份认证"),
    "provider": gettext_lazy("统一身份认证的多因素"),
}
REASONS = {
    "sign-out": gettext_lazy("本人退出"),
    "owner": gettext_lazy("本人结束"),
    "administrator": gettext_lazy("安全管理员结束"),
    "idle": gettext_lazy("超时未操作"),
    "absolute": gettext_lazy("登录满最长时间"),
}


@event("people.signed_in", label=gettext_lazy("登录"), public=False)
@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account signed in, having proved itself by ``methods``: password, code, passkey, recovery and so on."""

    address: str
    methods: tuple[str, ...] = ()

    def sentence(self) -> str:
        """In words."""
        how = "、".join(str(METHOD_NAMES.get(method, method)) for method in self.methods) or "—"
        return _("自 %(address)s 登录（%(how)s）。") % {"address": self.address, "how": how}


@event("people.sign_in_failed", label=gettext_lazy("登录失败"), public=False)
@dataclass(frozen=True, slots=True)
class SignInFailed:
    """Somebody tried to sign in; ``step`` is what failed. The name typed is not kept: people type passwords into that
    field.
    """

    address: str
    step: str = "password"

    def sentence(self) -> str:
        """In words."""
        step = METHOD_NAMES.get(self.step, self.step)
        return _("自 %(address)s 登录失败（%(step)s）。") % {"address": self.address, "step": step}


@event("people.factor_enrolled", label=gettext_lazy("绑定验证方式"), public=False)
@dataclass(frozen=True, slots=True)
class FactorEnrolled:
    """The owner bound an app or a passkey; other sessions ended. ``codes`` recovery codes were made with the first."""

    factor: str
    name: str
    codes: int

    def sentence(self) -> str:
        """In words."""
        words = _("绑定%(factor)s%(name)s。") % {
            "factor": METHOD_NAMES.get(self.factor, self.factor),
            "name": f"“{self.name}”" if self.name else "",
        }
        return words + (_("同时生成 %d 个恢复码。") % self.codes if self.codes else "")


@event("people.factor_removed", label=gettext_lazy("解除验证方式"), public=False)
@dataclass(frozen=True, slots=True)
class FactorRemoved:
    """The owner took an app or a passkey off; other sessions ended."""

    factor: str
    name: str

    def sentence(self) -> str:
        """In words."""
        name = f"“{self.name}”" if self.name else ""
        return _("解除%(factor)s%(name)s。") % {"factor": METHOD_NAMES.get(self.factor, self.factor), "name": name}


@event("people.recovery_codes_renewed", label=gettext_lazy("恢复码更新"), public=False)
@dataclass(frozen=True, slots=True)
class RecoveryCodesRenewed:
    """The owner made new recovery codes; the old ones work no more."""

    codes: int

    def sentence(self) -> str:
        """In words."""
        return _("重新生成 %d 个恢复码，原有的作废。") % self.codes


@event("people.recovery_code_used", label=gettext_lazy("使用恢复码"), public=False)
@dataclass(frozen=True, slots=True)
class RecoveryCodeUsed:
    """A recovery code stood in for the second factor."""

    number: int
    left: int

    def sentence(self) -> str:
        """In words."""
        return _("使用第 %(number)d 号恢复码，还剩 %(left)d 个。") % {"number": self.number, "left": self.left}


@event("people.factors_reset", label=gettext_lazy("重置验证方式"), public=False)
@dataclass(frozen=True, slots=True)
class FactorsReset:
    """A security administrator took all factors off an account whose owner lost them; ``identified`` says how the
    person was recognised.
    """

    factors: int
    reason: str
    identified: str

    def sentence(self) -> str:
        """In words."""
        values = {"factors": self.factors, "reason": self.reason, "identified": self.identified}
        told = _("重置验证方式（%(factors)d 种），全部会话结束。理由：%(reason)s；核实本人的方式：%(identified)s")
        return told % values


@event("people.factors_recovered", label=gettext_lazy("从服务器重置验证方式"), public=False)
@dataclass(frozen=True, slots=True)
class FactorsRecovered:
    """Whoever runs the server took all factors off the account of the only security administrator, who lost them;
    ``identified_by`` says who recognised the person, and how.
    """

    factors: int
    reason: str
    identified_by: str

    def sentence(self) -> str:
        """In words."""
        values = {"factors": self.factors, "reason": self.reason, "identified": self.identified_by}
        words = _("从服务器重置唯一安全管理员的验证方式（%(factors)d 种），全部会话结束。") % values
        return words + _("理由：%(reason)s；核实本人：%(identified)s") % values


@event("people.sessions_ended", label=gettext_lazy("会话结束"), public=False)
@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """Sessions of an account ended: by sign-out, owner, administrator, or age (idle, absolute)."""

    sessions: int
    why: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {"sessions": self.sessions, "why": REASONS.get(self.why, self.why)}
        words = _("结束会话 %(sessions)d 个（%(why)s）。") % values
        return words + (_("理由：%s") % self.reason if self.reason else "")


@event("people.account_disabled", label=gettext_lazy("账户停用"), public=False)
@dataclass(frozen=True, slots=True)
class AccountDisabled:
    """A system administrator disabled an account; its sessions ended at once."""

    reason: str
    sessions: int

    def sentence(self) -> str:
        """In words."""
        return _("停用账户，会话全部结束。理由：%s") % self.reason


@event("people.account_enabled", label=gettext_lazy("账户启用"), public=False)
@dataclass(frozen=True, slots=True)
class AccountEnabled:
    """A system administrator enabled an account again."""

    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("重新启用账户。理由：%s") % self.reason


@event("people.account_unlocked", label=gettext_lazy("解除等待"), public=False)
@dataclass(frozen=True, slots=True)
class AccountUnlocked:
    """A security administrator ended the wait after wrong codes."""

    def sentence(self) -> str:
        """In words."""
        return _("解除验证码错误后的等待。")


@event("people.access_refused", label=gettext_lazy("拒绝访问"), public=False)
@dataclass(frozen=True, slots=True)
class AccessRefused:
    """Somebody signed in asked for what is not theirs."""

    method: str
    path: str

    def sentence(self) -> str:
        """In words."""
        return _("拒绝访问 %(method)s %(path)s。") % {"method": self.method, "path": self.path}
