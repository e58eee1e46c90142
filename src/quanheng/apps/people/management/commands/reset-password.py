"""``quanheng reset-password NAME``: another random password for an account, shown once."""
# ruff: noqa: N999  the command is called so

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from quanheng.apps.people.actions.change_password import change_password
from quanheng.apps.people.passwords import random_password
from quanheng.apps.people.sign_in import account_of
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now


class Command(BaseCommand):
    help = _("重置一个账户的口令，新口令只显示这一次")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help=_("登录名"))

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """``CommandError`` when there is no such account."""
        account = account_of(username)
        if account is None:
            raise CommandError(_("没有登录名为“%s”的账户。") % username)
        password = random_password()
        change_password(account=account, password=password, actor=system_actor("operator"), now=now())
        self.stdout.write(_("登录名 %(name)s，新口令 %(password)s") % {"name": account.username, "password": password})
