"""``./dev lock``: pin every package with its hashes and without any address; ``--check`` only compares, offline.

Pins that still satisfy pyproject.toml stay as they are; ``--upgrade`` renews them all.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tools.report import ROOT, say

LOCKS = {"dev": ROOT / "requirements" / "dev.lock", "app": ROOT / "requirements" / "app.lock"}
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
_NAME = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?(==\S+)?")


def renew(arguments: list[str]) -> None:
    """Resolve the development set first; what the platform itself needs is then taken from it."""
    uv = ROOT / ".local" / "uv" / "bin" / "uv"
    common = [
        "--generate-hashes",
        "--universal",
        "--no-header",
        "--no-emit-index-url",
        "--python-version",
        "3.11",
        "-q",
    ]
    runs = {"dev": ["--group", "dev", *arguments], "app": ["-c", str(LOCKS["dev"])]}
    for name, extra in runs.items():
        command = [str(uv), "pip", "compile", "pyproject.toml", *common, *extra, "-o", str(LOCKS[name])]
        say(f"== requirements/{name}.lock")
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        text = re.sub(r"^\s+#\s+-c .*\n", "", LOCKS[name].read_text(), flags=re.MULTILINE)
        LOCKS[name].write_text(text)


def faults() -> list[str]:
    """Where the locks and pyproject.toml disagree, and any address in a lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    app = project["project"]["dependencies"]
    wanted = {"app": app, "dev": app + project["dependency-groups"]["dev"]}
    return [fault for name, path in LOCKS.items() for fault in _compare(path, wanted[name])]


def _compare(path: Path, wanted: list[str]) -> list[str]:
    text = path.read_text()
    pins = {_plain(name): version for name, version in _PIN.findall(text)}
    found = [f"{path.name}: holds an address; a lock names packages and hashes only"] if "://" in text else []
    direct = set()
    for requirement in wanted:
        match = _NAME.match(requirement)
        if match is None:
            found.append(f"pyproject.toml: cannot read {requirement!r}")
            continue
        name = _plain(match[1])
        direct.add(name)
        if name not in pins:
            found.append(f"{path.name}: {name} is missing")
        elif match[2] and match[2] != f"=={pins[name]}":
            found.append(f"{path.name}: {name} is {pins[name]}, pyproject.toml says {match[2]}")
    for block in re.split(r"\n(?=\S)", text):
        pin = _PIN.match(block)
        if pin and "quanheng (pyproject.toml" in block and _plain(pin[1]) not in direct:
            found.append(f"{path.name}: {pin[1]} was asked for by an older pyproject.toml")
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(arguments: list[str]) -> int:
    """Renew, or compare with ``--check``. The exit code."""
    if "--check" not in arguments:
        renew(arguments)
    found = faults()
    for fault in found:
        say(fault)
    if found:
        say("Run: ./dev lock")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
