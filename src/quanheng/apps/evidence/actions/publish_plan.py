"""publish_plan: the plan with all commitments is fixed, sealed and published."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws import index, seals
from quanheng.apps.evidence.draws.composing import with_commitments
from quanheng.apps.evidence.draws.conditions import require_stage
from quanheng.apps.evidence.draws.events import PlanPublished
from quanheng.apps.evidence.draws.files import pool, populations
from quanheng.apps.evidence.draws.once import move, once
from quanheng.apps.evidence.draws.policies import may_confirm
from quanheng.apps.evidence.draws.witnessing import rules_now
from quanheng.apps.evidence.models.draws import Commitment, Draw, SealedPlan, Stage
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.lists import check_lists
from quanheng.core.trust.draw.plan import plan_of
from quanheng.core.trust.errors import TrustError
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def publish_plan(*, draw: Draw, actor: Actor, now: datetime) -> SealedPlan:
    """Fix the plan before the first public number can exist. From here on nothing of it can change."""
    may_confirm(actor, draw).require()
    require_stage(draw, Stage.COMMITTING)
    if now >= draw.open_after:
        raise bad_input("", _("公共号码起算时间已过，方案不能再公布"), _("请撤回，另立方案、另用编号。"))
    given = {one.party.slug: one.value for one in Commitment.objects.filter(party__draw=draw).select_related("party")}
    missing = [party.name for party in draw.parties.all() if party.slug not in given]
    if missing:
        raise bad_input("", _("还没有承诺的参与方：%(names)s") % {"names": "、".join(missing)})
    try:
        plan = plan_of(with_commitments(draw.composition, given))
        check_lists(plan, populations(draw.objects_list), pool(draw.inspectors_list))
    except TrustError as fault:
        raise bad_input("", _("方案与封存的名录不符：%(what)s") % {"what": fault}) from fault
    with once(_("方案已经公布")), transaction.atomic():
        move(draw, Stage.PUBLISHED, since=Stage.COMMITTING, otherwise=_("方案已经公布，不能更改"))
        made: SealedPlan = SealedPlan.objects.create(
            draw=draw,
            text=plan.canonical.decode(),
            digest=plan.digest.hex(),
            policy=rules_now(),
            at=now,
            by=actor.person_id or 0,
        )
        subject = seals.draw_subject(draw.draw_id)
        record(PlanPublished(draw.draw_id, made.digest), actor=actor, subject=subject, now=now)
        index.changed(draw.draw_id)
        seal(kind=seals.PLAN, subject=subject, digest=Digest.of(plan.canonical), now=now)
    return made
