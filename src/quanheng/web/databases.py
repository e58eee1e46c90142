"""``DATABASE_URL`` to Django's DATABASES. Empty: SQLite under QUANHENG_HOME."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database(url: str, home: Path, *, synchronous: str) -> dict[str, Any]:
    """The settings of the one database. Raises ``ValueError`` naming what is wrong with the address."""
    if not url:
        return _sqlite(home / "quanheng.sqlite3", synchronous)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)), synchronous)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL starts with {parts.scheme!r}: write postgresql://… or sqlite:///…")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or (parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(path: Path, synchronous: str) -> dict[str, Any]:
    """IMMEDIATE: a deferred transaction that has read cannot become a writer after another wrote, at any timeout.

    The write-ahead log is carried into the database at 64 MB, not at SQLite's 4: indexes on hashes touch hundreds of
    pages a transaction, the same ones again and again, and each is then written there once.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": (
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA temp_store=MEMORY; "
                "PRAGMA cache_size=-16000; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=16000;"
            ),
        },
    }
