"""What the page 验证 says, in words a citizen understands. The script of the page says the same words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.core.trust.judging import Step


@dataclass(frozen=True, slots=True)
class Words:
    """The head of an answer: its tone, its title, and one sentence."""

    tone: str
    title: Any
    text: Any


VERDICTS: dict[str, Words] = {
    "proof-holds": Words(
        "ok", _("证明成立"), _("签名和路径都对得上：这项内容确实在本平台的日志里，之后没有撤销或替换。")
    ),
    "proof-revoked": Words("danger", _("证明成立，但已撤销"), _("这项内容确实存过证，后来被撤销了，不再有效。")),
    "proof-replaced": Words(
        "warn", _("证明成立，但已被替换"), _("这项内容确实存过证，后来换成了新的一份，请以新的为准。")
    ),
    "proof-fails": Words(
        "danger",
        _("证明不成立"),
        _("证明或文件与存证时的不同：可能被改动过，也可能不完整。请向出具证明的单位重新索取。"),
    ),
    "proof-other-log": Words(
        "warn",
        _("不是本平台日志的证明"),
        _("证明由别的日志签署，本平台不能判断真假。请到出具证明的平台核对。"),
    ),
    "proof-open": Words("warn", _("还不能核验"), _("有一步没有完成，原因见下面。这不表示证明是假的。")),
    "proof-no-state": Words(
        "warn",
        _("证明成立，暂时查不到现状"),
        _("签名和路径都对得上。后来是否撤销或替换，要联网向日志查询，请稍后再试。"),
    ),
    "file-sealed": Words("ok", _("有存证"), _("这份文件与存证时一字不差，之后没有撤销或替换。")),
    "file-waiting": Words("info", _("已受理，正在进入日志"), _("这份文件刚刚存证，一两秒后就有编号和证明。")),
    "file-revoked": Words("danger", _("已撤销"), _("这份文件存过证，后来被撤销了，不再有效。")),
    "file-replaced": Words("warn", _("已被替换"), _("这份文件存过证，后来换成了新的一份，请以新的为准。")),
    "file-unknown": Words(
        "warn",
        _("日志里没有这份文件"),
        _(
            "内容改动一个字节就对不上：请确认拿到的是原文件，没有另存、转换或截图。不公开的文件查不到，"
            "请连同离线证明一起核对。"
        ),
    ),
    "digest-sealed": Words("ok", _("有存证"), _("这个摘要在日志里，之后没有撤销或替换。")),
    "digest-waiting": Words("info", _("已受理，正在进入日志"), _("这个摘要刚刚存证，一两秒后就有编号和证明。")),
    "digest-revoked": Words("danger", _("已撤销"), _("这个摘要存过证，后来被撤销了，不再有效。")),
    "digest-replaced": Words("warn", _("已被替换"), _("这个摘要存过证，后来换成了新的一份，请以新的为准。")),
    "digest-unknown": Words(
        "warn",
        _("日志里没有这个摘要"),
        _(
            "内容改动一个字节，摘要就不同：请确认拿到的是原文件，没有另存、转换或截图。不公开的文件查不到，"
            "请连同离线证明一起核对。"
        ),
    ),
    "name-sealed": Words("ok", _("有存证"), _("日志里有这个编号的存证，详情见下面。")),
    "name-waiting": Words("info", _("已受理，正在进入日志"), _("这项记录刚刚存证，一两秒后就有编号和证明。")),
    "name-revoked": Words("danger", _("最近一项存证已撤销"), _("日志里有这个编号的存证，后来被撤销了，详情见下面。")),
    "name-replaced": Words(
        "warn", _("最近一项存证已被替换"), _("日志里有这个编号的存证，后来换成了新的一份，详情见下面。")
    ),
    "name-unknown": Words(
        "warn", _("日志里没有这个编号"), _("请核对编号。不公开的记录查不到，只能由当事人凭离线证明核对。")
    ),
}

STEPS: dict[tuple[str, str], Any] = {
    ("format", "good"): _("文件是一份完整的离线证明"),
    ("format", "bad"): _("文件不是完整的离线证明，或被改动过"),
    ("entry", "good"): _("有日志条目的原文"),
    ("entry", "bad"): _("证明里的条目写法不对，可能被改动过"),
    ("entry", "missing"): _("证明里没有带条目原文：请把原文件也一起选上"),
    ("inclusion", "good"): _("条目在日志的树里，位置对得上"),
    ("inclusion", "bad"): _("条目与日志签署的内容对不上"),
    ("inclusion", "unavailable"): _("这个浏览器（或没有加密的网址）不能计算摘要"),
    ("signature", "good"): _("检查点是本平台日志签署的"),
    ("signature", "bad"): _("检查点的签名是假的，或被改动过"),
    ("signature", "unknown"): _("检查点不是本平台日志签署的"),
    ("signature", "unavailable"): _("这个浏览器（或没有加密的网址）不能核对签名"),
    ("witnesses", "good"): _("独立见证方联署 {count} 家（共 {of} 家），达到要求的数量"),
    ("witnesses", "bad"): _("有见证方的联署是假的，或被改动过"),
    ("witnesses", "short"): _("独立见证方联署 {count} 家，没有达到要求的数量：请一两秒后重新下载证明"),
    ("witnesses", "unavailable"): _("这个浏览器不能核对见证方的联署"),
    ("file", "good"): _("文件与存证时一字不差"),
    ("file", "bad"): _("文件与存证时的内容不同"),
    ("file", "missing"): _("没有核对文件内容：把原文件和证明一起选上，就能核对"),
    ("file", "closed"): _("条目是加盐的，证明里没有带盐，不能核对文件内容：请向出具证明的单位索取完整的证明"),
    ("file", "unavailable"): _("这个浏览器（或没有加密的网址）不能计算文件的摘要"),
}

SIGNS = {"good": "circle-check", "bad": "octagon-alert"}
OTHER_SIGN = "info"


@dataclass(frozen=True, slots=True)
class Line:
    """One step in words, with its sign."""

    name: str
    outcome: str
    text: str
    icon: str


def line(step: Step) -> Line:
    """A step of the server's own judgement."""
    text = str(STEPS[step.name, step.outcome]).format(count=step.count, of=step.of)
    return Line(step.name, step.outcome, text, SIGNS.get(step.outcome, OTHER_SIGN))


def every_line() -> list[Line]:
    """All that the script may have to say; the numbers are filled in there."""
    return [Line(name, outcome, str(text), SIGNS.get(outcome, OTHER_SIGN)) for (name, outcome), text in STEPS.items()]
