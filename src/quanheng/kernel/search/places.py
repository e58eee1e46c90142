"""Where an index lives: ``current`` names the live folder, each folder holds one index and its cursor.

search/current          name of the live folder, replaced atomically
search/index-….d/       tantivy files and cursor.json
search/writer.lock      held by the one process that writes the live index
search/rebuild.lock     held by the one process that builds a new one
"""

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from quanheng.kernel.search.engine import Cursor, IndexBusy, IndexMissing

FORMAT = 1  # raised when tokens or fields change: an index of another format is rebuilt


class Place:
    """The folder of all indexes of one host."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path:
        """The live index folder. Raises :class:`IndexMissing` when there is none of our format."""
        try:
            folder = self.root / (self.root / "current").read_text().strip()
        except FileNotFoundError:
            raise IndexMissing(str(self.root)) from None
        if not (folder / "meta.json").exists() or not folder.name.startswith(f"index-{FORMAT}-"):
            raise IndexMissing(str(folder))
        return folder

    def fresh(self) -> Path:
        """A new, empty index folder, not yet live."""
        folder = self.root / f"index-{FORMAT}-{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        return folder

    def publish(self, folder: Path) -> None:
        """Make ``folder`` the live one in one step. Readers of the former keep it until they look again."""
        try:
            former: Path | None = self.current()
        except IndexMissing:
            former = None
        replace_text(self.root / "current", folder.name)
        self.discard_all_but(folder, former)

    def discard_all_but(self, *kept: Path | None) -> None:
        """Remove folders nobody needs: builds that were interrupted, and indexes older than the former one."""
        for folder in self.root.glob("index-*"):
            if folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def lock(self, name: Literal["writer", "rebuild"], *, wait: bool = False) -> Iterator[None]:
        """Hold a lock of this host; it ends with the process. Raises :class:`IndexBusy` when it is held."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f"{name}.lock").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise IndexBusy(f"{name}.lock") from None
            yield


def replace_text(path: Path, content: str) -> None:
    """Write a small file so that a reader, and a restart after a power cut, sees the old or the new content whole."""
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.new")
    with draft.open("w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_cursor(folder: Path) -> Cursor:
    """The cursor kept beside an index; the beginning when none was kept or it cannot be read."""
    with suppress(OSError, ValueError, TypeError):
        return Cursor(**json.loads((folder / "cursor.json").read_text()))
    return Cursor()


def write_cursor(folder: Path, cursor: Cursor) -> None:
    """Keep the cursor, durably."""
    replace_text(folder / "cursor.json", json.dumps(asdict(cursor)))
