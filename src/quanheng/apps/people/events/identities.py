"""The event kinds of linked identities. None is public."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event


@event("people.identity_linked", label=gettext_lazy("关联统一身份"), public=False)
@dataclass(frozen=True, slots=True)
class IdentityLinked:
    """The owner of an account linked an identity, being signed in with both."""

    issuer: str
    subject: str

    def sentence(self) -> str:
        """In words."""
        return _("本人关联统一身份 %(subject)s（%(issuer)s）。") % {"subject": self.subject, "issuer": self.issuer}


@event("people.identity_proposed", label=gettext_lazy("提出关联统一身份"), public=False)
@dataclass(frozen=True, slots=True)
class IdentityProposed:
    """A security administrator asked to link an identity to the account of another; a system administrator decides."""

    issuer: str
    subject: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {"subject": self.subject, "issuer": self.issuer, "reason": self.reason}
        return _("提出关联统一身份 %(subject)s（%(issuer)s）。理由：%(reason)s") % values


@event("people.identity_decided", label=gettext_lazy("决定关联统一身份"), public=False)
@dataclass(frozen=True, slots=True)
class IdentityDecided:
    """A system administrator decided. Agreed, the identity signs in from now on; otherwise the request is gone."""

    issuer: str
    subject: str
    accepted: bool
    asked_by: int
    reason: str

    def sentence(self) -> str:
        """In words."""
        told = (
            _("同意账户 %(by)s 的提议，关联统一身份 %(subject)s（%(issuer)s）。")
            if self.accepted
            else _("不同意账户 %(by)s 的提议，不关联统一身份 %(subject)s（%(issuer)s）。")
        )
        words = told % {"by": self.asked_by, "subject": self.subject, "issuer": self.issuer}
        return words + (_("理由：%s") % self.reason if self.reason else "")


@event("people.identity_unlinked", label=gettext_lazy("解除统一身份"), public=False)
@dataclass(frozen=True, slots=True)
class IdentityUnlinked:
    """An identity signs in no more: taken off by the owner, or by a security administrator with a ``reason``."""

    issuer: str
    subject: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        words = _("解除统一身份 %(subject)s（%(issuer)s）。") % {"subject": self.subject, "issuer": self.issuer}
        return words + (_("理由：%s") % self.reason if self.reason else "")
