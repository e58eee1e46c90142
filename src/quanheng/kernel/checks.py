"""What must be true of the database before anything opens it. Part of ``quanheng check``; also asked at start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from quanheng.kernel import sqlite


def _sqlite_databases() -> dict[str, dict[str, Any]]:
    return {alias: values for alias, values in settings.DATABASES.items() if values["ENGINE"].endswith("sqlite3")}


@register()
def _check(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001  Django's call
    return sqlite_faults()


def sqlite_faults() -> list[CheckMessage]:
    """What makes this SQLite library or these settings able to lose statutory records. Empty on PostgreSQL."""
    faults: list[CheckMessage] = []
    for alias, values in _sqlite_databases().items():
        if fault := sqlite.library_fault():
            faults.append(Error(fault, id="quanheng.E001", obj=alias))
        options = values.get("OPTIONS", {})
        if options.get("transaction_mode") != "IMMEDIATE":
            hint = "A deferred transaction that has read fails with 'database is locked' once another has written."
            faults.append(Error("transaction_mode must be IMMEDIATE", hint=hint, id="quanheng.E002", obj=alias))
        if "mmap" in options.get("init_command", "").lower():
            hint = "Memory mapping turned a WAL race into corruption elsewhere and gains nothing here."
            faults.append(Error("memory-mapped SQLite is not allowed", hint=hint, id="quanheng.E003", obj=alias))
        if values.get("ATOMIC_REQUESTS"):
            hint = "Transactions live in actions; around requests every reader would queue for the write lock."
            faults.append(Error("ATOMIC_REQUESTS must be off", hint=hint, id="quanheng.E004", obj=alias))
    return faults


def require_safe_database() -> None:
    """Raise :class:`ImproperlyConfigured` with every fault. Asked when the apps are loaded, before any connection."""
    if faults := sqlite_faults():
        raise ImproperlyConfigured("\n".join(str(fault) for fault in faults))
