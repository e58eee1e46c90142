import stat

import pytest
from django.db import DatabaseError, connection, transaction

from quanheng.apps.evidence.log import keys, outside, reading, runner, sequencing, signing, storage
from quanheng.apps.evidence.log.exclusive import hold
from quanheng.apps.evidence.log.faults import Busy, Inconsistent
from quanheng.apps.evidence.models import Checkpoint, Entry, Event, EventBatch, LogState, Pending, Tile, UnsealedEvent
from quanheng.core.trust.bundles import unpack
from quanheng.core.trust.checkpoints import open_checkpoint
from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.merkle import leaf_hash, root_of, verify_consistency, verify_inclusion
from quanheng.core.trust.notes import VerifierKey
from quanheng.core.trust.tiles import inclusion_from_tiles
from quanheng.core.trust.tree_head import Checkpoint as TreeHead
from tests.apps.evidence.logs import grow, numbered, size, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_home")]


def opened(checkpoint):
    state = storage.read_state()
    return open_checkpoint(checkpoint.note.encode(), state.origin, [VerifierKey.parse(state.key)]).checkpoint


def test_what_waits_is_numbered_from_zero_without_gaps_and_signed(moment):
    entries = numbered(3)
    checkpoint = grow(moment, *entries)
    assert list(Entry.objects.order_by("index").values_list("index", flat=True)) == [0, 1, 2]
    assert reading.read_entries(0, 3) == entries
    assert not Pending.objects.exists()
    head = opened(checkpoint)
    assert (head.origin, head.size, head.root) == ("log.example/evidence", 3, root_of([leaf_hash(e) for e in entries]))
    assert outside.read() == head


