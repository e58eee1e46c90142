"""Pages on the shipped registers."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings

from tests.registers import connected_to


@pytest.fixture(autouse=True)
def _nothing_remembered(settings):
    """No counts from another test, and a rate no test reaches by chance."""
    settings.API_RATE = "1000000/m"
    cache.clear()


@pytest.fixture(scope="session")
def built_index(loaded_database: str, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """A search index of the shipped registers."""
    place: Path = tmp_path_factory.mktemp("index")
    with django_db_blocker.unblock(), connected_to(loaded_database), override_settings(SEARCH_INDEX=place):
        call_command("reindex", stdout=StringIO())
    return place


@pytest.fixture
def searchable(registers: Any, built_index: Path, settings: Any) -> Path:  # noqa: ARG001  the registers come first
    """The shipped registers, indexed."""
    settings.SEARCH_INDEX = built_index
    return built_index
