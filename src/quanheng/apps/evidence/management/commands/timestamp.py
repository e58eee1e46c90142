"""``quanheng timestamp verify|take|status``: timestamps of an authority outside the platform."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography import x509
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.apps.evidence.timestamps.authority import Misconfigured, authority, read_roots
from quanheng.apps.evidence.timestamps.words import why
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.timestamps.answers import NotStamped, read, verify
from quanheng.core.trust.timestamps.imprints import Imprint
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput

ACTOR = system_actor("operator")
FAILS, UNUSABLE = 1, 2
PIECE = 1 << 20


class Command(BaseCommand):
    help = _("时间戳（RFC 3161）：verify 不用数据库核对一份，take 为最新检查点申请，status 设置和最近一份")
    requires_system_checks: list[str] = []  # noqa: RUF012  Django reads it from the class
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        one = verbs.add_parser("verify", help=str(_("核对一份时间戳；不成立时退出码为 1，不能核对时为 2")))
        one.add_argument("answer", type=Path, metavar="FILE.tsr")
        about = one.add_mutually_exclusive_group(required=True)
        about.add_argument("data", type=Path, nargs="?", metavar="DATA", help=str(_("被盖戳的文件")))
        about.add_argument("--digest", metavar="HEX", help=str(_("被盖戳的摘要")))
        one.add_argument("--roots", type=Path, required=True, metavar="PEM", help=str(_("信任的根证书")))
        one.add_argument("--policy", default="", metavar="OID")
        verbs.add_parser("take", help=str(_("为日志的最新检查点申请时间戳")))
        verbs.add_parser("status", help=str(_("时间戳机构的设置和最近一份时间戳")))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        {"verify": self._verify, "take": self._take, "status": self._status}[verb](**options)

    def _verify(
        self, *, answer: Path, data: Path | None, digest: str | None, roots: Path, policy: str, **options: Any
    ) -> None:
        try:
            raw, pinned = answer.read_bytes(), read_roots(roots)
            imprint = _imprint(raw, data, digest)
        except NotStamped as fault:
            raise CommandError(f"{why(fault.why.value)} {fault.detail}".strip(), returncode=FAILS) from fault
        except (OSError, ValueError) as fault:
            raise CommandError(_("不能核对：%s") % fault, returncode=UNUSABLE) from fault
        self._conclude(raw, imprint, pinned, policy)

    def _conclude(self, raw: bytes, imprint: Imprint, pinned: tuple[x509.Certificate, ...], policy: str) -> None:
        try:
            stamp = verify(raw, imprint, roots=pinned, policy=policy)
        except NotStamped as fault:
            raise CommandError(f"{why(fault.why.value)} {fault.detail}".strip(), returncode=FAILS) from fault
        accuracy = f" ±{stamp.accuracy.total_seconds():g} s" if stamp.accuracy else ""
        self.stdout.write(_("时间戳时间\t%s") % f"{stamp.at.isoformat()}{accuracy}")
        self.stdout.write(_("时间戳机构\t%s") % stamp.authority)
        self.stdout.write(_("策略\t%(policy)s，序列号 %(serial)s") % {"policy": stamp.policy, "serial": stamp.serial})
        self.stdout.write(_("成立：这份内容在该时刻已经存在"))

    def _take(self, **options: Any) -> None:
        from quanheng.apps.evidence.actions.take_timestamp import take_timestamp
        from quanheng.apps.evidence.log.reading import latest
        from quanheng.apps.evidence.timestamps.targets import Target

        checkpoint = latest()
        if checkpoint is None:
            raise CommandError(_("日志还没有签署过检查点。"))
        try:
            made = take_timestamp(target=Target(checkpoint=checkpoint), actor=ACTOR, now=now())
        except BadInput as fault:
            raise CommandError(str(fault)) from fault
        told = {"number": made.pk, "at": made.stamped_at.isoformat()}
        self.stdout.write(_("时间戳 %(number)s：%(at)s") % told)

    def _status(self, **options: Any) -> None:
        from quanheng.apps.evidence.timestamps.queries import latest

        try:
            asked = authority()
        except Misconfigured as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(_("时间戳机构\t%s") % (asked.host if asked else _("没有设置")))
        found = latest(ACTOR)
        self.stdout.write(_("最近一份\t%s") % (found.stamped_at.isoformat() if found else "—"))


def _imprint(answer: bytes, data: Path | None, digest: str | None) -> Imprint:
    """What the answer must be about: by its own algorithm, of the file or as the digest says."""
    algorithm = read(answer).imprint.algorithm
    if data is not None:
        with data.open("rb") as file:
            return Imprint.of(Digest.of_chunks(iter(lambda: file.read(PIECE), b"")), algorithm)
    try:
        return Imprint(algorithm, bytes.fromhex(digest or ""))
    except TrustError as fault:
        raise ValueError(str(fault)) from fault