@pytest.mark.parametrize("count", [1, 255, 256, 257, 600])
def test_every_entry_is_proved_from_the_tiles_for_every_checkpoint_there_was(
    moment, count, django_assert_max_num_queries
):
    entries = numbered(count)
    heads = [opened(grow(moment, *entries[: count // 2 or 1])), opened(grow(moment, *entries[count // 2 or 1 :]))]
    for head in heads:
        for index in {0, head.size // 2, head.size - 1}:
            proof = inclusion_from_tiles(reading.read_tile, index, head.size)
            verify_inclusion(index, head.size, leaf_hash(entries[index]), proof, head.root)
            with django_assert_max_num_queries(1):
                assert reading.inclusion(index, head.size) == proof
    with django_assert_max_num_queries(1):
        proof = reading.consistency(heads[0].size, heads[1].size)
    verify_consistency(heads[0].size, heads[1].size, heads[0].root, heads[1].root, proof)


def test_a_narrower_tile_is_the_beginning_of_a_wider_one_and_a_wider_one_is_not_there(moment):
    grow(moment, *numbered(20))
    grow(moment, *numbered(10, 20))
    assert reading.read_tile(0, 0, 20) == b"".join(leaf_hash(e) for e in numbered(20))
    assert unpack(reading.read_bundle(0, 20), 20) == numbered(20)
    with pytest.raises(LookupError):
        reading.read_tile(0, 0, 31)
    with pytest.raises(LookupError):
        reading.read_bundle(0, 31)
    assert Tile.objects.count() == 1, "only the widest is kept"


def test_the_key_is_made_once_and_nobody_else_may_read_it(moment, log_home):
    grow(moment, b"a")
    key = log_home / "ed25519.pem"
    before = key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    grow(moment, b"b")
    assert key.read_bytes() == before


def test_events_go_in_as_one_entry_a_batch_and_each_only_once(moment, told):
    first = grow(moment)
    assert (first.size, UnsealedEvent.objects.count()) == (1, 0)
    batch = EventBatch.objects.get()
    assert batch.members == str(Event.objects.get().pk)
    assert grow(moment).pk == first.pk, "nothing new, nothing signed"


def test_the_entry_of_events_holds_no_word_of_them(moment, told):
    grow(moment)
    (entry,) = reading.read_entries(0, 1)
    event = Event.objects.get()
    assert not [
        word for word in (event.subject_key, event.kind, *map(str, event.payload.values())) if word.encode() in entry
    ]


def test_a_bounded_batch_leaves_the_rest_for_the_next(moment):
    submit(*numbered(7))
    assert [sequencing.advance(now=moment, most=3) for _ in range(4)] == [3, 3, 1, 0]
    assert reading.read_entries(0, 7) == numbered(7)


class TestRefusals:
    def refused(self, moment, words):
        with pytest.raises(Inconsistent, match=words):
            grow(moment, b"one more")
        assert Checkpoint.objects.count() == 1

    @pytest.fixture(autouse=True)
    def signed(self, moment, log_home):
        grow(moment, *numbered(5))

    def test_a_root_that_is_not_the_signed_one_is_not_signed(self, moment):
        head = outside.read()
        outside.write(type(head)(head.origin, head.size, bytes(32)))
        self.refused(moment, "不一致")

    def test_fewer_entries_than_were_signed_are_a_restored_backup(self, moment):
        head = outside.read()
        outside.write(type(head)(head.origin, 9, head.root))
        self.refused(moment, "已经签署过 9 条")

    def test_a_longer_log_with_another_beginning_is_not_signed(self, moment):
        head = outside.read()
        outside.write(type(head)(head.origin, 4, head.root))
        self.refused(moment, "前 4 条日志")

    def test_without_the_record_outside_nothing_is_signed(self, moment):
        outside.place().unlink()
        self.refused(moment, "最后签署记录")

    def test_a_damaged_record_outside_is_said_to_be_damaged(self, moment):
        outside.place().write_bytes(b"x")
        self.refused(moment, "已损坏")

    def test_a_log_does_not_go_on_without_its_key(self, moment, log_home):
        (log_home / "ed25519.pem").unlink()
        self.refused(moment, "签名私钥")

    def test_a_log_does_not_go_on_under_another_key(self, moment, log_home, settings, tmp_path):
        settings.LOG_HOME = tmp_path / "other"
        keys.load("x", "")
        outside.write(TreeHead("log.example/evidence", 0, bytes(32)))
        self.refused(moment, "不是这个日志的私钥")

    def test_a_log_keeps_its_name(self, moment, settings):
        settings.LOG_ORIGIN = "another.example/log"
        self.refused(moment, "日志名已定为")

    def test_an_edge_that_does_not_fit_the_tiles_is_not_signed(self, moment):
        edge, _ = storage.read_state().edge.append([bytes(32)] * 5)
        LogState.objects.update(size=10, edge=edge.to_bytes())
        self.refused(moment, "与树块不一致")

    def test_why_is_kept_for_those_who_look_and_gone_when_it_is_well_again(self, moment):
        outside.place().rename(outside.place().with_name("away"))
        sequencer = runner.Sequencer()
        with hold() as held:
            with pytest.raises(Inconsistent) as refusal:
                sequencer.round(held)
            sequencer.refused(refusal.value)
            assert "最后签署记录" in storage.read_state().halted
            outside.place().with_name("away").rename(outside.place())
            sequencer.round(held)
        assert storage.read_state().halted == ""


def test_only_one_is_the_sequencer(moment):
    with hold(), pytest.raises(Busy):
        runner.catch_up(now=moment)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_entry SET data = data",
        "DELETE FROM evidence_entry",
        "UPDATE evidence_checkpoint SET size = 0",
        "DELETE FROM evidence_tile",
        "UPDATE evidence_tile SET level = 5",
        "UPDATE evidence_eventbatch SET members = ''",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(moment, told, statement):
    grow(moment, b"a")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_tile_grows_at_its_end_alone(moment):
    grow(moment, b"a")
    tile = Tile.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Tile.objects.filter(pk=tile.pk).update(data=bytes(64))
    Tile.objects.filter(pk=tile.pk).update(data=bytes(tile.data) + bytes(32))


def test_entries_that_a_bundle_cannot_carry_are_refused_before_they_are_numbered(moment):
    with pytest.raises(Malformed), transaction.atomic():
        storage.append(storage.lock_state().edge, [bytes(65536)])
    assert size() == 0


def test_the_checks_of_a_start_pass_on_a_new_and_on_a_grown_log(moment):
    signing.open_log()
    grow(moment, *numbered(300))
    signing.open_log()
