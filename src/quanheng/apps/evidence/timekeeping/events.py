"""The event kinds of timekeeping."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.catalogue import event
from quanheng.apps.evidence.timekeeping.words import length


@event("evidence.time_measured", label=gettext_lazy("测时"), public=False)
@dataclass(frozen=True, slots=True)
class TimeMeasured:
    """The clock was compared with every source. Not in the list of public changes, where it would hide the rest; its
    page is public, and so is its seal.
    """

    number: int
    sources: int
    agreeing: int
    offset_ns: str
    bound_ns: str

    def sentence(self) -> str:
        """In words."""
        told: dict[str, Any] = {"sources": self.sources, "agreeing": self.agreeing}
        if not self.offset_ns:
            return _("测时：%(sources)s 个来源，没有多数一致。") % told
        told |= {"offset": length(int(self.offset_ns), signed=True), "bound": length(int(self.bound_ns))}
        return _("测时：%(sources)s 个来源中 %(agreeing)s 个一致，偏差 %(offset)s，误差界 %(bound)s。") % told


@event("evidence.time_compared", label=gettext_lazy("登记时间比对"))
@dataclass(frozen=True, slots=True)
class TimeCompared:
    """An offset that somebody outside measured was put on record."""

    at: str
    laboratory: str
    document: str
    offset_ns: str
    uncertainty_ns: str

    def sentence(self) -> str:
        """In words."""
        told = {"at": self.at, "laboratory": self.laboratory, "document": self.document}
        told |= {"offset": length(int(self.offset_ns), signed=True), "u": length(int(self.uncertainty_ns))}
        return _("登记 %(at)s 的时间比对：%(laboratory)s %(document)s，偏差 %(offset)s，U = %(u)s。") % told
