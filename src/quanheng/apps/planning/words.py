"""The words of the ledger."""

from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanheng.apps.planning.models import Responsibility
from quanheng.apps.planning.rules.state import State
from quanheng.kernel.ui.badges import status_badge, tag
from quanheng.kernel.ui.words import ymd

STATES: dict[str, Any] = {
    State.OVERDUE.value: _("逾期"),
    State.NOT_BEGUN.value: _("未开始"),
    State.IN_PROGRESS.value: _("进行中"),
    State.DONE.value: _("已完成"),
    State.NO_DEADLINE.value: _("未定期限"),
}
MEANINGS: dict[str, Any] = {
    State.OVERDUE.value: _("期限已过，本平台没有经确认的完成记录；不等于责任单位没有完成。"),
    State.NOT_BEGUN.value: _("有期限，尚无经确认的进展。"),
    State.IN_PROGRESS.value: _("有经确认的进展，尚未完成。"),
    State.DONE.value: _("有经确认的完成记录，并附佐证；每年的任务指当年。"),
    State.NO_DEADLINE.value: _("政策没有写明期限，尚无经确认的进展。"),
}
LOOKS = {
    State.OVERDUE.value: "danger",
    State.NOT_BEGUN.value: "inactive",
    State.IN_PROGRESS.value: "upcoming",
    State.DONE.value: "in_force",
    State.NO_DEADLINE.value: "not_issued",
}
"""Which badge of the design system each state wears."""
ROLES = dict(Responsibility.Role.choices)


def state_badge(task: Any) -> SafeString:
    """The state as a pill; presumed where it follows from a deadline that the policy does not state to the day."""
    presumed = task.presumed and task.state in {State.OVERDUE.value, State.NOT_BEGUN.value}
    return status_badge(LOOKS[task.state], str(STATES[task.state]), presumed=presumed)


def deadline_cell(task: Any) -> SafeString | str:
    """The last day, or what the policy says instead."""
    if task.deadline:
        mark = format_html(" {}", tag(gettext("推定"))) if task.presumed else ""
        return format_html("{}{}", ymd(task.deadline), mark)
    return str(task.deadline_text or (task.get_recurrence_display() if task.recurrence != "once" else ""))


def deadline_plain(task: Any) -> str:
    """The same as text."""
    if task.deadline:
        return str(task.deadline.isoformat()) + (gettext("（推定）") if task.presumed else "")
    return str(task.deadline_text or (task.get_recurrence_display() if task.recurrence != "once" else ""))


def target_plain(task: Any) -> str:
    """The target in words, with its number where it has one."""
    if task.target_number is None:
        return str(task.target_text)
    amount = f"{task.target_number.normalize():f} {task.target_unit}"
    return "，".join(part for part in (amount, task.target_text) if part)


def bodies_plain(task: Any) -> str:
    """Responsible bodies: those who answer first, then those who support."""
    rows = task.answering
    first = "、".join(one.body.name for one in rows if one.role != "support")
    support = "、".join(one.body.name for one in rows if one.role == "support")
    if first and support:
        return gettext("%(first)s；配合：%(support)s") % {"first": first, "support": support}
    return first or support


def point_name(task: Any) -> str:
    """计量技术委员会建设意见（四）."""
    return f"{task.point.policy.name}{task.point.label}"


def year_label(year: str) -> str:
    """2025 年."""
    return gettext("%(year)s 年") % {"year": year}


def late_by(task: Any, done: date) -> int:
    """How many days after the deadline ``done`` is; 0 when in time."""
    return max(0, (done - task.deadline).days) if task.deadline else 0


LONGEST_SHORT = 8


def short_name(body: Any) -> str:
    """A name short enough for the edge of a picture: the shortest the policies use."""
    name = min((str(alias) for alias in (*body.aliases, body.name)), key=len)
    return name if len(name) <= LONGEST_SHORT else f"{name[: LONGEST_SHORT - 1]}…"
