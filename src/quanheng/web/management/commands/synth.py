"""``quanheng synth``: a marked synthetic register, for measurements of scale."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.web.synthesis import Wanted, permit, synthesise


class Command(BaseCommand):
    help = _("生成有标记的合成数据，供测量规模之用；数据库从此标记为合成，不能撤销")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--specifications", type=int, default=0, help=_("规范数"))
        parser.add_argument("--organisations", type=int, default=0, help=_("机构数"))
        parser.add_argument("--persons", type=int, default=0, help=_("人员数"))
        parser.add_argument("--clauses", type=int, default=0, help=_("法规条文数"))
        parser.add_argument("--seed", type=int, default=1, help=_("随机种子：相同的种子得到相同的数据"))
        parser.add_argument("--yes", action="store_true", help=_("确认这是专门用于测量的数据库"))
        parser.add_argument("--no-index", action="store_true", help=_("不重建检索索引"))

    def handle(self, *args: Any, yes: bool, no_index: bool, **options: Any) -> None:
        """Make what was asked for, then build the index anew. ``CommandError`` where it does not belong."""
        wanted = Wanted(**{name: options[name] for name in Wanted.__dataclass_fields__})
        begun = time.monotonic()
        try:
            permit(agreed=yes)
            synthesise(wanted, now=now(), progress=self._progress)
        except BadInput as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("合成完毕（%.0f s）。") % (time.monotonic() - begun))
        if not no_index:
            call_command("reindex", stdout=self.stdout)

    def _progress(self, sentence: str) -> None:
        self.stdout.write(f"  {sentence}")
        self.stdout.flush()
