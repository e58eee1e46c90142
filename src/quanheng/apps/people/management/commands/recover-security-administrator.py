"""``quanheng recover-security-administrator NAME``: a way back in for the only security administrator, on record."""
# ruff: noqa: N999  the command is called so

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.actions.recover_security_administrator import recover_security_administrator
from quanheng.apps.people.passwords import random_password
from quanheng.apps.people.sign_in import account_of
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput


class Command(BaseCommand):
    help = _("唯一的安全管理员丢失验证方式时：解除其全部验证方式，结束会话，下次登录时须重新绑定；记入变更记录")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help=_("登录名"))
        parser.add_argument("--reason", required=True, help=_("理由"))
        parser.add_argument("--identified-by", required=True, help=_("由谁、怎样核实本人"))
        parser.add_argument("--new-password", action="store_true", help=_("同时换一个临时口令，只显示这一次"))

    def handle(
        self, *args: Any, username: str, reason: str, identified_by: str, new_password: bool, **options: Any
    ) -> None:
        """``CommandError`` says why nothing was changed, and what to do instead."""
        account = account_of(username)
        if account is None:
            raise CommandError(_("没有登录名为“%s”的账户。") % username)
        told: dict[str, Any] = {"actor": system_actor("operator"), "now": now()}
        password = random_password() if new_password else ""
        try:
            with transaction.atomic():
                factors = recover_security_administrator(
                    account=account, reason=reason, identified_by=identified_by, **told
                )
                if password:
                    change_password(account=account, password=password, **told)
        except BadInput as error:
            raise CommandError("\n".join(f"{fault.what}。{fault.remedy}" for fault in error.faults)) from error
        values = {"name": account.username, "factors": factors}
        done = _("“%(name)s”的验证方式已解除（%(factors)d 种），会话全部结束，下次登录时须重新绑定。")
        self.stdout.write(done % values)
        if password:
            self.stdout.write(_("临时口令 %s（只显示这一次，首次登录时须更换）") % password)
