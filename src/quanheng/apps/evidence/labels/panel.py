"""What the workbench shows of labels to those who issue them."""

from datetime import timedelta
from typing import Any

from quanheng.apps.evidence.labels import queries
from quanheng.apps.evidence.labels.policies import issues_for
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import legal_today, now
from quanheng.kernel.panels import Panel

SOON = timedelta(days=30)


def _content(_record: Any, actor: Actor) -> Any:
    """How many labels stand, and how many of them end within a month; nothing for those who issue none."""
    own = issues_for(actor)
    if not own:
        return None
    moment = now()
    standing = queries.standing_labels(actor, own[0], moment)
    return {
        "valid": standing.count(),
        "ending": standing.filter(due__lte=legal_today() + SOON).count(),
        "key": queries.key_in_use(actor, own[0], moment),
    }


PANEL = Panel("workbench", 20, "evidence/labels/workbench_panel.html", _content)
