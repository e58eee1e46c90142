"""When a draw is void by its own rule, and how that is recorded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.plan import Plan
from quanheng.core.trust.draw.reading import Fields, time_text

NOT_REVEALED = "not-revealed"
"""A party revealed nothing until the deadline."""
NOT_WITNESSED = "not-witnessed"
"""The witnesses had not cosigned the plan when numbers began to count. It can be said only while nobody has revealed
anything and no numbers are on record: later it would be a choice between results.
"""


def void_value(plan: Plan, parties: Sequence[str], at: datetime) -> dict[str, Any]:
    """As the JSON value of ``void.json``: ``parties`` revealed nothing; where there are none, the plan was not
    witnessed in time.
    """
    return {
        "draw_id": plan.draw_id,
        "plan_digest": plan.digest.hex(),
        "reason": NOT_REVEALED if parties else NOT_WITNESSED,
        "parties": list(parties),
        "at": time_text(at),
    }


def check_void(plan: Plan, value: Any, missing: Sequence[str], *, untouched: bool) -> str:
    """Why the draw is void. Refuses a void draw that the plan's rule does not make void, or that names others.

    ``missing``: the parties that revealed nothing. ``untouched``: no reveal and no numbers are on record. Raises
    ``DrawFault``. Whether the witnesses really came too late is for the proof of the plan to say.
    """
    fields = Fields(value, "void")
    at, reason = fields.time("at"), fields.text("reason")
    told = fields.text("draw_id"), fields.digest("plan_digest"), fields.items("parties")
    fields.done()
    if reason not in {NOT_REVEALED, NOT_WITNESSED}:
        raise DrawFault("void", f"{reason!r} is no reason of the rule")
    named = [] if reason == NOT_WITNESSED else list(missing)
    if told != (plan.draw_id, plan.digest, named):
        raise DrawFault("void", f"tells something else than the records: {', '.join(missing) or 'nobody'} is missing")
    if reason == NOT_WITNESSED and not untouched:
        raise DrawFault("void", "something was revealed before it was said that the plan was not witnessed")
    if reason == NOT_REVEALED and not missing:
        raise DrawFault("void", "every party revealed: the draw is not void")
    if plan.times is not None and at <= (plan.times.reveal_by if named else plan.times.open_after):
        raise DrawFault("void", "was declared before its time")
    return reason
