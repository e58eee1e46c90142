"""What the workbench shows of draws."""

from typing import Any

from quanheng.apps.evidence.draws.policies import APPROVER, ORGANISER, WITNESS
from quanheng.apps.evidence.draws.todo import todo
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now
from quanheng.kernel.panels import Panel


def _content(_record: Any, actor: Actor) -> Any:
    """What is to be done in draws; nothing for those who have no office in them."""
    if not any(actor.holds(office) for office in (ORGANISER, APPROVER, WITNESS)):
        return None
    return {"todo": todo(actor, now()), "organises": actor.holds(ORGANISER)}


PANEL = Panel("workbench", 20, "evidence/draws/workbench_panel.html", _content)
