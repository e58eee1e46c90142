"""What is committed could be committed by anybody, on any machine, for any reader."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT, refuse

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".lock",
    ".html",
    ".css",
    ".js",
    ".yaml",
    ".yml",
    ".txt",
    ".csv",
    ".json",
    ".svg",
    ".xml",
    "",
}
MACHINE = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/[\w.-]+|[A-Z]:\\\\Users")
REGISTRY = re.compile(r"(?<!emit-)index-url|pythonhosted|registry\.npmjs|pypi\.org/simple|npmmirror|find-links")


def committed() -> list[Path]:
    """The files git knows; without git, every file that is not made by a tool."""
    try:
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        made = {".venv", ".local", ".git", "__pycache__", "build", "dist"}
        return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.parts)]
    return [path for name in names.decode().split("\0") if name and (path := ROOT / name).is_file()]


def lines() -> list[tuple[str, str]]:
    me = Path(__file__)
    found = []
    for path in committed():
        if path.suffix in TEXT and path != me and path.stat().st_size < 3_000_000 and "vendor" not in path.parts:
            text = path.read_text(encoding="utf-8", errors="replace")
            name = path.relative_to(ROOT).as_posix()
            found += [(f"{name}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]
    return found


def test_no_path_of_somebodys_machine_is_committed():
    refuse(
        [f"{where} {line.strip()[:90]}" for where, line in lines() if MACHINE.search(line)], "A path of one machine."
    )


def test_no_address_of_a_package_registry_is_committed():
    bad = [where for where, line in lines() if REGISTRY.search(line)]
    refuse(bad, "Locks and scripts name packages and hashes; where they come from is the installer's configuration.")


def test_no_unfinished_work_is_committed():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
    bad = [where for where, line in lines() if where.startswith(("src/", "tools/")) and marks.search(line)]
    refuse(bad, "Finish it, or write it into an issue.")


def test_warnings_are_errors():
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    assert options["filterwarnings"] == ["error"], (
        "A warning that is let through becomes a fault that nobody saw coming."
    )


@pytest.mark.parametrize(
    "name", ["LICENSE", "README.md", "README.zh.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
)
def test_a_stranger_finds_the_usual_files(name):
    assert (ROOT / name).stat().st_size > 200, f"{name} is what a stranger looks for first"


def test_scripts_can_be_run():
    for name in ("dev", ".ci/run"):
        assert (ROOT / name).stat().st_mode & 0o111, f"{name} must be executable"
