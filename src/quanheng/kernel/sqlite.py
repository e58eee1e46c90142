"""The SQLite library we run on, in one place.

Debian 12 ships SQLite 3.40.1, inside the range of the WAL-reset corruption race (3.7.0 to 3.51.2, fixed in 3.51.3).
We keep statutory records, so the ``pysqlite3`` wheel takes the place of the standard module before Django's backend
is imported. Drop this module when the base image has SQLite 3.51.3 or newer.
"""

import os
import sys

SAFE_VERSION = (3, 51, 3)
OVERRIDE = "QUANHENG_ALLOW_OLD_SQLITE"


def use_bundled_library() -> None:
    """Let ``import sqlite3`` give the bundled library. Harmless when called twice."""
    import pysqlite3
    from pysqlite3 import dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2


def library_fault() -> str | None:
    """Why the loaded SQLite must not open a WAL database, or ``None`` when it may."""
    import sqlite3

    if sqlite3.sqlite_version_info >= SAFE_VERSION or os.environ.get(OVERRIDE) == "1":
        return None
    return (
        f"SQLite {sqlite3.sqlite_version} has the WAL-reset corruption fault; {'.'.join(map(str, SAFE_VERSION))} or "
        f"newer is needed. Run `./dev up`, which installs it, or set {OVERRIDE}=1 to accept the risk."
    )
