"""The place for a virus scanner: every new file passes it before it is kept."""

import shlex
import subprocess
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input

CLEAN, INFECTED = 0, 1


class Scanner(Protocol):
    """Looks at a file before it is kept."""

    def scan(self, path: Path, name: str) -> None:
        """Return when the file may be kept; raise ``BadInput`` with the reason when not."""
        ...


class NoScanner:
    """No scanner is configured: kinds, limits and the ban on macros are all there is."""

    def scan(self, path: Path, name: str) -> None:
        """Let it pass."""


class CommandScanner:
    """Runs a command on the file, as ``clamdscan --fdpass --no-summary`` does it: exit code 0 is clean, 1 is infected,
    anything else (or silence for a minute) means that nobody looked, and then the file is not kept either.
    """

    patience = 60.0

    def __init__(self, command: str) -> None:
        self.command = shlex.split(command)

    def scan(self, path: Path, name: str) -> None:
        """Run it."""
        try:
            code = subprocess.run(  # noqa: S603  the operator's own command
                [*self.command, str(path)], capture_output=True, timeout=self.patience, check=False
            ).returncode
        except (OSError, subprocess.TimeoutExpired):
            code = -1
        if code == INFECTED:
            raise bad_input(name, _("病毒扫描发现问题，文件没有保存"), _("请清除病毒后再上传。"))
        if code != CLEAN:
            raise bad_input(name, _("病毒扫描没有完成，文件没有保存"), _("请稍后再试；仍不行时请联系系统管理员。"))


def scanner() -> Scanner:
    """The configured scanner."""
    return CommandScanner(settings.FILE_SCANNER) if settings.FILE_SCANNER else NoScanner()
