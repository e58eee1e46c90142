"""The event kinds of timestamps."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.catalogue import event
from quanheng.apps.evidence.timestamps.words import why


@event("evidence.timestamp_taken", label=gettext_lazy("取得时间戳"))
@dataclass(frozen=True, slots=True)
class TimestampTaken:
    """An authority stamped something."""

    what: str
    digest: str
    stamped_at: str
    authority: str
    answer_sha256: str

    def sentence(self) -> str:
        """In words."""
        told = {"what": self.what, "at": self.stamped_at, "authority": self.authority}
        return _("为%(what)s取得时间戳：%(at)s，%(authority)s。") % told


@event("evidence.timestamp_refused", label=gettext_lazy("未取得时间戳"))
@dataclass(frozen=True, slots=True)
class TimestampRefused:
    """No timestamp was had: no answer, or one that does not hold."""

    what: str
    host: str
    reason: str
    detail: str

    def sentence(self) -> str:
        """In words."""
        told = {"what": self.what, "host": self.host, "why": why(self.reason), "detail": self.detail}
        return _("没有为%(what)s取得时间戳（%(host)s）：%(why)s %(detail)s") % told
