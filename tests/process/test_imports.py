"""A worker is killed in the middle of an import; the next one goes on, and nothing is done twice or lost."""

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest

from tests.process.conftest import Platform, eventually

ROWS = 2000
APPLIED = "SELECT count(*) FROM imports_importrow WHERE outcome = 'applied'"
PREPARE = """
import json, sys
import django
from quanheng.kernel import sqlite
sqlite.use_bundled_library()
django.setup()
from datetime import date
from quanheng.apps.imports.actions.confirm import confirm
from quanheng.apps.imports.actions.open_import import open_import
from quanheng.apps.imports.actions.read_rows import read_rows
from quanheng.apps.imports.actions.set_columns import set_columns
from quanheng.apps.people.models import Account, Appointment, Organisation, Person
from quanheng.apps.people.public import actor_for, load_register
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import now
from quanheng.kernel.files import store
from quanheng.kernel.imports import TABLES, ColumnMap, importer_of
from quanheng.kernel.work import Slice
load_register(actor=system_actor("test"), now=now())
known = {"source": "测试", "confidence": "B", "changed_at": now()}
person = Person.objects.create(key="P000001", name="登记员", **known)
where = Organisation.objects.order_by("pk").first()
Appointment.objects.create(person=person, office_id="registrar", organisation=where, start=date(2020, 1, 1), **known)
account = Account.objects.create(username="registrar", person=person, created_at=now())
actor = actor_for(Account.objects.select_related("person").get(pk=account.pk))
rows = "".join(f"示例机构{number:05d},院校\\n" for number in range(int(sys.argv[1])))
file = store(("名称,类别\\n" + rows).encode(), "名单.csv", allowed=TABLES)
told = {"actor": actor, "now": now()}
one = open_import(importer=importer_of("organisations"), file=file, name="名单.csv", **told)
set_columns(one=one, columns=ColumnMap(0, 1, {"name": 0, "kind": 1}), sheet="", **told)
read_rows(number=one.pk, budget=Slice(600), **told)
one.refresh_from_db()
confirm(one=one, **told)
print(json.dumps({"state": one.state}))
"""
COUNT = """
import json
import django
django.setup()
from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.models import Organisation
names = Organisation.objects.filter(name__startswith="示例机构").values_list("name", flat=True)
registered = Event.objects.filter(kind="people.organisation_registered", payload__name__startswith="示例机构")
print(json.dumps({
    "state": Import.objects.get().state,
    "names": len(set(names)), "rows": len(names),
    "events": registered.count(), "subjects": registered.values("subject_key").distinct().count(),
    "applied": ImportRow.objects.filter(outcome="applied").count(),
    "finished": Event.objects.filter(kind="imports.finished").count(),
}))
"""


@pytest.fixture(params=["platform", "postgres_platform"])
def station(request: pytest.FixtureRequest) -> Platform:
    """A platform with its tables, on either database."""
    platform: Platform = request.getfixturevalue(request.param)
    assert platform.run("migrate", "--verbosity", "0") == (0, "")
    return platform


@contextmanager
def looking_into(platform: Platform) -> Iterator[Callable[[], int]]:
    """Asks the database of ``platform`` how many rows were applied."""
    url = platform.environment.get("DATABASE_URL")
    opened: Any = psycopg.connect(url, autocommit=True) if url else sqlite3.connect(platform.home / "quanheng.sqlite3")
    with closing(opened) as looking:
        cursor = looking.cursor()
        yield lambda: cursor.execute(APPLIED).fetchone()[0]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "asked to stop"])
def test_an_import_whose_worker_ends_in_the_middle_is_finished_by_the_next(station: Platform, number: int) -> None:
    code, said = station.finish(station.python("-c", PREPARE, str(ROWS)))
    assert code == 0, said
    worker = station.start("work")
    with looking_into(station) as applied:
        eventually(applied, patience=120)
        os.kill(worker.pid, number)
        worker.process.wait(60)
        done = applied()
    assert 0 < done < ROWS, "it was to be caught in the middle"
    code, said = station.run("work", "--once")
    assert code == 0, said
    _, said = station.finish(station.python("-c", COUNT))
    found = json.loads(said.strip().splitlines()[-1])
    same = dict.fromkeys(("names", "rows", "events", "subjects", "applied"), ROWS)
    assert found == {"state": "done", "finished": 1, **same}
