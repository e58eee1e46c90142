"""The event kinds of labels. What a label says of an instrument is on the label, not in an event."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.catalogue import event


@event("evidence.label_key_opened", label=gettext_lazy("签发密钥登记"))
@dataclass(frozen=True, slots=True)
class LabelKeyOpened:
    """A key may sign labels from now on."""

    key_id: str
    issuer: str
    issuer_name: str
    home: str

    def sentence(self) -> str:
        """In words."""
        told = {"name": self.issuer_name, "issuer": self.issuer, "key": self.key_id, "home": self.home}
        if self.home:
            return _("登记“%(name)s”（%(issuer)s）在 %(home)s 的签发密钥 %(key)s。") % told
        return _("为“%(name)s”（%(issuer)s）登记签发密钥 %(key)s。") % told


@event("evidence.label_key_ended", label=gettext_lazy("签发密钥停用"))
@dataclass(frozen=True, slots=True)
class LabelKeyEnded:
    """Nothing counts that the key signs from ``end`` on."""

    key_id: str
    issuer_name: str
    end: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        told = {"name": self.issuer_name, "key": self.key_id, "end": self.end, "reason": self.reason}
        return _("停用“%(name)s”的签发密钥 %(key)s，自 %(end)s 起签发的标识不予承认：%(reason)s。") % told


@event("evidence.label_issued", label=gettext_lazy("标识签发"), public=False)
@dataclass(frozen=True, slots=True)
class LabelIssued:
    """A label was issued."""

    number: str
    issuer_name: str
    token_sha256: str

    def sentence(self) -> str:
        """In words."""
        return _("“%(name)s”签发标识 %(number)s。") % {"name": self.issuer_name, "number": self.number}


@event("evidence.label_revoked", label=gettext_lazy("标识撤销"))
@dataclass(frozen=True, slots=True)
class LabelRevoked:
    """A label no longer counts."""

    number: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("撤销标识 %(number)s：%(reason)s。") % {"number": self.number, "reason": self.reason}


@event("evidence.label_replaced", label=gettext_lazy("标识替换"))
@dataclass(frozen=True, slots=True)
class LabelReplaced:
    """Another label stands in for one."""

    number: str
    successor: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        told = {"number": self.number, "successor": self.successor, "reason": self.reason}
        return _("标识 %(number)s 由 %(successor)s 替换：%(reason)s。") % told
