"""``quanheng check-index``: whether the search index holds what the registers hold."""
# ruff: noqa: N999  the command is called so

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.search.check import differences, waiting
from quanheng.kernel.search.engine import IndexMissing
from quanheng.kernel.search.site import engine


class Command(BaseCommand):
    help = "Compare the number of documents of each kind in the registers and in the search index."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            status = engine().status()
        except IndexMissing as missing:
            raise CommandError(_("还没有检索索引：请运行 quanheng reindex")) from missing
        faults = 0
        line = _("%(sign)s %(kind)s：登记 %(expected)d 条，索引 %(found)d 条")
        for kind, expected, found in differences(status):
            faults += expected != found
            sign = "✓" if expected == found else "✗"
            self.stdout.write(line % {"sign": sign, "kind": kind, "expected": expected, "found": found})
        self.stdout.write(_("待写入的变更：%d 项") % waiting(status.cursor))
        if faults:
            remedy = _("%d 类不一致：有待写入的变更时运行 quanheng index --once，否则运行 quanheng reindex")
            raise CommandError(remedy % faults)
