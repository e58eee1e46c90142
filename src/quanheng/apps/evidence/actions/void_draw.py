"""void_draw: it is put on record that a party did not reveal in time, and the draw is void by its own rule."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws import files, index, seals
from quanheng.apps.evidence.draws.conditions import not_witnessed, require_stage, require_time
from quanheng.apps.evidence.draws.events import DrawVoided
from quanheng.apps.evidence.draws.once import move, once
from quanheng.apps.evidence.draws.policies import may_declare_void
from quanheng.apps.evidence.models.draws import Draw, DrawParty, Stage, VoidRecord
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.outcome import missing_reveals
from quanheng.core.trust.draw.plan import Plan, parse_plan
from quanheng.core.trust.draw.records import secrets_of
from quanheng.core.trust.draw.voiding import void_value
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def void_draw(*, draw: Draw, actor: Actor, now: datetime) -> VoidRecord:
    """Put on record that the draw is void: the witnesses had not cosigned the plan in time and nothing is revealed yet,
    or parties revealed nothing until the deadline, who are named. Nobody decides anything here: where the plan's rule
    does not make it void there is nothing to declare (``BadInput``).
    """
    may_declare_void(actor, draw).require()
    require_stage(draw, Stage.PUBLISHED)
    require_time(now, after=draw.open_after)
    with once(_("作废已经登记")), transaction.atomic():
        move(draw, Stage.VOID, since=Stage.PUBLISHED, otherwise=_("抽取已经执行或者已经作废"))
        plan, parties = parse_plan(draw.plan.text.encode()), list(draw.parties.select_related("reveal"))
        missing = [] if not_witnessed(draw) else _not_revealed(draw, plan, parties, now)
        text = canonical(void_value(plan, missing, now))
        made: VoidRecord = VoidRecord.objects.create(draw=draw, text=text.decode(), at=now, by=actor.person_id or 0)
        subject = seals.draw_subject(draw.draw_id)
        names = tuple(party.name for party in parties if party.slug in missing)
        record(DrawVoided(draw.draw_id, names), actor=actor, subject=subject, now=now)
        index.changed(draw.draw_id)
        seal(kind=seals.VOID, subject=subject, digest=Digest.of(text), now=now)
    return made


def _not_revealed(draw: Draw, plan: Plan, parties: list[DrawParty], now: datetime) -> list[str]:
    require_time(now, after=draw.reveal_by)
    missing = missing_reveals(plan, secrets_of(files.reveals(parties)))
    if not missing:
        raise bad_input("", _("各参与方都已揭示，抽取有效"), _("请录入公共号码后执行抽取。"))
    return missing
