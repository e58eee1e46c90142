"""substitute: an object cannot be inspected, or an inspector cannot go; the rule says who stands in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws import files, seals
from quanheng.apps.evidence.draws.conditions import require_stage
from quanheng.apps.evidence.draws.events import DrawSubstituted
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.draws.policies import may_organise
from quanheng.apps.evidence.draws.standing import outcome_of, roster_now
from quanheng.apps.evidence.models.draws import Draw, DrawSubstitution, Stage
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.core.trust.draw.records import Substitution, next_in_line, sealed_substitution
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def substitute(  # noqa: PLR0913  the facts of one substitution
    *, draw: Draw, kind: str, selected: str, inspector: str = "", reason: str, actor: Actor, now: datetime
) -> DrawSubstitution:
    """Take ``selected`` (an object), or ``inspector`` in its team, off the roster for a ``reason`` that all may read.
    The next in the order of the draw stands in; nobody chooses.
    """
    may_organise(actor, draw.organiser).require()
    require_stage(draw, Stage.DRAWN)
    steps = files.substitutions(draw)
    roster = roster_now(draw, outcome_of(draw), steps)
    try:
        successor = next_in_line(roster, kind, selected, inspector)
    except DrawFault as fault:
        raise bad_input("who", _("不在当前的检查名单里：%(what)s") % {"what": fault.where}) from fault
    step = Substitution(kind, selected, inspector, successor, reason.strip(), now)
    number = len(steps) + 1
    with once(_("另一项替补刚刚登记，请刷新后再办")), transaction.atomic():
        made: DrawSubstitution = DrawSubstitution.objects.create(
            draw=draw,
            number=number,
            kind=kind,
            object=selected,
            inspector=inspector,
            successor=successor,
            reason=step.reason,
            at=now,
            by=actor.person_id or 0,
        )
        payload = DrawSubstituted(draw.draw_id, number, kind, inspector or selected, successor or "")
        record(payload, actor=actor, subject=seals.draw_subject(draw.draw_id), now=now)
        content = sealed_substitution(draw.draw_id, number, step)
        subject = seals.draw_subject(draw.draw_id, str(number))
        seal(kind=seals.SUBSTITUTION, subject=subject, digest=Digest.of(content), now=now)
    return made
