"""compose_draw: the plan of a draw is written down, or revised before anybody committed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.draws import index
from quanheng.apps.evidence.draws.composing import Composition, plan_value, preview
from quanheng.apps.evidence.draws.conditions import check_composition
from quanheng.apps.evidence.draws.events import DrawComposed
from quanheng.apps.evidence.draws.once import once
from quanheng.apps.evidence.draws.policies import may_organise
from quanheng.apps.evidence.draws.seals import draw_subject
from quanheng.apps.evidence.models.draws import Commitment, Draw, DrawParty, Stage
from quanheng.core.trust.draw.algorithm import DrawFault
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def compose_draw(*, made: Composition, revised: Draw | None = None, actor: Actor, now: datetime) -> Draw:
    """Put ``made`` on record; its parties may then commit. ``revised``: the draw whose plan it takes the place of, as
    long as nobody has committed. Raises ``BadInput`` for a number that was used before, for times in the wrong order,
    and for what cannot be a plan.
    """
    may_organise(actor, made.objects.organiser).require()
    check_composition(made, now)
    value = plan_value(made)
    try:
        preview(value)
    except DrawFault as fault:
        raise bad_input("", _("方案不成立：%(what)s") % {"what": fault}) from fault
    facts: dict[str, Any] = {
        "title": made.title,
        "algorithm": made.algorithm.value,
        "objects_list": made.objects,
        "inspectors_list": made.inspectors,
        "composition": value,
        "commit_by": made.times.commit_by,
        "open_after": made.times.open_after,
        "reveal_by": made.times.reveal_by,
        "composed_by": actor.person_id or 0,
        "composed_at": now,
    }
    taken = _("抽取编号“%(id)s”已经用过") % {"id": made.draw_id}
    with once(taken, _("一个编号只能有一份方案，请换一个编号。")), transaction.atomic():
        draw = _revise(revised, facts) if revised else _create(made, facts)
        for party in made.parties:
            DrawParty.objects.create(draw=draw, slug=party.slug, name=party.name, organisation=party.organisation)
        names = tuple(party.name for party in made.parties)
        payload = DrawComposed(draw.draw_id, draw.title, draw.organiser_name, names, revised is not None)
        record(payload, actor=actor, subject=draw_subject(draw.draw_id), now=now)
        index.changed(draw.draw_id)
    return draw


def _create(made: Composition, facts: dict[str, Any]) -> Draw:
    created: Draw = Draw.objects.create(
        draw_id=made.draw_id,
        organiser=made.objects.organiser,
        organiser_name=made.organiser,
        stage=Stage.COMMITTING,
        **facts,
    )
    return created


def _revise(draw: Draw, facts: dict[str, Any]) -> Draw:
    untouched = Draw.objects.filter(pk=draw.pk, stage=Stage.COMMITTING)
    if Commitment.objects.filter(party__draw=draw).exists() or not untouched.update(**facts):
        remedy = _("需要更改时请撤回，另立方案、另用编号。")
        raise bad_input("", _("方案已经有参与方承诺或者已经公布，不能再改"), remedy)
    draw.parties.all().delete()
    for name, value in facts.items():
        setattr(draw, name, value)
    return draw
