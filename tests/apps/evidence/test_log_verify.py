"""One changed byte anywhere is found and named. The tamperer is root on the database: triggers are out of the way."""

from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from quanheng.apps.evidence.actions.seal import seal
from quanheng.apps.evidence.log import outside
from quanheng.apps.evidence.log.checking import check
from quanheng.apps.evidence.models import Checkpoint, Cosignature, Entry, Event, EventBatch, Tile
from quanheng.apps.evidence.public import record
from quanheng.apps.evidence.seal_kinds import SealKind
from quanheng.apps.people.events import OrganisationRegistered
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.notes import Note
from quanheng.core.trust.tree_head import Checkpoint as TreeHead
from quanheng.kernel.actor import system_actor
from quanheng.kernel.files import CSV, path_of, store
from quanheng.kernel.subjects import Subject
from tests.apps.evidence.logs import grow, numbered
from tests.core.trust.keys import WITNESSES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_home")]
CONTENT = {"D1": Digest.of(b"plan")}


@pytest.fixture(autouse=True)
def whole(moment, monkeypatch, log_home, settings, tmp_path):
    """A log of two checkpoints and 604 entries, among them a batch of three events and a seal."""
    settings.FILES = tmp_path / "files"
    kind = SealKind("test.thing", "试", CONTENT.get)
    monkeypatch.setattr("quanheng.apps.evidence.seal_kinds._kinds", {"test.thing": kind})
    with transaction.atomic():
        for key in ("O1", "O2", "O3"):
            told = OrganisationRegistered(key, key, "other")
            record(told, actor=system_actor("loader"), subject=Subject("organisation", key), now=moment)
        seal(kind="test.thing", subject=Subject("draw", "D1"), digest=CONTENT["D1"], now=moment)
    grow(moment, *numbered(300))
    grow(moment, *numbered(302, 300))


