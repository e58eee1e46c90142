"""What every test may use."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.registers"]

# Speed is measured in benchmarks/; a slow machine must not fail a law.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("QUANHENG_SHARED_DATA", ROOT.parent / "shared" / "data"))


def pytest_configure() -> None:
    """``Client.force_login`` stands for a whole sign-in, second factor included."""
    from tests import sign_in

    sign_in.install()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real records and official texts that the project reads but does not carry."""
    if not SHARED.is_dir():
        pytest.skip(f"the shared data folder is not at {SHARED} (set QUANHENG_SHARED_DATA)")
    return SHARED


@pytest.fixture
def moment() -> datetime:
    """A fixed present for actions."""
    return datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def log_home(settings, tmp_path) -> Path:
    """A home for the transparency log of this test. What is rolled back with the database must not be remembered."""
    settings.LOG_HOME = tmp_path / "log"
    settings.LOG_ORIGIN = "log.example/evidence"
    return tmp_path / "log"
