"""Many processes write to the one SQLite file at once; the numbers they take show whether anything was lost."""

import json

WRITER = """
import json, sys
import django
from quanheng.kernel import sqlite
sqlite.use_bundled_library()
django.setup()
from django.db import OperationalError
from quanheng.apps.people.actions.register_person import register_person
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
keys, faults = [], []
for number in range(int(sys.argv[2])):
    try:
        keys.append(register_person(name=f"写入者 {sys.argv[1]}-{number}", source="并发测试", confidence="A",
                                    actor=system_actor("writer"), now=now()).key)
    except OperationalError as fault:
        faults.append(str(fault))
print(json.dumps({"keys": keys, "faults": faults}))
"""
COUNT = """
import json, sqlite3, sys
import django
django.setup()
from quanheng.apps.evidence.models import Event
from quanheng.apps.people.models import Person
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    sound = cursor.fetchone()[0]
print(json.dumps({"persons": sorted(Person.objects.values_list("key", flat=True)), "sound": sound,
                  "events": sorted(Event.objects.values_list("subject_key", flat=True))}))
"""
WRITERS, EACH = 8, 25


def test_two_hundred_concurrent_writes_lose_nothing_and_never_meet_a_locked_database(platform):
    assert platform.run("migrate", "--verbosity", "0") == (0, "")
    writers = [platform.python("-c", WRITER, str(number), str(EACH)) for number in range(WRITERS)]
    results = [json.loads(said) for code, said in map(platform.finish, writers) if code == 0]
    assert len(results) == WRITERS
    assert [fault for result in results for fault in result["faults"]] == []
    keys = sorted(key for result in results for key in result["keys"])
    assert len(set(keys)) == len(keys) == WRITERS * EACH
    _, said = platform.finish(platform.python("-c", COUNT))
    assert json.loads(said) == {"persons": keys, "events": keys, "sound": "ok"}
