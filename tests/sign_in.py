"""Signed in without the pages: what a test client is given when the sign-in itself is not what is tested."""

import time
from typing import Any

from django.test import Client

_plain = Client.force_login


def force_login(self: Client, user: Any, backend: str | None = None) -> None:
    """As the framework's, and as if the second factor had been proved just now: ``force_login`` stands for a whole
    sign-in. The sign-in itself has tests of its own, in ``tests/apps/people``.
    """
    _plain(self, user, backend)
    session, moment = self.session, int(time.time())
    session["account_authentication_methods"] = [{"method": "code", "at": moment}]
    session["account_authentication_methods_user"] = str(user.pk)
    session["people.since"] = session["people.seen"] = session["people.proved"] = moment
    session.save()


def install() -> None:
    """Every test client from now on."""
    Client.force_login = force_login  # type: ignore[method-assign]
