"""``quanheng verify FILE.tlog-proof [DATA]``: check a proof with no network, no database and no settings."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path

from quanheng.core.trust.checkpoints import SignedCheckpoint
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.merkle import leaf_hash
from quanheng.core.trust.policy_file import Policy
from quanheng.core.trust.proofs import Proof
from quanheng.core.trust.statements import Opened

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
    """Say what holds, or the first thing that does not."""
    try:
        given = Proof.parse(proof.read_bytes())
        rules = Policy.parse(policy.read_bytes())
        opened = _opened(given, entry)
        digest = _digest(data) if data else None
    except (OSError, TrustError) as fault:
        _say(sys.stderr, _("无法核验：%s") % fault)
        return UNUSABLE
    try:
        signed = given.verify_leaf(leaf_hash(opened.entry), rules)
        if digest is not None:
            opened.require(digest)
    except TrustError as fault:
        _say(sys.stderr, _("不成立：%s") % fault)
        return FAILS
    for line in _told(given, signed, opened, rules):
        _say(sys.stdout, line)
    _say(sys.stdout, _("成立：文件就是存证时的内容") if data else _("成立：条目在日志中（没有核对文件内容）"))
    return HOLDS


def _opened(proof: Proof, entry: Path | None) -> Opened:
    if entry is not None:
        return Opened(entry.read_bytes())
    return Opened.parse(proof.extra or b"")


def _digest(data: Path) -> Digest:
    with data.open("rb") as file:
        return Digest.of_chunks(iter(lambda: file.read(PIECE), b""))


def _told(proof: Proof, signed: SignedCheckpoint, opened: Opened, rules: Policy) -> list[str]:
    """What the proof proves, a line each."""
    head = signed.checkpoint
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
        if opened.id:
            lines.append(_("事项（开封）\t%s") % opened.id)
    names = rules.cosigners(signed)
    times = [one.at for one in signed.cosigned if one.at]
    if names:
        moment = datetime.fromtimestamp(max(times), UTC).isoformat() if times else "—"
        lines.append(_("见证\t%(names)s，%(moment)s") % {"names": "、".join(names), "moment": moment})
    else:
        lines.append(_("见证\t无（策略未要求）"))
    return lines


def _say(stream: object, line: str) -> None:
    print(line, file=stream)  # type: ignore[call-overload]
