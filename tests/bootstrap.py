"""Loaded before Django: the bundled SQLite library, and a home directory of the test run's own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QUANHENG_HOME", tempfile.mkdtemp(prefix="quanheng-test-"))
os.environ.setdefault("QUANHENG_SECRET_KEY", "only-for-tests")
(Path(os.environ["QUANHENG_HOME"]) / "static").mkdir(parents=True, exist_ok=True)  # the static files' place, empty

from quanheng.kernel import sqlite  # noqa: E402

sqlite.use_bundled_library()
