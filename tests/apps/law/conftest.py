from datetime import UTC, datetime

import pytest

from quanheng.apps.law.actions.load_register import load_register
from quanheng.apps.law.actions.load_texts import load_texts
from quanheng.apps.law.text_files import parse
from quanheng.kernel.actor import system_actor

LOADER = system_actor("test-loader")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def register(db):  # noqa: ARG001  the fixture is the database
    """The shipped facts, loaded."""
    load_register(actor=LOADER, now=NOW)


@pytest.fixture
def load(shared_data):
    """Load the named texts of the shared folder."""

    def load_named(*names, correction=""):
        texts = [parse((shared_data / "regulations" / f"{n}.json").read_bytes(), f"{n}.json") for n in names]
        return load_texts(texts=texts, actor=LOADER, now=NOW, correction=correction)

    return load_named
