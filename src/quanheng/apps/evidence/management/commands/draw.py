"""``quanheng draw plan|commit|reveal|run|verify``: draws from files alone, without a database."""

import secrets
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.apps.evidence.draws.words import STATE_WORDS, TOPIC_WORDS
from quanheng.core.trust.canonical import canonical, parse_canonical
from quanheng.core.trust.draw import checks
from quanheng.core.trust.draw.algorithm import Algorithm, commitment
from quanheng.core.trust.draw.bundle import Verification, verify_bundle
from quanheng.core.trust.draw.lists import check_lists, pool_of, populations_of
from quanheng.core.trust.draw.outcome import MissingReveal, check_reveal, run
from quanheng.core.trust.draw.packing import unpack, unpack_json
from quanheng.core.trust.draw.plan import parse_plan, plan_of
from quanheng.core.trust.draw.reading import hex_of, parse_json
from quanheng.core.trust.draw.records import bare_numbers, gifts_of, published_of, secrets_of
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.policy_file import Policy

HEADER = "quanheng draw secret v1"
FIELDS = ("draw", "party", "algorithm", "commitment", "secret")
UNREADABLE = 2


class Command(BaseCommand):
    help = _(
        "随机抽取（MDRAW-1），不用数据库：plan 检查方案，commit 生成承诺值，reveal 揭示，run 抽取，verify 核对审计包"
    )
    requires_system_checks: list[str] = []  # noqa: RUF012  Django reads it from the class
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        plan = verbs.add_parser("plan", help=str(_("检查方案，打印摘要；--out 写出规范形式")))
        plan.add_argument("file", type=Path)
        plan.add_argument("--out", type=Path)
        commit = verbs.add_parser("commit", help=str(_("生成随机数和承诺值；随机数写入文件，不打印")))
        commit.add_argument("--draw-id", required=True)
        commit.add_argument("--party", required=True)
        commit.add_argument("--algorithm", default=Algorithm.SHA256.value, choices=[one.value for one in Algorithm])
        commit.add_argument("--out", type=Path)
        reveal = verbs.add_parser("reveal", help=str(_("读随机数文件，打印揭示值；--plan 与方案中的承诺值核对")))
        reveal.add_argument("file", type=Path)
        reveal.add_argument("--plan", type=Path)
        draw = verbs.add_parser("run", help=str(_("由审计包文件夹中的方案、名录、揭示值和号码抽取，写出 result.json")))
        draw.add_argument("bundle", type=Path)
        verify = verbs.add_parser(
            "verify", help=str(_("重新计算审计包（文件夹、ZIP 或接口的 JSON）；不符时退出码为 1"))
        )
        verify.add_argument("bundle", type=Path)
        verify.add_argument("--policy", type=Path, help=str(_("另行取得的核对规则；缺省用审计包里的一份")))

    def handle(self, *args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[..., None]] = {
            "plan": self._plan,
            "commit": self._commit,
            "reveal": self._reveal,
            "run": self._run,
            "verify": self._verify,
        }
        try:
            verbs[options["verb"]](**options)
        except (TrustError, OSError, UnicodeError) as fault:
            raise CommandError(str(fault), returncode=UNREADABLE) from fault

    def _plan(self, *, file: Path, out: Path | None, **options: Any) -> None:
        plan = plan_of(parse_json(file.read_bytes(), file.name))
        if out:
            out.write_bytes(plan.canonical)
        self.stdout.write(_("方案 %(id)s，摘要 %(digest)s") % {"id": plan.draw_id, "digest": plan.digest.hex()})
        for one in plan.strata:
            told = {"code": one.code, "count": one.count, "quota": one.quota, "reserves": one.reserves}
            self.stdout.write(_("  %(code)s：%(count)s 取 %(quota)s，备选 %(reserves)s") % told)

    def _commit(self, *, draw_id: str, party: str, algorithm: str, out: Path | None, **options: Any) -> None:
        secret = secrets.token_bytes(32)
        value = commitment(Algorithm(algorithm), draw_id, party, secret).hex()
        path = out or Path(f"quanheng-{draw_id}-{party}.txt")
        lines = zip(FIELDS, (draw_id, party, algorithm, value, secret.hex()), strict=True)
        text = "\n".join([HEADER, *(f"{name} {told}" for name, told in lines), ""])
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(text, encoding="utf-8")
        self.stdout.write(_("承诺值 %(value)s") % {"value": value})
        self.stdout.write(_("随机数已存入 %(path)s，揭示以前不要给任何人。") % {"path": path})

    def _reveal(self, *, file: Path, plan: Path | None, **options: Any) -> None:
        told = _secret_file(file.read_text(encoding="utf-8"), file.name)
        secret = hex_of(told["secret"], file.name)
        if commitment(Algorithm(told["algorithm"]), told["draw"], told["party"], secret).hex() != told["commitment"]:
            raise CommandError(_("文件中的随机数与承诺值不符。"))
        if plan:
            made = parse_plan(plan.read_bytes())
            check_reveal(made, made.commit_reveal[0], told["party"], secret)
            self.stdout.write(_("与方案中的承诺值相符。"))
        self.stdout.write(_("揭示值 %(value)s") % {"value": told["secret"]})

    def _run(self, *, bundle: Path, **options: Any) -> None:
        plan = parse_plan((bundle / checks.PLAN).read_bytes())
        objects = populations_of(_value(bundle / checks.OBJECTS))
        pool = pool_of(_value(bundle / checks.INSPECTORS)) if plan.inspectors else []
        check_lists(plan, objects, pool)
        reveals = secrets_of(gifts_of(_value(bundle / checks.REVEALS), "reveals"))
        numbers = bare_numbers(published_of(_value(bundle / checks.NUMBERS)))
        try:
            outcome = run(plan, objects, pool, reveals, numbers)
        except MissingReveal as missing:
            raise CommandError(_("抽取作废，未揭示：%s") % "、".join(missing.parties)) from missing
        (bundle / checks.RESULT).write_bytes(canonical(outcome.value()))
        self.stdout.write(_("种子 %s") % outcome.seed.hex())
        for one in outcome.strata:
            self.stdout.write(f"  {one.code}: {'、'.join(one.selected)}")

    def _verify(self, *, bundle: Path, policy: Path | None, **options: Any) -> None:
        files = _files(bundle)
        raw = policy.read_bytes() if policy else files.get("policy.txt")
        found = verify_bundle(files, Policy.parse(raw) if raw else None)
        for check in found.checks:
            told = f"{TOPIC_WORDS[check.topic]}\t{STATE_WORDS[check.state]}\t{check.detail}"
            self.stdout.write(told.rstrip())
        if raw and not policy:
            self.stdout.write(_("存证证明按审计包自带的规则核对；要独立核对，请另行取得规则，用 --policy 指定。"))
        self._conclude(found)

    def _conclude(self, found: Verification) -> None:
        if not found.holds:
            raise CommandError(_("审计包不符。"))
        if found.unproven:
            told = _("其中 %(n)s 项没有存证证明，只核对了它们彼此相符；什么时候写成，要看证明。")
            self.stdout.write(told % {"n": len(found.unproven)})
        if found.void:
            self.stdout.write(_("抽取作废，未揭示：%s") % "、".join(found.void))
        elif found.reason:
            self.stdout.write(_("抽取作废：方案没有按时取得见证方的签署。"))
        elif found.outcome is None:
            self.stdout.write(_("尚未抽取；已有部分相符。"))
        else:
            self.stdout.write(_("相符：结果由方案、名录、揭示值和公共号码算出。"))


def _value(path: Path) -> Any:
    return parse_canonical(path.read_bytes())


def _files(path: Path) -> dict[str, bytes]:
    """The files of a bundle: a folder, a ZIP, or the JSON of the API."""
    if not path.is_dir():
        raw = path.read_bytes()
        return unpack_json(raw) if raw.lstrip()[:1] == b"{" else unpack(raw)
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}


def _secret_file(text: str, name: str) -> dict[str, str]:
    """The fields of a secret file, as the page of the draw and ``commit`` write it."""
    first, *lines = text.splitlines() or [""]
    told = dict(line.partition(" ")[::2] for line in lines if line)
    if first != HEADER or set(told) != set(FIELDS) or told["algorithm"] not in set(Algorithm):
        raise CommandError(_("%s 不是随机数文件。") % name)
    return told
