"""``./dev lint``: everything that can be said about the code without running it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.report import ROOT, Report, say

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Check:
    """One tool: what it looks at, and how it is run."""

    name: str
    command: Sequence[str]
    again: str = ""


CHECKS = (
    Check("format", ("ruff", "format", "--check", "."), ".venv/bin/ruff format ."),
    Check("lint", ("ruff", "check", "."), ".venv/bin/ruff check --fix ."),
    Check("types", ("mypy",), ".venv/bin/mypy"),
    Check("import contracts", ("lint-imports", "--no-logo"), ".venv/bin/lint-imports"),
    Check("templates", ("djlint", "src", "--lint", "--quiet"), ".venv/bin/djlint src --lint"),
    Check("system checks, linear migrations", ("quanheng", "check", "--fail-level", "WARNING")),
    Check("no migration is missing", ("quanheng", "makemigrations", "--check", "--dry-run"), "quanheng makemigrations"),
    Check("lock matches pyproject.toml", ("python", "-m", "tools.lock", "--check"), "./dev lock"),
)


def lint(report: Report) -> None:
    """Run every check, also after one has failed; each counts as one."""
    with tempfile.TemporaryDirectory(prefix="quanheng-lint-") as home:
        environment = os.environ | {"QUANHENG_HOME": home, "QUANHENG_SECRET_KEY": "only-for-checks", "DATABASE_URL": ""}
        for check in CHECKS:
            with report.part(check.name, check.again or f".venv/bin/{' '.join(check.command)}") as outcome:
                command = [str(BIN / check.command[0]), *check.command[1:]]
                done = subprocess.run(
                    command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
                )
                outcome.passed, outcome.failed = (1, 0) if done.returncode == 0 else (0, 1)
                if outcome.failed:
                    say(done.stdout.decode(errors="replace").rstrip())


def main() -> int:
    """The exit code: 0 when every check passed."""
    report = Report()
    lint(report)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
