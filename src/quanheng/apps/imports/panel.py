"""What the workbench shows of imports."""

from typing import Any

from quanheng.apps.imports.policies import usable_importers
from quanheng.apps.imports.queries import imports
from quanheng.kernel.actor import Actor
from quanheng.kernel.panels import Panel

SHOWN = 5


def _content(_record: Any, actor: Actor) -> Any:
    """The actor's latest imports; nothing for those who may not import."""
    if not usable_importers(actor):
        return None
    return {"imports": list(imports(actor)[:SHOWN])}


PANEL = Panel("workbench", 30, "imports/workbench_panel.html", _content)
