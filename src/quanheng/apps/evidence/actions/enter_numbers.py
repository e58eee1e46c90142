"""enter_numbers: public numbers are taken in, with where anybody can look them up."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.actions.record import record
from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.draws import seals
from quanheng.apps.evidence.draws.conditions import require_stage, require_witnessed
from quanheng.apps.evidence.draws.events import NumbersEntered
from quanheng.apps.evidence.draws.files import NUMBERS, numbers_file
from quanheng.apps.evidence.draws.once import hold
from quanheng.apps.evidence.draws.policies import may_organise
from quanheng.apps.evidence.models.draws import Draw, PublicNumbers, Stage
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.draw.outcome import check_numbers
from quanheng.core.trust.draw.plan import parse_plan
from quanheng.core.trust.errors import TrustError
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def enter_numbers(  # noqa: PLR0913  the facts of one publication
    *,
    draw: Draw,
    groups: Sequence[Sequence[int]],
    issue: str,
    published_at: datetime,
    where: str,
    actor: Actor,
    now: datetime,
) -> PublicNumbers:
    """Take in the numbers of ``issue``, published at a time after that of the plan. A later entry corrects an earlier
    one until the draw is run; all of them stay visible. Somebody else confirms them by running the draw.
    """
    may_organise(actor, draw.organiser).require()
    require_stage(draw, Stage.PUBLISHED)
    require_witnessed(draw)
    if published_at <= draw.open_after:
        raise bad_input("published_at", _("方案只认起算时间之后公布的号码"), _("请录入起算时间之后的第一期。"))
    if published_at > now:
        raise bad_input("published_at", _("公布时间在将来"))
    [source] = parse_plan(draw.plan.text.encode()).numbers
    try:
        check_numbers(source, groups)
    except TrustError as fault:
        shape = "；".join(f"{one.count} × ({one.least}–{one.greatest})" for one in source.groups)
        raise bad_input("group_0", _("号码的个数或范围不对，应为 %(shape)s") % {"shape": shape}) from fault
    with transaction.atomic():
        hold(draw, Stage.PUBLISHED)
        made: PublicNumbers = PublicNumbers.objects.create(
            draw=draw,
            source=NUMBERS,
            groups=[list(group) for group in groups],
            issue=issue.strip(),
            published_at=published_at,
            where=where.strip(),
            at=now,
            by=actor.person_id or 0,
        )
        subject = seals.draw_subject(draw.draw_id)
        told = " | ".join(" ".join(map(str, group)) for group in groups)
        record(NumbersEntered(draw.draw_id, made.issue, told, made.where), actor=actor, subject=subject, now=now)
        seal(kind=seals.NUMBERS, subject=subject, digest=Digest.of(numbers_file([made])), now=now)
    return made
