"""``quanheng verify-registers``: whether every stored status is the one that the dates on record give."""
# ruff: noqa: N999  the command is called so

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.clock import legal_today
from quanheng.web.verification import checks

SHOWN = 20


class Command(BaseCommand):
    help = _("重新计算法规和规范在每一天的时效状态，与库中的逐一比较；有不一致时退出码为 1")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each register, then the first that differ; ``CommandError`` where any does."""
        faults = 0
        for check in checks(legal_today()):
            faults += len(check.unequal)
            line = _("%(sign)s %(register)s：%(count)d 件，时效状态不一致 %(unequal)d 件")
            sign = "✗" if check.unequal else "✓"
            facts = {"sign": sign, "register": check.register, "count": check.count, "unequal": len(check.unequal)}
            self.stdout.write(line % facts)
            for key in check.unequal[:SHOWN]:
                self.stdout.write(f"  {key}")
            if len(check.unequal) > SHOWN:
                self.stdout.write(_("  另有 %d 件") % (len(check.unequal) - SHOWN))
        if faults:
            told = _("%d 件的时效状态与登记的日期不符：数据库可能被平台以外的程序改过。请运行 quanheng load-registers")
            raise CommandError(told % faults)
