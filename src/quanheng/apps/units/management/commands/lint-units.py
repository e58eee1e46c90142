"""``quanheng lint-units FILE…``: units that are not legal or wrongly written in text, DOCX and HTML."""
# ruff: noqa: N999  the command is called so

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.apps.units.checking import Placed, check
from quanheng.apps.units.documents import open_document
from quanheng.apps.units.reporting import plain, rows, table
from quanheng.kernel.clock import legal_today
from quanheng.kernel.errors import BadInput, Fault

FOUND, BAD_INPUT = 1, 2


class Command(BaseCommand):
    help = _("检查文本、DOCX、HTML 中的计量单位：非法定单位、不规范写法；有问题时退出码为 1，文件读不了为 2")
    requires_system_checks = []  # noqa: RUF012  it reads files and the units register, no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help=str(_("要检查的文件；- 表示标准输入")))
        parser.add_argument("--json", action="store_true", help=str(_("输出 JSON")))
        parser.add_argument("--on", default="", metavar="DATE", help=str(_("按哪一天的规定检查，默认今天")))
        parser.add_argument("--encoding", default="", help=str(_("文本和 HTML 的编码，默认先试 UTF-8，再试 GB18030")))

    def handle(self, *args: Any, **options: Any) -> None:
        """Every file is read before anything is printed, so that a fault in one is not lost among findings."""
        try:
            day = _day(options["on"])
            found = self._check(options["files"], options["encoding"], day)
        except BadInput as wrong:
            raise CommandError("\n".join(str(fault) for fault in wrong.faults), returncode=BAD_INPUT) from wrong
        if options["json"]:
            values = [plain(name, each) for name, placed in found for each in placed]
            self.stdout.write(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
        else:
            self._print(found, day)
        if any(placed for _name, placed in found):
            sys.exit(FOUND)

    def _check(self, names: list[str], encoding: str, day: date) -> list[tuple[str, list[Placed]]]:
        found, faults = [], list[Fault]()
        for name in names:
            try:
                passages, remark = open_document(name, encoding)
            except BadInput as wrong:
                faults.extend(wrong.faults)
                continue
            if remark:
                self.stderr.write(remark)
            found.append((name, list(check(passages, day))))
        if faults:
            raise BadInput(faults)
        return found

    def _print(self, found: list[tuple[str, list[Placed]]], day: date) -> None:
        lines = [line for name, placed in found for line in rows(name, placed)]
        if lines:
            self.stdout.write(table([(_("位置"), _("类别"), _("原文"), _("应写为"), _("说明")), *lines]))
        told = {"files": len(found), "count": len(lines), "day": day.isoformat()}
        self.stdout.write(_("按 %(day)s 的规定检查了 %(files)d 个文件，发现 %(count)d 处。") % told)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else legal_today()
    except ValueError:
        raise BadInput([Fault("--on", _("不是日期：%s") % text, _("请写成 2026-01-31 的形式。"))]) from None
