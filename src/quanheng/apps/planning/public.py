"""What the doors may use of planning."""

from quanheng.apps.planning.actions.load_register import load_register
from quanheng.apps.planning.queries.tasks import lost_evidence, public_tasks, tasks, unequal_states

__all__ = ["load_register", "lost_evidence", "public_tasks", "tasks", "unequal_states"]
