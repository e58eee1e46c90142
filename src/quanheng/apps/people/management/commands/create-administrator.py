"""``quanheng create-administrator``: the first administrator, when the platform has none."""
# ruff: noqa: N999  the command is called so

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from quanheng.apps.people.actions.create_administrator import create_administrator
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now


class Command(BaseCommand):
    help = _("平台没有管理员时创建第一个管理员，口令只显示这一次")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="administrator", help=_("登录名，默认 administrator"))

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Says so when there is an administrator already."""
        made = create_administrator(actor=system_actor("operator"), now=now(), username=username)
        if made is None:
            self.stdout.write(_("已有管理员，没有任何改变。"))
            return
        self.stdout.write(
            _("登录名 %(name)s，口令 %(password)s（只显示这一次）") % {"name": made[0], "password": made[1]}
        )
