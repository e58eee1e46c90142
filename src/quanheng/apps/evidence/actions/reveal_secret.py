"""reveal_secret: a party gives the secret it committed itself to."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws import seals
from quanheng.apps.evidence.draws.conditions import require_stage, require_time, require_witnessed
from quanheng.apps.evidence.draws.events import DrawRevealed
from quanheng.apps.evidence.draws.files import given
from quanheng.apps.evidence.draws.given import require_own_voice, value_or_fault
from quanheng.apps.evidence.draws.once import hold, once
from quanheng.apps.evidence.draws.policies import may_give
from quanheng.apps.evidence.models.draws import DrawParty, Reveal, Stage
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.outcome import check_reveal
from quanheng.core.trust.draw.plan import parse_plan
from quanheng.core.trust.draw.records import sealed_gift
from quanheng.core.trust.errors import TrustError
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.models import StoredFile


def reveal_secret(  # noqa: PLR0913  the facts of one reveal
    *, party: DrawParty, value: str, evidence: str = "", file: StoredFile | None = None, actor: Actor, now: datetime
) -> Reveal:
    """Take in the secret ``value`` (64 hex digits) of ``party``, once, within the time of the plan. A secret that does
    not fit the commitment is refused; the party may try again until the deadline.
    """
    draw = party.draw
    may_give(actor, party, draw.organiser).require()
    require_stage(draw, Stage.PUBLISHED)
    require_time(now, after=draw.open_after, until=draw.reveal_by)
    require_witnessed(draw)
    value = value_or_fault(party, value, evidence)
    plan = parse_plan(draw.plan.text.encode())
    try:
        check_reveal(plan, plan.commit_reveal[0], party.slug, bytes.fromhex(value))
    except TrustError as fault:
        remedy = _("请核对是不是本次抽取的随机数文件；承诺值和揭示值不要填反。")
        raise bad_input("value", _("与已公布的承诺值不符"), remedy) from fault
    require_own_voice(Reveal, party, actor)
    with once(_("该参与方已经揭示")), transaction.atomic():
        hold(draw, Stage.PUBLISHED)
        made: Reveal = Reveal.objects.create(
            party=party, value=value, evidence=evidence.strip(), file=file, at=now, by=actor.person_id or 0
        )
        payload = DrawRevealed(draw.draw_id, party.name, value, made.evidence)
        record(payload, actor=actor, subject=seals.draw_subject(draw.draw_id), now=now)
        content = sealed_gift(draw.draw_id, "reveal", party.slug, given(made))
        subject = seals.draw_subject(draw.draw_id, party.slug)
        seal(kind=seals.REVEAL, subject=subject, digest=Digest.of(content), now=now)
    return made
