"""``quanheng create-administrator``: an account for each platform office that nobody holds."""
# ruff: noqa: N999  the command is called so

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from quanheng.apps.people.actions.create_administrators import create_administrators
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now


class Command(BaseCommand):
    help = _("为从未有人担任的平台职务（登记员、系统管理员、安全管理员、审计员）各建一个账户，口令只显示这一次")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says so when every office has its holder."""
        opened = create_administrators(actor=system_actor("operator"), now=now())
        if not opened:
            self.stdout.write(_("各平台职务都已有人担任，没有任何改变。"))
        for one in opened:
            values = {"office": one.office, "name": one.username, "password": one.password}
            self.stdout.write(_("登录名 %(name)s，口令 %(password)s（%(office)s，只显示这一次）") % values)
