"""The shipped registers, loaded once a run into a copy of the test database.

A test that asks for ``registers`` (instead of ``db``) works on that copy; what it changes is rolled back. All other
tests keep their empty database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.test import override_settings
from django.utils.connection import ConnectionProxy

from quanheng.kernel.clock import now

COPY = "registers"
MADE_BY_PEOPLE = {"draws", "name-lists"}
"""Registers that the platform ships without records: their own tests make some."""


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let the default connection of this thread be one to the database ``name``."""
    usual = connections["default"]
    other = usual.copy()
    other.settings_dict = {**usual.settings_dict, "NAME": name}
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual


def _copy(folder: Path) -> str:
    """A copy of the migrated test database: a file on SQLite, a database from the template on PostgreSQL."""
    usual: Any = connections["default"]
    if usual.vendor == "sqlite":
        import sqlite3

        usual.ensure_connection()
        path = folder / "registers.sqlite3"
        with sqlite3.connect(path) as target:
            usual.connection.backup(target)
        target.close()
        return str(path)
    usual.close()
    usual.creation.clone_test_db(COPY, verbosity=0, autoclobber=True)
    return str(usual.creation.get_test_db_clone_settings(COPY)["NAME"])


@pytest.fixture(scope="session")
def loaded_database(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: Any,
) -> Iterator[str]:
    """The name of the copy with the registers in it."""
    from quanheng.web.registers import load_registers

    with django_db_blocker.unblock():
        name = _copy(tmp_path_factory.mktemp("registers"))
        with connected_to(name):
            for _loaded in load_registers(now=now(), progress=lambda _sentence: None):
                pass
    yield name
    with django_db_blocker.unblock():
        if connections["default"].vendor == "postgresql":
            connections["default"].creation.destroy_test_db(suffix=COPY, verbosity=0, keepdb=False)


@pytest.fixture
def registers(loaded_database: str, db: None) -> Iterator[ConnectionProxy]:
    """The shipped registers. Use it instead of ``db``."""
    block = transaction.atomic()
    block._from_testcase = True  # what is durable in production may run inside a test
    with connected_to(loaded_database), block:
        yield connections["default"]
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def built_index(loaded_database: str, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """A search index of the shipped registers."""
    place: Path = tmp_path_factory.mktemp("index")
    with django_db_blocker.unblock(), connected_to(loaded_database), override_settings(SEARCH_INDEX=place):
        call_command("reindex", stdout=StringIO())
    return place


@pytest.fixture
def searchable(registers: Any, built_index: Path, settings: Any) -> Path:
    """The shipped registers, indexed."""
    settings.SEARCH_INDEX = built_index
    return built_index
