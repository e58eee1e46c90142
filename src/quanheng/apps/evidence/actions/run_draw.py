"""run_draw: the result is computed, sealed and published."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws import files, index, seals
from quanheng.apps.evidence.draws.conditions import require_stage
from quanheng.apps.evidence.draws.events import DrawRun
from quanheng.apps.evidence.draws.once import move, once
from quanheng.apps.evidence.draws.policies import may_confirm
from quanheng.apps.evidence.models.draws import Draw, DrawResult, PublicNumbers, Stage
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.outcome import MissingReveal, Outcome, run
from quanheng.core.trust.draw.plan import parse_plan
from quanheng.core.trust.draw.records import bare_numbers, secrets_of
from quanheng.core.trust.errors import TrustError
from quanheng.kernel.actor import Actor, denied
from quanheng.kernel.errors import bad_input


def run_draw(*, draw: Draw, actor: Actor, now: datetime) -> DrawResult:
    """Draw, from what is on record and nothing else. Running it confirms the public numbers, so somebody else must have
    entered them. Raises ``BadInput`` while a reveal or the numbers are missing.
    """
    may_confirm(actor, draw).require()
    require_stage(draw, Stage.PUBLISHED)
    with once(_("抽取已经执行")), transaction.atomic():
        move(draw, Stage.DRAWN, since=Stage.PUBLISHED, otherwise=_("抽取已经执行或者已经作废"))
        numbers = list(draw.numbers.all())
        if not numbers:
            raise bad_input("", _("还没有录入公共号码"))
        _not_confirmed_by_who_entered(numbers[-1], actor)
        outcome = _outcome(draw, numbers)
        text = canonical(outcome.value())
        made: DrawResult = DrawResult.objects.create(draw=draw, text=text.decode(), at=now, by=actor.person_id or 0)
        subject = seals.draw_subject(draw.draw_id)
        drawn = sum(len(one.selected) for one in outcome.strata)
        reserves = sum(len(one.reserve) for one in outcome.strata)
        payload = DrawRun(draw.draw_id, outcome.seed.hex(), drawn, reserves)
        record(payload, actor=actor, subject=subject, now=now)
        index.changed(draw.draw_id)
        seal(kind=seals.RESULT, subject=subject, digest=Digest.of(text), now=now)
    return made


def _not_confirmed_by_who_entered(numbers: PublicNumbers, actor: Actor) -> None:
    if numbers.by == actor.person_id:
        denied(_("录入公共号码的人不能自己执行抽取，请由另一名抽查审核人核对号码后执行。")).require()


def _outcome(draw: Draw, numbers: list[PublicNumbers]) -> Outcome:
    parties = list(draw.parties.select_related("reveal"))
    try:
        return run(
            parse_plan(draw.plan.text.encode()),
            files.populations(draw.objects_list),
            files.pool(draw.inspectors_list),
            secrets_of(files.reveals(parties)),
            bare_numbers(files.published(numbers)),
        )
    except MissingReveal as missing:
        names = "、".join(party.name for party in parties if party.slug in missing.parties)
        raise bad_input("", _("还没有揭示的参与方：%(names)s") % {"names": names}) from missing
    except TrustError as fault:
        raise bad_input("", _("记录与方案不符，不能抽取：%(what)s") % {"what": fault}) from fault
