"""``quanheng verify``: listed among the commands; :mod:`quanheng.__main__` runs it without settings."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.web import offline


class Command(BaseCommand):
    help = _("离线核验 .tlog-proof：不联网，不用数据库，不读设置")
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        offline.add_arguments(parser)

    def handle(
        self, *args: Any, proof: Path, policy: Path, data: Path | None, entry: Path | None, **options: Any
    ) -> None:
        if code := offline.verify(proof, policy, data, entry):
            raise CommandError(_("核验没有通过。"), returncode=code)
