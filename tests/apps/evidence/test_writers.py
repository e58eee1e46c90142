"""Several processes write events to one SQLite file at once: none is lost, none waits in vain (IMMEDIATE)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WRITERS, EACH = 3, 25
WRITER = """
import django
from quanheng.kernel import sqlite
sqlite.use_bundled_library()
django.setup()
from django.db import transaction
from quanheng.apps.evidence.public import record
from quanheng.apps.evidence.models import Event
from quanheng.apps.people.events import OrganisationRegistered
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from quanheng.kernel.subjects import Subject
for number in range({each}):
    with transaction.atomic():
        Event.objects.count()
        key = f"W{writer}-{{number}}"
        told = OrganisationRegistered(key, key, "other")
        record(told, actor=system_actor("w{writer}"), subject=Subject("organisation", key), now=now())
"""


@pytest.mark.process
def test_concurrent_writers_lose_nothing(tmp_path):
    environment = {
        **os.environ,
        "QUANHENG_HOME": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "quanheng.web.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    subprocess.run([sys.executable, "-m", "quanheng", "migrate", "-v0"], env=environment, check=True)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER.format(writer=writer, each=EACH)], env=environment)
        for writer in range(WRITERS)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * WRITERS
    import sqlite3

    with sqlite3.connect(tmp_path / "quanheng.sqlite3") as database:
        counted = dict(database.execute("SELECT actor, count(*) FROM evidence_event GROUP BY actor"))
        numbers = [row[0] for row in database.execute("SELECT id FROM evidence_event ORDER BY id")]
    database.close()
    assert counted == {f"system:w{writer}": EACH for writer in range(WRITERS)}
    assert numbers == list(range(1, WRITERS * EACH + 1))
