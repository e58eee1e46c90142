"""What was last signed, remembered apart from the database: the one thing a restored backup must not take back."""

import os
from pathlib import Path

from django.conf import settings

from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.tree_head import Checkpoint as TreeHead


class Unreadable(Exception):
    """The record is there and is not what was written."""


def place() -> Path:
    """The file. Never part of what a backup restores."""
    return Path(settings.LOG_HOME) / "last-signed"


def read() -> TreeHead | None:
    """The last head that may have been signed; ``None`` where none ever was."""
    try:
        return TreeHead.parse(place().read_bytes())
    except FileNotFoundError:
        return None
    except TrustError as fault:
        raise Unreadable(str(fault)) from fault


def write(head: TreeHead) -> None:
    """On the disk before the function returns, whole or not at all."""
    write_durably(place(), head.text())


def write_durably(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file beside ``path``, fsync it, rename it into place, fsync the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with open(handle, "wb", closefd=False) as file:
            file.write(data)
        os.fsync(handle)
    finally:
        os.close(handle)
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
