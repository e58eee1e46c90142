from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.apps.evidence.labels.bench import Bench


@pytest.fixture
def bench(db: None, moment: datetime, tmp_path: Path, settings: Any, log_home: Path) -> Bench:
    """An institute with a signing key, and those who work with it."""
    settings.LABEL_KEYS = tmp_path / "label-keys"
    settings.SITE_URL = "https://m.example.cn"
    return Bench(moment)
