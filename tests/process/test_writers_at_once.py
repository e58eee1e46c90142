"""Two hundred people write at the same moment, in several processes: everyone's change is kept, with its one event."""

import json
import time

import pytest

PREPARE = """
import sys
import django
from quanheng.kernel import sqlite
sqlite.use_bundled_library()
django.setup()
from quanheng.apps.people.actions.register_organisation import register_organisation
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
for number in range(int(sys.argv[1])):
    register_organisation(name=f"并发 {number:03d}", kind="other", source="并发测试", confidence="A",
                          actor=system_actor("writer"), now=now())
"""
WRITER = """
import json, sys, threading, time
from concurrent.futures import ThreadPoolExecutor
import django
from quanheng.kernel import sqlite
sqlite.use_bundled_library()
django.setup()
from django.db import connection
from quanheng.apps.people.actions.correct_organisation import correct_organisation
from quanheng.apps.people.models import Organisation
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
first, last, threads, start = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
def write(number):
    try:
        one = Organisation.objects.get(name=f"并发 {number:03d}")
        correct_organisation(organisation=one, changes={"name": f"已写 {number:03d}"}, reason="并发测试",
                             actor=system_actor("writer"), now=now())
        return ""
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
    finally:
        connection.close()
time.sleep(max(0, start - time.time()))
with ThreadPoolExecutor(threads) as pool:
    print(json.dumps([fault for fault in pool.map(write, range(first, last)) if fault]))
"""
COUNT = """
import json
import time
import django
from quanheng.kernel import sqlite
sqlite.use_bundled_library()
django.setup()
from quanheng.apps.evidence.models import Event
from quanheng.apps.people.models import Organisation
rows = Organisation.objects.filter(name__startswith="已写")
told = Event.objects.filter(kind="people.organisation_corrected")
print(json.dumps({"rows": sorted(rows.values_list("key", flat=True)),
                  "events": sorted(told.values_list("subject_key", flat=True))}))
"""
AT_ONCE, PROCESSES = 200, 4
DATABASES = {"platform": AT_ONCE // PROCESSES, "postgres_platform": 20}
"""How many threads each process writes with. On SQLite all two hundred hold a connection at once; a PostgreSQL server
takes a hundred by default, and the platform opens one for each of its threads: the others wait for theirs."""


@pytest.mark.parametrize("database", DATABASES)
def test_two_hundred_writers_at_once_lose_nothing_and_no_fault_reaches_anybody(request, database):
    platform = request.getfixturevalue(database)
    assert platform.run("migrate", "--verbosity", "0") == (0, "")
    assert platform.finish(platform.python("-c", PREPARE, str(AT_ONCE)))[0] == 0
    each, start = AT_ONCE // PROCESSES, time.time() + 15
    writers = [
        platform.python("-c", WRITER, *map(str, (n * each, (n + 1) * each, DATABASES[database], start)))
        for n in range(PROCESSES)
    ]
    said = [platform.finish(writer) for writer in writers]
    assert [(code, json.loads(text)) for code, text in said] == [(0, [])] * PROCESSES
    _, text = platform.finish(platform.python("-c", COUNT))
    counted = json.loads(text)
    assert len(set(counted["rows"])) == AT_ONCE
    assert counted["events"] == counted["rows"]
