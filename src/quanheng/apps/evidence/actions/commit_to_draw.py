"""commit_to_draw: a party publishes the commitment to its secret."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws import seals
from quanheng.apps.evidence.draws.conditions import require_stage, require_time
from quanheng.apps.evidence.draws.events import DrawCommitted
from quanheng.apps.evidence.draws.files import given
from quanheng.apps.evidence.draws.given import require_own_voice, value_or_fault
from quanheng.apps.evidence.draws.once import hold, once
from quanheng.apps.evidence.draws.policies import may_give
from quanheng.apps.evidence.models.draws import Commitment, DrawParty, Stage
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.records import sealed_gift
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.models import StoredFile


def commit_to_draw(  # noqa: PLR0913  the facts of one commitment
    *, party: DrawParty, value: str, evidence: str = "", file: StoredFile | None = None, actor: Actor, now: datetime
) -> Commitment:
    """Take in the commitment ``value`` (64 hex digits) of ``party``, once, until the deadline. For a party outside the
    platform the organiser enters it with ``evidence`` (and the letter as a ``file``).
    """
    draw = party.draw
    may_give(actor, party, draw.organiser).require()
    require_stage(draw, Stage.COMMITTING)
    require_time(now, until=draw.commit_by)
    value = value_or_fault(party, value, evidence)
    if Commitment.objects.filter(party__draw=draw, value=value).exists():
        raise bad_input("value", _("这个承诺值另一方已经用过"), _("每一方各自生成自己的随机数，不要照抄。"))
    require_own_voice(Commitment, party, actor)
    with once(_("该参与方已经提交过承诺值，不能更改")), transaction.atomic():
        hold(draw, Stage.COMMITTING)
        made: Commitment = Commitment.objects.create(
            party=party, value=value, evidence=evidence.strip(), file=file, at=now, by=actor.person_id or 0
        )
        subject = seals.draw_subject(draw.draw_id, party.slug)
        payload = DrawCommitted(draw.draw_id, party.name, value, made.evidence)
        record(payload, actor=actor, subject=seals.draw_subject(draw.draw_id), now=now)
        content = sealed_gift(draw.draw_id, "commitment", party.slug, given(made))
        seal(kind=seals.COMMITMENT, subject=subject, digest=Digest.of(content), now=now)
    return made
