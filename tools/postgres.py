"""A PostgreSQL for the tests: the one given, one that is running here, or a temporary one of our own."""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tools.report import say

GIVEN = "QUANHENG_TEST_POSTGRES"
DEBIAN_PACKAGE = "postgresql"


@contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a server on which databases may be created, or ``None`` when there is no way to one."""
    with ExitStack() as stack:
        yield _given() or _running() or _temporary(stack) or (_install() and _temporary(stack)) or None


def with_database(url: str, name: str) -> str:
    """``url`` with another database name."""
    parts = urlsplit(url)
    # urlunsplit drops the slashes of an empty host, and a socket address has one
    return urlunsplit(parts._replace(path=f"/{name}")).replace("postgresql:/" + name, "postgresql:///" + name)


def _given() -> str | None:
    url = os.environ.get(GIVEN)
    if url:
        fault = _fault(url)
        if fault:
            raise SystemExit(f"{GIVEN} is set, but cannot be used: {fault}")
        say(f"PostgreSQL: the one of {GIVEN}")
    return url or None


def _running() -> str | None:
    """A server on this machine that lets us in and lets us create databases."""
    me = pwd.getpwuid(os.getuid()).pw_name
    for place in ("?host=/var/run/postgresql", "?host=/tmp", "127.0.0.1"):
        for user in (me, "postgres"):
            at, tail = ("", place) if place.startswith("?") else (place, "")
            url = f"postgresql://{user}@{at}/postgres{tail}"
            if _fault(url) is None:
                say(f"PostgreSQL: the server running on this machine ({url})")
                return url
    return None


def _fault(url: str) -> str | None:
    """Why databases cannot be created there; ``None`` when they can."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as fault:
        return str(fault).strip()
    return None if row and row[0] else "its user may not create databases (ALTER ROLE … CREATEDB)"


def _programs() -> Path | None:
    """The directory of the newest server programs."""
    here = shutil.which("initdb")
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: float(path.split("/")[4]))  # noqa: PTH207
    newest = found[-1] if found else here
    return Path(newest).parent if newest else None


def _temporary(stack: ExitStack) -> str | None:
    """Make and start a cluster in a temporary directory, on a socket only; it goes away with ``stack``."""
    programs = _programs()
    if programs is None:
        return None
    place = Path(tempfile.mkdtemp(prefix="qh-pg-"))
    stack.callback(shutil.rmtree, place, ignore_errors=True)
    owner = _owner()
    if owner:
        shutil.chown(place, owner)
    place.chmod(0o755)
    data, log = place / "data", place / "log"
    make = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    start = [
        programs / "pg_ctl",
        "-D",
        data,
        "-l",
        log,
        "-w",
        "-t",
        "60",
        "-o",
        f"-k {place} -c listen_addresses= {quick}",
    ]
    for command in (make, [*start, "start"]):
        done = _as(owner, command, place)
        if done.returncode:
            say(f"PostgreSQL: a temporary server did not start: {done.stdout.decode(errors='replace').strip()}")
            return None
    stack.callback(_as, owner, [programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], place)
    say("PostgreSQL: a temporary server of this test run")
    return f"postgresql://postgres@/postgres?host={place}"


def _owner() -> str | None:
    """The server refuses to run as root; then it runs as ``postgres`` or ``nobody``."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(owner: str | None, command: list[object], place: Path) -> "subprocess.CompletedProcess[bytes]":
    """Run as ``owner``. Output goes to a file: a daemon that inherits a pipe would keep us waiting for its end."""
    group = pwd.getpwnam(owner).pw_gid if owner else None
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=place,
            check=False,
            user=owner,
            group=group,
            extra_groups=[] if owner else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read())


def _install() -> bool:
    """Install the Debian package where we may. True when the server programs are there afterwards."""
    if shutil.which("apt-get") is None:
        return False
    as_root: list[str] = []
    if os.getuid() != 0:
        if (
            not shutil.which("sudo")
            or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
        ):
            return False
        as_root = ["sudo", "-n"]
    say(f"PostgreSQL: installing the Debian package {DEBIAN_PACKAGE}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", DEBIAN_PACKAGE]):
        done = subprocess.run(
            [*as_root, "apt-get", *command],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            say(f"PostgreSQL: {done.stderr.decode(errors='replace').strip()}")
            return False
    return _programs() is not None
