"""Conditions in time, and what a plan of this platform must have beyond what MDRAW-1 asks."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from quanheng.apps.evidence.draws.composing import Composition
from quanheng.apps.evidence.draws.rules import draw_rules
from quanheng.apps.evidence.draws.witnessing import witnessing_of
from quanheng.apps.evidence.models.draws import Draw, Reveal, Stage
from quanheng.kernel.errors import BadInput, Fault, bad_input

DRAW_ID = re.compile(r"(?=[A-Za-z-]*[0-9])[A-Za-z0-9][A-Za-z0-9-]{2,59}")


class Phase(StrEnum):
    """Where a draw stands at a moment: its stage, and what the clock makes of it."""

    COMMITTING = "committing"
    COMMITMENTS_LATE = "commitments_late"
    READY = "ready"
    TOO_LATE = "too_late"
    WAITING = "waiting"
    NOT_WITNESSED = "not_witnessed"
    REVEALING = "revealing"
    READY_TO_RUN = "ready_to_run"
    NOT_REVEALED = "not_revealed"
    DRAWN = "drawn"
    VOID = "void"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Given:
    """How far the parties are: how many there are, have committed, have revealed; whether numbers were entered, and the
    plan was witnessed in time.
    """

    parties: int
    committed: int
    revealed: int
    numbers: bool
    witnessed: bool = True

    @property
    def nothing_yet(self) -> bool:
        """Whether neither a reveal nor numbers are on record."""
        return not self.revealed and not self.numbers


def phase_of(draw: Draw, given: Given, now: datetime) -> Phase:
    """Where ``draw`` stands at ``now``."""
    if draw.stage == Stage.COMMITTING:
        return _before_publication(draw, given, now)
    if draw.stage == Stage.PUBLISHED:
        return _before_the_draw(draw, given, now)
    return Phase(draw.stage)


def _before_publication(draw: Draw, given: Given, now: datetime) -> Phase:
    if now >= draw.open_after:
        return Phase.TOO_LATE
    if given.committed == given.parties:
        return Phase.READY
    return Phase.COMMITTING if now <= draw.commit_by else Phase.COMMITMENTS_LATE


def _before_the_draw(draw: Draw, given: Given, now: datetime) -> Phase:
    if now <= draw.open_after:
        return Phase.WAITING
    if not given.witnessed and given.nothing_yet:
        return Phase.NOT_WITNESSED
    if given.revealed == given.parties and given.numbers:
        return Phase.READY_TO_RUN
    return Phase.NOT_REVEALED if now > draw.reveal_by and given.revealed < given.parties else Phase.REVEALING


def check_composition(made: Composition, now: datetime) -> None:
    """Refuse what a plan of this platform may not be. ``BadInput`` with every fault beside its field."""
    faults = [*_about_name(made), *_about_times(made, now), *_about_parties(made), *_about_lists(made)]
    if faults:
        raise BadInput(faults)


def _about_name(made: Composition) -> list[Fault]:
    if DRAW_ID.fullmatch(made.draw_id):
        return []
    what = _("抽取编号应为 3 至 60 位字母、数字和连字符，至少含一个数字，例如 2026-JX-01")
    return [Fault("draw_id", what)]


def _about_times(made: Composition, now: datetime) -> list[Fault]:
    times, faults = made.times, []
    if times.commit_by <= now:
        faults.append(Fault("commit_by", _("承诺截止必须在现在之后")))
    if times.open_after < times.commit_by:
        faults.append(Fault("open_after", _("公共号码起算时间不能早于承诺截止")))
    if times.reveal_by <= times.open_after:
        faults.append(Fault("reveal_by", _("揭示截止必须晚于公共号码起算时间")))
    return faults


def _about_parties(made: Composition) -> list[Fault]:
    least = draw_rules().parties_at_least.value
    if len(made.parties) < least:
        return [Fault("party_1", _("至少要有 %(least)s 个参与方，建议 3 个") % {"least": least})]
    if len({party.slug for party in made.parties}) < len(made.parties):
        return [Fault("party_1", _("同一个参与方填了两次"))]
    if len({party.name for party in made.parties}) < len(made.parties):
        return [Fault("party_1", _("两个参与方名称相同"))]
    return []


def _about_lists(made: Composition) -> list[Fault]:
    faults = []
    lists = [one for one in (made.objects, made.inspectors) if one is not None]
    if any(one.organiser != made.objects.organiser for one in lists):
        faults.append(Fault("inspectors", _("两份名录应由同一机构封存")))
    if any(one.algorithm != made.algorithm.value for one in lists):
        faults.append(Fault("inspectors", _("两份名录应使用同一算法")))
    least = draw_rules().team_at_least.value
    if made.team is not None and made.team.team < least:
        faults.append(Fault("team", _("每组至少 %(least)s 名执法检查人员") % {"least": least}))
    if not any(rule.rate_ppm or rule.at_least for rule in made.strata):
        faults.append(Fault("", _("每一层的比例和最低数都是零，什么也抽不到")))
    return faults


def require_stage(draw: Draw, stage: Stage) -> None:
    """Refuse an act that belongs to another stage of the draw."""
    if draw.stage != stage:
        told = {"now": draw.get_stage_display(), "due": stage.label}
        raise bad_input("", _("抽取的进度是“%(now)s”，只有在“%(due)s”时才能办理") % told)


def require_time(now: datetime, *, after: datetime | None = None, until: datetime | None = None) -> None:
    """Refuse an act outside its time."""
    if after is not None and now <= after:
        raise bad_input("", _("还没有到方案规定的时间"))
    if until is not None and now > until:
        raise bad_input("", _("已经超过方案规定的截止时间"))


def not_witnessed(draw: Draw) -> bool:
    """Whether the witnesses came too late, and nothing is on record yet from which the result could be known."""
    untouched = not draw.numbers.exists() and not Reveal.objects.filter(party__draw=draw).exists()
    return untouched and not witnessing_of(draw).in_time


def require_witnessed(draw: Draw) -> None:
    """Refuse to take in what leads to a result when the plan was not witnessed before it could be known."""
    if not_witnessed(draw):
        what = _("起算时间之前没有取得见证方的签署，按方案本次抽取作废")
        raise bad_input("", what, _("请登记作废，另立方案、另用编号。"))
