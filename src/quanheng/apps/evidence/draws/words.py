"""Draws in words: steps, what comes next, and who has to act."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.draws.conditions import Phase
from quanheng.apps.evidence.draws.lookup import Lot
from quanheng.core.trust.draw.checks import State, Topic

STEPS = (_("封存名录"), _("编制方案"), _("各方承诺"), _("公布方案"), _("公共号码与揭示"), _("抽取结果"))


class Mark(StrEnum):
    """How far a step is; each has a sign, a colour and a word."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    FAILED = "failed"


MARK_WORDS = {
    Mark.DONE: _("已完成"),
    Mark.NOW: _("进行中"),
    Mark.LATER: _("未开始"),
    Mark.FAILED: _("中止"),
}
REACHED = {
    Phase.COMMITTING: 2,
    Phase.COMMITMENTS_LATE: 2,
    Phase.READY: 3,
    Phase.TOO_LATE: 3,
    Phase.WAITING: 4,
    Phase.NOT_WITNESSED: 4,
    Phase.REVEALING: 4,
    Phase.NOT_REVEALED: 4,
    Phase.READY_TO_RUN: 5,
    Phase.DRAWN: 6,
    Phase.VOID: 4,
    Phase.ABANDONED: 2,
}
STOPPED = {
    Phase.COMMITMENTS_LATE,
    Phase.TOO_LATE,
    Phase.NOT_WITNESSED,
    Phase.NOT_REVEALED,
    Phase.VOID,
    Phase.ABANDONED,
}
BEFORE_PUBLICATION = {Phase.COMMITTING, Phase.COMMITMENTS_LATE, Phase.READY, Phase.TOO_LATE}
PHASE_WORDS = {
    Phase.COMMITTING: _("正在征集承诺"),
    Phase.COMMITMENTS_LATE: _("承诺未按时收齐"),
    Phase.READY: _("承诺已收齐，待公布方案"),
    Phase.TOO_LATE: _("未按时公布方案"),
    Phase.WAITING: _("方案已公布，等待起算时间"),
    Phase.NOT_WITNESSED: _("未按时见证，抽取作废"),
    Phase.REVEALING: _("正在收集公共号码和揭示值"),
    Phase.NOT_REVEALED: _("有参与方未揭示，抽取作废"),
    Phase.READY_TO_RUN: _("条件齐备，待执行抽取"),
    Phase.DRAWN: _("已抽取"),
    Phase.VOID: _("作废"),
    Phase.ABANDONED: _("公布前撤回"),
}
PHASE_TONES = {
    Phase.DRAWN: "ok",
    Phase.VOID: "danger",
    Phase.NOT_REVEALED: "danger",
    Phase.NOT_WITNESSED: "danger",
    Phase.ABANDONED: "inactive",
    Phase.COMMITMENTS_LATE: "warn",
    Phase.TOO_LATE: "warn",
}
LOT_WORDS = {Lot.SELECTED: _("抽中"), Lot.RESERVE: _("备选"), Lot.NOT_DRAWN: _("未抽中")}
LOT_TONES = {Lot.SELECTED: "info", Lot.RESERVE: "warn", Lot.NOT_DRAWN: "inactive"}

TOPIC_WORDS = {
    Topic.PLAN: _("方案"),
    Topic.LISTS: _("名录"),
    Topic.COMMITMENTS: _("承诺值"),
    Topic.REVEALS: _("揭示值"),
    Topic.NUMBERS: _("公共号码"),
    Topic.SEED: _("种子"),
    Topic.RESULT: _("结果"),
    Topic.SUBSTITUTIONS: _("替补"),
    Topic.VOID: _("作废"),
    Topic.PROOF: _("存证证明"),
    Topic.WITNESS: _("见证"),
}
STATE_WORDS = {State.HOLDS: _("相符"), State.FAILS: _("不符"), State.NOT_CHECKED: _("未核对")}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a draw as the page shows it."""

    number: int
    name: Any
    mark: Mark

    @property
    def word(self) -> Any:
        """The mark in words."""
        return MARK_WORDS[self.mark]

    @property
    def sign(self) -> str:
        """The icon of the mark."""
        return {Mark.DONE: "check", Mark.NOW: "clock", Mark.LATER: "circle-dashed", Mark.FAILED: "ban"}[self.mark]


def steps_of(phase: Phase) -> list[Step]:
    """The six steps, as far as the draw has come."""
    reached = REACHED[phase]
    here = Mark.FAILED if phase in STOPPED else Mark.NOW
    return [
        Step(n + 1, name, Mark.DONE if n < reached else here if n == reached else Mark.LATER)
        for n, name in enumerate(STEPS)
    ]


def why_not_now(page: Any, party: Any, *, reveal: bool) -> str:
    """Why a party can give nothing just now; empty when it can. A secret is not even asked for before its time."""
    if hasattr(party, "reveal" if reveal else "commitment"):
        return gettext("已经登记过，不能更改。")
    if page.phase is (Phase.REVEALING if reveal else Phase.COMMITTING):
        return ""
    if reveal and page.phase in {*BEFORE_PUBLICATION, Phase.WAITING}:
        return gettext("还没有到揭示的时间。起算时间之前不要把随机数告诉任何人，也不要填在这里。")
    return gettext("现在不能办理：%(phase)s。") % {"phase": PHASE_WORDS[page.phase]}
