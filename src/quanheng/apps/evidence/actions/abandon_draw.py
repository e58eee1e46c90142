"""abandon_draw: a plan is withdrawn before it was published. It stays visible, and its number is used up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.draws import index
from quanheng.apps.evidence.draws.conditions import require_stage
from quanheng.apps.evidence.draws.events import DrawAbandoned
from quanheng.apps.evidence.draws.once import move
from quanheng.apps.evidence.draws.policies import may_revise
from quanheng.apps.evidence.draws.seals import draw_subject
from quanheng.apps.evidence.models.draws import Draw, Stage
from quanheng.kernel.actor import Actor


def abandon_draw(*, draw: Draw, reason: str, actor: Actor, now: datetime) -> None:
    """Withdraw for a ``reason`` that everybody reads. After publication nobody can: then a draw is run, or void."""
    may_revise(actor, draw).require()
    require_stage(draw, Stage.COMMITTING)
    with transaction.atomic():
        move(draw, Stage.ABANDONED, since=Stage.COMMITTING, otherwise=_("方案已经公布，不能再撤回"))
        draw.abandoned_because = reason.strip()
        draw.save(update_fields=["abandoned_because"])
        payload = DrawAbandoned(draw.draw_id, draw.abandoned_because)
        record(payload, actor=actor, subject=draw_subject(draw.draw_id), now=now)
        index.changed(draw.draw_id)
