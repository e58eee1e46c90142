"""Folders, locks and cursors."""

import json
import threading

import pytest

from quanheng.kernel.search.engine import Batch, Cursor, IndexBusy, IndexMissing, Request
from quanheng.kernel.search.places import Place, read_cursor, write_cursor
from quanheng.kernel.search.query import parse
from quanheng.kernel.search.registry import Document
from quanheng.kernel.search.tantivy_engine import TantivyEngine, create


def filled(place, title):
    folder = place.fresh()
    create(folder)
    TantivyEngine(place, folder).apply(Batch([Document("mark", "1", title, "/")]), Cursor(row=1))
    return folder


def test_without_an_index_every_call_says_so(tmp_path):
    engine = TantivyEngine(Place(tmp_path / "none"))
    for call in (lambda: engine.search(Request(parse("秤"))), engine.status, lambda: engine.apply(Batch(), Cursor())):
        with pytest.raises(IndexMissing):
            call()


def test_a_folder_that_was_damaged_counts_as_missing(tmp_path):
    place = Place(tmp_path)
    folder = filled(place, "秤")
    place.publish(folder)
    (folder / "meta.json").write_text("{")
    with pytest.raises(IndexMissing):
        TantivyEngine(place).search(Request(parse("秤")))


def test_an_index_of_another_format_counts_as_missing(tmp_path):
    place = Place(tmp_path)
    folder = filled(place, "秤")
    folder.rename(tmp_path / "index-0-old")
    (tmp_path / "current").write_text("index-0-old")
    with pytest.raises(IndexMissing):
        place.current()


def test_publishing_keeps_the_former_index_for_its_readers_and_drops_older_ones(tmp_path):
    place = Place(tmp_path)
    folders = []
    engine = TantivyEngine(place)
    for title in ("秤一", "秤二", "秤三"):
        folders.append(filled(place, title))
        place.publish(folders[-1])
        assert [hit.document.title for hit in engine.search(Request(parse("秤"))).hits] == [title]
    assert [folder.exists() for folder in folders] == [False, True, True]


def test_a_cursor_is_read_back_and_a_torn_one_is_the_beginning(tmp_path):
    cursor = Cursor(7, 9, "2026-11-22", 1.5)
    write_cursor(tmp_path, cursor)
    assert read_cursor(tmp_path) == cursor
    for content in ("{", "[]", json.dumps({"row": 1, "unknown": 2}), "null"):
        (tmp_path / "cursor.json").write_text(content)
        assert read_cursor(tmp_path) == Cursor()


def test_a_held_lock_is_refused(tmp_path):
    place = Place(tmp_path)
    with place.lock("writer"):
        with place.lock("rebuild"):
            pass
        with pytest.raises(IndexBusy), place.lock("writer"):
            pass
    with place.lock("writer"):
        pass


def test_threads_search_while_the_index_changes(tmp_path):
    place = Place(tmp_path)
    place.publish(filled(place, "秤"))
    reader, writer = TantivyEngine(place), TantivyEngine(place)
    faults, stop = [], threading.Event()

    def look():
        while not stop.is_set():
            try:
                assert reader.search(Request(parse("秤"), facets=("kind", "year"))).total >= 1
            except Exception as fault:  # noqa: BLE001  collected and asserted below
                faults.append(fault)

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for at in range(20):
        writer.apply(Batch([Document("mark", str(at), f"秤 {at}", "/")]), Cursor(row=at))
    for at in range(3):
        place.publish(filled(place, f"秤 {at}"))
    stop.set()
    for thread in threads:
        thread.join()
    assert not faults
