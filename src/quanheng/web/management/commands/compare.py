"""``quanheng compare FILE``: reference value and degrees of equivalence of a comparison."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.errors import BadInput
from quanheng.web.metrology import compare, compare_text, files


class Command(BaseCommand):
    help = _("计算一次比对（CSV 或 XLSX）：参考值、等效度、E_n，写出误差棒图和单边等效度表")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("结果表：实验室、结果、u（或 U 和 k），可有日期、是否参与参考值"))
        parser.add_argument("--method", choices=("lead", *compare.METHODS), default="weighted", help=_("参考值方法"))
        parser.add_argument("--lead", help=_("主导实验室的名称（方法为 lead 时）"))
        parser.add_argument("--k", type=float, default=2.0, help=_("等效度的包含因子，默认 2"))
        parser.add_argument("--seed", type=int, default=1, help=_("中位值法抽样的种子，默认 1"))
        parser.add_argument("--significance", type=float, default=0.05, help=_("一致性检验的显著性水平，默认 0.05"))
        parser.add_argument("--pairs", action="store_true", help=_("也给出双边等效度"))
        parser.add_argument("--out", type=Path, help=_("写到这个文件夹，默认与输入文件同处"))
        parser.add_argument("--json", action="store_true", help=_("打印 JSON，不打印表格"))
        parser.add_argument("--no-svg", action="store_true", help=_("不写图"))

    def handle(self, *args: Any, file: Path, out: Path | None, **options: Any) -> None:
        """Exit code 1 with every fault and nothing written when the file cannot be taken."""
        asked = compare.Options(
            options["method"], options["lead"], options["k"], options["seed"], options["significance"]
        )
        try:
            found = compare.evaluate(file, asked)
            contents = _contents(found, file, out or file.parent, options)
            files.check_targets(contents, (file,))
            files.write_all(contents)
        except BadInput as refusal:
            raise CommandError("\n".join(map(str, refusal.faults))) from refusal
        written = [str(path) for path in contents]
        if options["json"]:
            self.stdout.write(compare_text.as_json(found, written, pairs=options["pairs"]))
            return
        self.stdout.write(compare_text.shown(found, pairs=options["pairs"]))
        self.stdout.write("\n" + _("已写入：%s") % "、".join(written))


def _contents(found: compare.Comparison, file: Path, folder: Path, options: dict[str, Any]) -> dict[Path, bytes]:
    contents = {folder / f"{file.stem}-equivalence.csv": compare_text.unilateral_csv(found).encode()}
    if options["pairs"]:
        contents[folder / f"{file.stem}-pairs.csv"] = compare_text.pairs_csv(found).encode()
    if not options["no_svg"]:
        contents[folder / f"{file.stem}.svg"] = compare_text.picture(found).encode()
    return contents
