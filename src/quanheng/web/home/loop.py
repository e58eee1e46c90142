"""The loop 闭环 as a picture with live numbers: policy → demand → specification → certificate → supervision → evidence.

A stage that the platform does not run yet has no number and says so; it is never dressed up.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Stage:
    """环节: its name, the live number with what it counts, and the page behind it (empty while not open)."""

    label: Any
    count: int | None = None
    counted: Any = ""
    url: str = ""


def stages(*, tasks: int, committees: int, in_force: int, draws: int, changes: int) -> list[Stage]:
    """The eight stages in the order of the loop."""
    return [
        Stage(_("政策与任务"), tasks, _("项政策任务"), "/planning/"),
        Stage(_("需求与立项")),
        Stage(_("起草与征求意见")),
        Stage(_("委员会审定"), committees, _("个委员会"), "/committees/"),
        Stage(_("计量技术规范"), in_force, _("项现行规范"), "/specifications/?status=in_force"),
        Stage(_("标准与证书")),
        Stage(_("监督检查"), draws, _("次随机抽取"), "/draws/"),
        Stage(_("证据与复审"), changes, _("条变更记录"), "/changes/"),
    ]
