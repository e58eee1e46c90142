"""``quanheng load-registers``: bring the registers to the state the platform ships."""
# ruff: noqa: N999  the command is called so

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.web.registers import load_registers


class Command(BaseCommand):
    help = _("载入平台自带的登记数据：法规、机构、委员会、规范。可以反复运行，只改动有差异的记录")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each register; ``CommandError`` naming file and line where shipped data is damaged."""
        begun = time.monotonic()
        total = 0
        try:
            for loaded in load_registers(now=now(), progress=self._progress if options["verbosity"] > 1 else _silent):
                took = time.monotonic() - begun
                self.stdout.write(
                    _("%(register)s：变更 %(changed)d 条（%(took).1f s）")
                    % {"register": loaded.register, "changed": loaded.changed, "took": took}
                )
                begun += took
                total += loaded.changed
        except BadInput as damaged:
            raise CommandError(str(damaged)) from damaged
        self.stdout.write(_("登记数据已就绪，共变更 %d 条。") % total)

    def _progress(self, sentence: str) -> None:
        self.stdout.write(f"  {sentence}")


def _silent(_sentence: str) -> None:
    """Progress nobody asked for."""
