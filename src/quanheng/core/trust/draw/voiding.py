"""When a draw is void by its own rule, and how that is recorded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.plan import Plan
from quanheng.core.trust.draw.reading import Fields, time_text

NOT_REVEALED = "not-revealed"


def void_value(plan: Plan, parties: Sequence[str], at: datetime) -> dict[str, Any]:
    """As the JSON value of ``void.json``: ``parties`` revealed nothing until the deadline."""
    return {
        "draw_id": plan.draw_id,
        "plan_digest": plan.digest.hex(),
        "reason": NOT_REVEALED,
        "parties": list(parties),
        "at": time_text(at),
    }


def check_void(plan: Plan, value: Any, missing: Sequence[str]) -> None:
    """Refuse a void draw that the plan's rule does not make void, or that names others. Raises ``DrawFault``."""
    fields = Fields(value, "void")
    at = fields.time("at")
    told = fields.text("draw_id"), fields.digest("plan_digest"), fields.text("reason"), fields.items("parties")
    fields.done()
    if told != (plan.draw_id, plan.digest, NOT_REVEALED, list(missing)):
        raise DrawFault("void", f"tells something else than the reveals: {', '.join(missing) or 'nobody'} is missing")
    if not missing:
        raise DrawFault("void", "every party revealed: the draw is not void")
    if plan.times is not None and at <= plan.times.reveal_by:
        raise DrawFault("void", "was declared before the deadline")
