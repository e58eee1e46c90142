"""``quanheng budget FILE.yaml``: evaluate an uncertainty budget, print it, keep it as JSON and SVG."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.errors import BadInput
from quanheng.web.metrology import budget, budget_text, files
from quanheng.web.metrology.terminal import Progress


class Command(BaseCommand):
    help = _("计算一份不确定度预算（YAML），打印预算表、结果和审核意见，写出 JSON 和 SVG")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("预算文件，YAML"))
        parser.add_argument("--out", type=Path, help=_("写到这个文件夹，默认与输入文件同处"))
        parser.add_argument("--json", action="store_true", help=_("打印 JSON，不打印表格"))
        parser.add_argument("--no-svg", action="store_true", help=_("不写图"))

    def handle(self, *args: Any, file: Path, out: Path | None, **options: Any) -> None:
        """Exit code 1 with every fault and nothing written when the file cannot be taken."""
        try:
            written = self._run(file, out or file.parent, options)
        except BadInput as refusal:
            raise CommandError("\n".join(map(str, refusal.faults))) from refusal
        if not options["json"]:
            self.stdout.write("\n" + _("已写入：%s") % "、".join(written))

    def _run(self, file: Path, folder: Path, options: dict[str, Any]) -> list[str]:
        progress = Progress(self.stderr, _("已完成 {done} / {total} 组抽样，{seconds:.0f} s"))  # type: ignore[arg-type]
        try:
            report = budget.evaluate(file, progress)
        finally:
            progress.close()
        contents = {folder / f"{file.stem}.json": (report.json + "\n").encode()}
        if not options["no_svg"]:
            contents[folder / f"{file.stem}.svg"] = budget_text.picture(report).encode()
        files.check_targets(contents, (file, *report.inherited))
        files.write_all(contents)
        written = [str(path) for path in contents]
        self.stdout.write(budget_text.as_json(report, written) if options["json"] else budget_text.shown(report))
        return written
