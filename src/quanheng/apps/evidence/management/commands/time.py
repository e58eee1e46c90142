"""``quanheng time measure|status``: the platform's clock against the time servers of the settings."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.apps.evidence.timekeeping import queries
from quanheng.apps.evidence.timekeeping.measuring import measure
from quanheng.apps.evidence.timekeeping.sources import Misconfigured
from quanheng.apps.evidence.timekeeping.words import FAULTS, WORDS, Standing, length
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now

ACTOR = system_actor("operator")
GOOD = {Standing.WITHIN, Standing.COMPARED}


class Command(BaseCommand):
    help = _("平台的时间：measure 立即测量一次并存证，status 现状；时钟没有核实或超出界限时退出码为 1")

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("measure", help=str(_("向设置的时间源各问一次")))
        verbs.add_parser("status", help=str(_("最近一次测量和时钟的状态")))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            if verb == "measure" and not measure(ACTOR):
                raise CommandError(_("没有设置时间源：请设置 QUANHENG_TIME_SOURCES。"))
        except Misconfigured as wrong:
            raise CommandError(str(wrong)) from wrong
        found = queries.clock_of(ACTOR, now())
        for one in found.readings:
            said = FAULTS[one.fault] if one.fault else f"{length(one.offset_ns, signed=True)} ± {length(one.bound_ns)}"
            self.stdout.write(f"{one.source}\t{said}")
        self.stdout.write(str(WORDS[found.standing].word))
        if found.standing not in GOOD:
            raise CommandError(str(WORDS[found.standing].says))
