"""What somebody has to do in draws, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanheng.apps.evidence.draws.conditions import Given, Phase, not_witnessed, phase_of
from quanheng.apps.evidence.draws.policies import APPROVER, ORGANISER, WITNESS
from quanheng.apps.evidence.models.draws import Draw, DrawParty, PublicNumbers, Stage
from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: in which draw, what, until when (``None``: no term), and where."""

    draw: Draw
    what: str
    by: datetime | None
    url: str


def todo(actor: Actor, now: datetime) -> list[Todo]:
    """What ``actor`` has to do in the office it acts in, the most pressing first."""
    found = [*_as_party(actor, now)]
    for office in actor.offices:
        if office.office in {ORGANISER, APPROVER}:
            for draw in _open_draws(actor, office.organisation_id):
                found += _in_office(actor, office.office, draw, now)
    return sorted(found, key=lambda one: (one.by is None, one.by or now))


def _as_party(actor: Actor, now: datetime) -> Iterator[Todo]:
    own = [held.organisation_id for held in actor.offices if held.office == WITNESS]
    parties = DrawParty.objects.visible_to(actor).filter(organisation__in=own).select_related("draw") if own else ()
    for party in parties:
        draw = party.draw
        if draw.stage == Stage.COMMITTING and now <= draw.commit_by and not hasattr(party, "commitment"):
            url = reverse("evidence:commit-to-draw", args=[draw.draw_id, party.slug])
            yield Todo(draw, _("提交承诺值（%(party)s）") % {"party": party.name}, draw.commit_by, url)
        elif draw.stage == Stage.PUBLISHED and draw.open_after < now <= draw.reveal_by and not hasattr(party, "reveal"):
            url = reverse("evidence:reveal-secret", args=[draw.draw_id, party.slug])
            yield Todo(draw, _("揭示（%(party)s）") % {"party": party.name}, draw.reveal_by, url)


def _open_draws(actor: Actor, organiser: int) -> QuerySet[Any]:
    """The draws of an organisation that are under way, with how far their parties are. One query."""
    outside = DrawParty.objects.filter(draw=OuterRef("pk"), organisation=None)
    last = PublicNumbers.objects.filter(draw=OuterRef("pk")).order_by("-id").values("by")[:1]
    found: QuerySet[Any] = (
        Draw.objects.visible_to(actor)
        .filter(organiser=organiser, stage__in=[Stage.COMMITTING, Stage.PUBLISHED])
        .annotate(
            party_count=Count("parties"),
            committed=Count("parties__commitment"),
            revealed=Count("parties__reveal"),
            entered_by=last,
            to_commit=Exists(outside.filter(commitment=None)),
            to_reveal=Exists(outside.filter(reveal=None)),
        )
    )
    return found


def _in_office(actor: Actor, office: str, draw: Any, now: datetime) -> Iterator[Todo]:
    late = draw.stage == Stage.PUBLISHED and now > draw.open_after and not_witnessed(draw)
    entered = draw.entered_by is not None
    phase = phase_of(draw, Given(draw.party_count, draw.committed, draw.revealed, entered, not late), now)
    if phase in {Phase.NOT_WITNESSED, Phase.NOT_REVEALED}:
        yield _todo(draw, _("登记作废"), None, "void-draw")
    elif office == APPROVER:
        mine = draw.composed_by == actor.person_id
        if phase is Phase.READY and not mine:
            yield _todo(draw, _("核对并公布方案"), draw.open_after, "publish-plan")
        elif phase is Phase.READY_TO_RUN and not mine and draw.entered_by != actor.person_id:
            yield _todo(draw, _("核对公共号码，执行抽取"), None, "run-draw")
    elif phase is Phase.COMMITTING and draw.to_commit:
        yield _todo(draw, _("代录平台外参与方的承诺值"), draw.commit_by, "draw")
    elif phase in {Phase.COMMITMENTS_LATE, Phase.TOO_LATE}:
        yield _todo(draw, _("撤回没有按时公布的方案"), None, "abandon-draw")
    elif phase is Phase.REVEALING:
        if draw.to_reveal:
            yield _todo(draw, _("代录平台外参与方的揭示值"), draw.reveal_by, "draw")
        if not entered:
            yield _todo(draw, _("录入公共号码"), draw.reveal_by, "enter-numbers")


def _todo(draw: Draw, what: str, by: datetime | None, name: str) -> Todo:
    return Todo(draw, what, by, reverse(f"evidence:{name}", args=[draw.draw_id]))
