"""A process of the platform for the tests, on its own database: ``python -m tests.kernel.search.station VERB …``.

The searchable kind is ``mark``: the rows of the kernel's own table of marks. Verbs that die do so by SIGKILL.
"""

import os
import signal
import sys

from quanheng.kernel import sqlite

sqlite.use_bundled_library()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.web.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import OperationalError, connection, transaction  # noqa: E402

from quanheng.kernel.models import Mark  # noqa: E402
from quanheng.kernel.search import indexer, outbox, registry, tantivy_engine  # noqa: E402
from quanheng.kernel.search.registry import Document, Source  # noqa: E402


def _documents(keys):
    rows = Mark.objects.all() if keys is None else Mark.objects.filter(name__in=list(keys))
    for row in rows.order_by("name"):
        yield Document("mark", row.name, f"标记 {row.name}", "/", body="秤与天平", codes=(row.name,))


def _die(*_args, **_options):
    os.kill(os.getpid(), signal.SIGKILL)


def write(*names):
    with transaction.atomic():
        Mark.objects.bulk_create(Mark(name=name) for name in names)
        outbox.touch("mark", names)


def remove(*names):
    with transaction.atomic():
        Mark.objects.filter(name__in=names).delete()
        outbox.touch("mark", names)


def index_dying_before_the_cursor():
    tantivy_engine.write_cursor = _die
    call_command("index", once=True)


def index_dying_in_the_batch(after):
    plain, done = tantivy_engine.index_document, []

    def dying(document):
        done.append(document)
        return _die() if len(done) > int(after) else plain(document)

    tantivy_engine.index_document = dying
    call_command("index", once=True)


def reindex_dying_half_way():
    indexer.BATCH = 2
    plain = indexer.TantivyEngine.add_new

    def dying(engine, documents):
        plain(engine, documents)
        _die()

    indexer.TantivyEngine.add_new = dying
    call_command("reindex")


def overtake():
    """``slow`` is written first and committed last; ``quick`` comes in between and the index is brought up to date."""
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO kernel_mark (name, at) VALUES ('slow', CURRENT_TIMESTAMP)")
        cursor.execute(
            "INSERT INTO kernel_searchoutbox (kind, key, written_by, at) VALUES ('mark', 'slow', 0, CURRENT_TIMESTAMP)"
        )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        try:
            write("quick")
        except OperationalError:
            sys.stdout.write("writers are serial\n")
        other.commit()
        write("quick")
    else:
        write("quick")
        call_command("index", once=True)
        other.commit()
    call_command("index", once=True)


COMMANDS = {
    "index": lambda: call_command("index"),
    "index-once": lambda: call_command("index", once=True),
    "reindex": lambda: call_command("reindex"),
    "check": lambda: call_command("check_index"),
    "write": write,
    "remove": remove,
    "index-dying-before-the-cursor": index_dying_before_the_cursor,
    "index-dying-in-the-batch": index_dying_in_the_batch,
    "reindex-dying-half-way": reindex_dying_half_way,
    "overtake": overtake,
}

if __name__ == "__main__":
    registry._sources.clear()
    registry.register(Source("mark", "标记", _documents, Mark.objects.count))
    try:
        COMMANDS[sys.argv[1]](*sys.argv[2:])
    except Exception as fault:  # noqa: BLE001  the test reads it
        sys.exit(f"{type(fault).__name__}: {fault}")
