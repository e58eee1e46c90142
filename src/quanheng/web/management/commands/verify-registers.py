"""``quanheng verify-registers``: whether every stored status is the one that the dates on record give."""
# ruff: noqa: N999  the command is called so

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.clock import legal_today
from quanheng.web.verification import checks

SHOWN = 20


class Command(BaseCommand):
    help = _("重新计算法规、规范的时效状态和政策任务的状态，与库中的逐一比较，并查佐证是否还在；有不一致时退出码为 1")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each register, then the first that differ; ``CommandError`` where any does."""
        faults = 0
        for check in checks(legal_today()):
            faults += len(check.unequal)
            line = _("%(sign)s %(register)s：%(count)d 件，%(fault)s %(unequal)d 件")
            facts = {"sign": "✗" if check.unequal else "✓", "unequal": len(check.unequal)}
            self.stdout.write(
                line % {**facts, **{name: getattr(check, name) for name in ("register", "count", "fault")}}
            )
            for key in check.unequal[:SHOWN]:
                self.stdout.write(f"  {key}")
            if len(check.unequal) > SHOWN:
                self.stdout.write(_("  另有 %d 件") % (len(check.unequal) - SHOWN))
        if faults:
            told = _("%d 件与登记的事实不符：数据库可能被平台以外的程序改过。请运行 quanheng load-registers")
            raise CommandError(told % faults)
