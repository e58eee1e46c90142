"""``quanheng verify FILE.tlog-proof [DATA]``: check a proof with no network, no database and no settings."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path

from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.judging import Judged, Step, judge
from quanheng.core.trust.policy_file import Policy

HOLDS, FAILS, UNUSABLE = 0, 1, 2
"""Exit codes: the proof holds; it does not; the command was given something it cannot use."""
PIECE = 1 << 20


def main(arguments: Sequence[str]) -> int:
    """Check one proof and say what it proves. The exit code."""
    parser = argparse.ArgumentParser(
        prog="quanheng verify", description=_("离线核验 .tlog-proof：不联网，不用数据库，不读设置")
    )
    add_arguments(parser)
    asked = parser.parse_args(arguments)
    return verify(asked.proof, asked.policy, asked.data, asked.entry)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("proof", type=Path, metavar="FILE.tlog-proof", help=_("证明文件"))
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA", help=_("被存证的文件，核对其摘要"))
    parser.add_argument(
        "--policy",
        type=Path,
        required=True,
        metavar="FILE",
        help=_("信任策略：日志公钥、见证方和法定数（/log/policy）"),
    )
    parser.add_argument("--entry", type=Path, metavar="FILE", help=_("条目原文；证明自带条目时不需要"))


def verify(proof: Path, policy: Path, data: Path | None, entry: Path | None) -> int:
    """Say of each step whether it holds, then what the proof proves."""
    try:
        rules = Policy.parse(policy.read_bytes())
        digest = _digest(data) if data else None
        judged = judge(proof.read_bytes(), rules, digest=digest, entry=entry.read_bytes() if entry else None)
    except (OSError, TrustError) as fault:
        _say(sys.stderr, _("无法核验：%s") % fault)
        return UNUSABLE
    if judged.verdict == "holds":
        for line in [*_told(judged, rules), *map(_step, judged.steps)]:
            _say(sys.stdout, line)
        _say(sys.stdout, _("成立：文件就是存证时的内容") if data else _("成立：条目在日志中（没有核对文件内容）"))
        return HOLDS
    for step in judged.steps:
        _say(sys.stderr, _step(step))
    if {step.outcome for step in judged.steps} & {"bad", "unknown", "short"}:
        _say(sys.stderr, _("不成立"))
        return FAILS
    _say(sys.stderr, _("无法核验：缺少条目原文（--entry）或开封用的盐"))
    return UNUSABLE


def _digest(data: Path) -> Digest:
    with data.open("rb") as file:
        return Digest.of_chunks(iter(lambda: file.read(PIECE), b""))


def _step(step: Step) -> str:
    """One step in words, with what did not hold."""
    names = {
        "format": _("格式"),
        "entry": _("条目原文"),
        "inclusion": _("在日志中的位置"),
        "signature": _("日志签名"),
        "witnesses": _("见证联署"),
        "file": _("文件内容"),
    }
    words = {
        "good": _("成立"),
        "bad": _("不成立"),
        "missing": _("没有给出"),
        "closed": _("缺少盐"),
        "unknown": _("不是策略中的日志"),
        "short": _("不足法定数"),
    }
    told = f"{words[step.outcome]}（{step.fault}）" if step.fault else words[step.outcome]
    return f"{names[step.name]}\t{told}"


def _told(judged: Judged, rules: Policy) -> list[str]:
    """What the proof proves, a line each."""
    proof, head, opened = judged.proof, judged.head, judged.opened
    if proof is None or head is None or opened is None:
        return []
    lines = [
        _("日志\t%s") % head.origin,
        _("条目\t第 %(index)d 条，检查点共 %(size)d 条") % {"index": proof.index, "size": head.size},
    ]
    if opened.is_statement():
        fields = opened.fields
        lines += [
            f"{label}\t{fields[name]}"
            for label, name in ((_("种类"), "type"), (_("事项"), "id"), (_("存证时间"), "at"), ("SHA-256", "sha256"))
            if name in fields
        ]
        if opened.salt:
            lines.append(_("事项（开封）\t%s") % opened.id)
    if not judged.cosigners:
        return [*lines, _("见证\t无（策略未要求）") if not rules.witnesses else _("见证\t无")]
    moment = datetime.fromtimestamp(judged.at, UTC).isoformat() if judged.at is not None else "—"
    return [*lines, _("见证\t%(names)s，%(moment)s") % {"names": "、".join(judged.cosigners), "moment": moment}]


def _say(stream: object, line: str) -> None:
    print(line, file=stream)  # type: ignore[call-overload]
