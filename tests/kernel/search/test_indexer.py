"""From outbox rows to a batch, and when an index may go on from its cursor."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from quanheng.kernel import clock
from quanheng.kernel.models import SearchOutbox
from quanheng.kernel.search import indexer, outbox, outbox_reader, registry
from quanheng.kernel.search.engine import Cursor
from quanheng.kernel.search.outbox_reader import Change
from quanheng.kernel.search.registry import Document, Source


@pytest.fixture
def asked(monkeypatch):
    """A source of the documents a and b that notes what it was asked for."""
    calls = []

    def documents(keys):
        calls.append(keys)
        return [Document("thing", key, key, "/") for key in ("a", "b") if keys is None or key in keys]

    monkeypatch.setattr(registry, "_sources", {"thing": Source("thing", "物", documents, lambda: 2)})
    return calls


def test_a_thing_that_changed_often_is_loaded_once_and_what_vanished_is_removed(asked):
    changes = [Change("thing", key, 0, row) for row, key in enumerate(["a", "gone", "a", "b", "a"])]
    batch = indexer.changes_to_batch(changes)
    assert [document.key for document in batch.upserts] == ["a", "b"]
    assert batch.deletes == [("thing", "gone")]
    assert asked == [["a", "gone", "b"]]


@pytest.mark.usefixtures("asked")
def test_a_kind_nobody_declares_leaves_the_index_and_is_reported(caplog):
    batch = indexer.changes_to_batch([Change("forgotten", "1", 0, 1)])
    assert batch.deletes == [("forgotten", "1")]
    assert "forgotten" in caplog.text


@pytest.mark.django_db
def test_rows_are_read_in_order_after_the_cursor():
    outbox.touch("thing", [str(at) for at in range(5)])
    rows = list(SearchOutbox.objects.order_by("written_by", "id").values_list("written_by", "id", "key"))
    read = outbox_reader.read(Cursor(rows[1][0], rows[1][1]), 2)
    if connection.vendor == "postgresql":
        assert read == [], "rows of a transaction that still runs, such as this test's, are not settled"
    else:
        assert [change.key for change in read] == ["2", "3"]


@pytest.mark.django_db
def test_a_fresh_cursor_is_usable_and_one_of_another_or_earlier_database_is_not():
    here = outbox_reader.here()
    assert outbox_reader.usable(here)
    assert not outbox_reader.usable(replace(here, database="another"))
    assert not outbox_reader.usable(Cursor())
    ahead = replace(here, written_by=here.written_by + 10**6, row=here.row + 10**6)
    assert not outbox_reader.usable(ahead), "the database was set back to an earlier state"


@pytest.mark.django_db
def test_a_cursor_older_than_what_was_pruned_is_not_usable():
    old = clock.now() - outbox_reader.KEPT
    outbox.touch("thing", ["a", "b"])
    SearchOutbox.objects.filter(key="a").update(at=old - timedelta(days=1))
    assert outbox_reader.prune() == 1
    assert list(SearchOutbox.objects.values_list("key", flat=True)) == ["b"]
    assert not outbox_reader.usable(replace(outbox_reader.here(), read_at=old.timestamp()))
