"""The event kinds of offices: who holds one, from when to when, and what administrators propose and decide."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.public import event


@event("people.appointed", label=gettext_lazy("任职登记"), public=False)
@dataclass(frozen=True, slots=True)
class Appointed:
    """A person holds an office from a day on."""

    person: str
    office: str
    organisation: str
    start: str
    end: str

    def sentence(self) -> str:
        """In words."""
        values = {
            "person": self.person,
            "office": self.office,
            "organisation": self.organisation,
            "start": self.start,
            "end": self.end,
        }
        if self.end:
            return _("%(person)s 自 %(start)s 至 %(end)s（不含）任%(organisation)s%(office)s。") % values
        return _("%(person)s 自 %(start)s 起任%(organisation)s%(office)s。") % values


@event("people.appointment_ended", label=gettext_lazy("任职终止"), public=False)
@dataclass(frozen=True, slots=True)
class AppointmentEnded:
    """An appointment ends."""

    person: str
    office: str
    organisation: str
    end: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("%(person)s 任%(organisation)s%(office)s止于 %(end)s（不含）。理由：%(reason)s") % {
            "person": self.person,
            "office": self.office,
            "organisation": self.organisation,
            "end": self.end,
            "reason": self.reason or "—",
        }


@event("people.appointment_corrected", label=gettext_lazy("任职更正"), public=False)
@dataclass(frozen=True, slots=True)
class AppointmentCorrected:
    """What is on record of an appointment was corrected: its ``end`` (empty: it runs on) and its ``instrument``."""

    person: str
    office: str
    organisation: str
    was_end: str
    end: str
    was_instrument: str
    instrument: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        values = {
            "person": self.person,
            "office": self.office,
            "organisation": self.organisation,
            "was_end": self.was_end or "—",
            "end": self.end or "—",
            "was_instrument": self.was_instrument or "—",
            "instrument": self.instrument or "—",
            "reason": self.reason,
        }
        said = _("更正 %(person)s 任%(organisation)s%(office)s的登记：") % values
        parts = []
        if self.was_end != self.end:
            parts.append(_("任职止由 %(was_end)s 改为 %(end)s") % values)
        if self.was_instrument != self.instrument:
            parts.append(_("任命文件由“%(was_instrument)s”改为“%(instrument)s”") % values)
        return said + "；".join(parts) + _("。理由：%(reason)s") % values


@event("people.appointment_withdrawn", label=gettext_lazy("任职撤回"), public=False)
@dataclass(frozen=True, slots=True)
class AppointmentWithdrawn:
    """An appointment that should never have been recorded left the register."""

    person: str
    office: str
    organisation: str
    start: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("撤回 %(person)s 自 %(start)s 起任%(organisation)s%(office)s的登记。理由：%(reason)s") % {
            "person": self.person,
            "office": self.office,
            "organisation": self.organisation,
            "start": self.start,
            "reason": self.reason,
        }


@event("people.office_proposed", label=gettext_lazy("任免提议"), public=False)
@dataclass(frozen=True, slots=True)
class OfficeProposed:
    """An administrator proposed that a person is given a platform office (``kind`` appoint), or that it ends (end)."""

    proposal: int
    kind: str
    person: str
    office: str
    organisation: str
    start: str
    end: str
    reason: str

    def sentence(self) -> str:
        """In words."""
        return _("提议 %(what)s。理由：%(reason)s") % {"what": _office_change(self), "reason": self.reason}


@event("people.office_decided", label=gettext_lazy("任免决定"), public=False)
@dataclass(frozen=True, slots=True)
class OfficeDecided:
    """The other administrator decided that proposal. Accepted, the office is given, or ends, with this event."""

    proposal: int
    kind: str
    accepted: bool
    person: str
    office: str
    organisation: str
    start: str
    end: str
    proposed_by: int
    reason: str

    def sentence(self) -> str:
        """In words."""
        told = _("同意账户 %(by)s 的提议：%(what)s。") if self.accepted else _("不同意账户 %(by)s 的提议：%(what)s。")
        words = told % {"by": self.proposed_by, "what": _office_change(self)}
        return words + (_("理由：%s") % self.reason if self.reason else "")


def _office_change(change: "OfficeProposed | OfficeDecided") -> str:
    """What is to change, in words."""
    values = {
        "person": change.person,
        "office": change.office,
        "organisation": change.organisation,
        "start": change.start,
        "end": change.end,
    }
    if change.kind == "end":
        return _("%(person)s 任%(organisation)s%(office)s止于 %(end)s（不含）") % values
    if change.end:
        return _("%(person)s 自 %(start)s 至 %(end)s（不含）任%(organisation)s%(office)s") % values
    return _("%(person)s 自 %(start)s 起任%(organisation)s%(office)s") % values