def as_root(statement: str, *values: object) -> None:
    """A statement the triggers would refuse, as somebody would run it who owns the database."""
    table = statement.split()[1] if statement.startswith("UPDATE") else statement.split()[2]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (trigger,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute(statement, values)


def found() -> list[str]:
    return [str(one) for one in check()]


def flipped(data: bytes, at: int = 0) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_an_untouched_log_has_no_faults():
    assert Entry.objects.count() == 604
    assert found() == []


@pytest.mark.parametrize("index", [0, 255, 256, 400, 603])
def test_a_byte_of_an_entry_is_found_and_the_entry_named(index):
    data = bytes(Entry.objects.get(index=index).data)
    as_root('UPDATE evidence_entry SET data = %s WHERE "index" = %s', flipped(data), index)
    told = found()
    assert f"条目\t第 {index} 条被改动" in told
    assert not [line for line in told if line.startswith(("树块", "检查点", "状态"))], told


def test_an_entry_changed_together_with_its_hash_is_found():
    as_root('UPDATE evidence_entry SET data = %s, leaf = %s WHERE "index" = 7', b"forged", bytes(32))
    assert "条目\t第 7 条被改动" in found()


@pytest.mark.parametrize("index", [3, 603])
def test_a_removed_entry_is_named(index):
    as_root('DELETE FROM evidence_entry WHERE "index" = %s', index)
    assert f"条目\t第 {index} 条缺失" in found()


@pytest.mark.parametrize(("level", "index", "name"), [(0, 1, "tile/0/001"), (0, 2, "tile/0/002.p/92"), (1, 0, "1/000")])
def test_a_byte_of_a_tile_is_found_and_the_tile_named(level, index, name):
    tile = Tile.objects.get(level=level, index=index)
    as_root("UPDATE evidence_tile SET data = %s WHERE id = %s", flipped(bytes(tile.data), 40), tile.pk)
    told = found()
    assert [line for line in told if line.startswith("树块") and name in line], told


def test_a_byte_of_an_event_is_found_and_the_event_named():
    event = Event.objects.order_by("pk")[1]
    as_root("UPDATE evidence_event SET actor = 'system:nobody' WHERE id = %s", event.pk)
    assert found() == [f"事件\t第 {event.pk} 号被改动"]


def test_a_changed_payload_a_removed_event_and_one_slipped_in_are_named():
    first, second, third = Event.objects.order_by("pk").values_list("pk", flat=True)
    as_root("UPDATE evidence_event SET payload = %s WHERE id = %s", '{"key": "O9"}', first)
    as_root("DELETE FROM evidence_event WHERE id = %s", third)
    columns = "kind, subject_kind, subject_key, payload, actor, office, at, public"
    as_root(
        f"INSERT INTO evidence_event (id, {columns}) SELECT 999, {columns} FROM evidence_event WHERE id = %s", second
    )
    assert found() == [
        f"事件\t第 {first} 号被改动",
        f"事件\t第 {third} 号被删除",
        "事件\t第 999 号没有进入任何一批存证",
    ]


def test_kept_leaves_that_are_changed_with_the_event_do_not_fit_the_entry():
    batch = EventBatch.objects.get()
    as_root("UPDATE evidence_eventbatch SET leaves = %s WHERE id = %s", flipped(bytes(batch.leaves)), batch.pk)
    (told,) = found()
    assert told.startswith("事件批")


@pytest.mark.parametrize("column", ["note", "root", "size"])
def test_a_byte_of_a_checkpoint_is_found_and_the_checkpoint_named(column):
    row = Checkpoint.objects.order_by("id")[0]
    changed = {"note": row.note.replace("302", "303"), "root": flipped(bytes(row.root)), "size": 301}
    as_root(f"UPDATE evidence_checkpoint SET {column} = %s WHERE id = %s", changed[column], row.pk)
    (told,) = found()
    assert told.startswith(f"检查点\t第 {row.pk} 个")


@pytest.mark.parametrize("at", [5, 20, -6])
def test_a_byte_of_a_witness_s_signature_is_found_and_the_checkpoint_named(settings, tmp_path, moment, at):
    row = Checkpoint.objects.order_by("id")[1]
    line = str(WITNESSES[0].sign(Note.parse(row.note.encode()).text, 1_790_000_000))
    Cosignature.objects.create(checkpoint=row, witness="institute", line=line, at=moment)
    settings.LOG_POLICY = tmp_path / "policy"
    settings.LOG_POLICY.write_text(f"witness institute {WITNESSES[0].verifier}\nquorum institute\n")
    assert found() == []
    blob = line.rstrip("\n")
    changed = blob[:at] + ("A" if blob[at] != "A" else "B") + blob[at:][1:]
    as_root("UPDATE evidence_cosignature SET line = %s", changed)
    (told,) = found()
    assert told.startswith(f"检查点\t第 {row.pk} 个")


def test_a_changed_state_is_found():
    as_root("UPDATE evidence_logstate SET size = 10")  # the edge says otherwise: a row of its own is not believed
    edge = b"\0" * 7 + b"\x01" + bytes(32)
    as_root("UPDATE evidence_logstate SET edge = %s", edge)
    assert [line for line in found() if line.startswith(("状态", "条目", "检查点"))]


def test_a_record_outside_that_contradicts_the_log_is_found():
    head = outside.read()
    outside.write(TreeHead(head.origin, head.size, bytes(32)))
    assert found() == ["库外记录\t最后签署的 604 条与日志不一致"]


def test_a_byte_of_a_file_is_found_and_the_file_named():
    file = store(BytesIO(b"a,b\n1,2\n"), name="list.csv", allowed=(CSV,))
    path = path_of(file)
    path.chmod(0o644)
    path.write_bytes(flipped(path.read_bytes()))
    (told,) = found()
    assert told.startswith(f"文件\t{file.sha256}")


def test_a_changed_seal_and_a_changed_record_are_named(monkeypatch):
    monkeypatch.setitem(CONTENT, "D1", Digest.of(b"another plan"))
    (told,) = found()
    assert told.startswith("记录")
    as_root("UPDATE evidence_seal SET sha256 = %s", Digest.of(b"another plan").sha256.hex())
    assert [line for line in found() if line.startswith("存证")]


def test_the_command_says_it_and_ends_with_code_1(moment):
    out = StringIO()
    call_command("log", "verify", stdout=out)
    assert "604" in out.getvalue()
    as_root("UPDATE evidence_event SET actor = 'x'")
    with pytest.raises(CommandError, match="3"):
        call_command("log", "verify", stdout=out)
    assert "号被改动" in out.getvalue()
