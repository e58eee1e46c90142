"""``quanheng log …`` as an operator types it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quanheng.apps.evidence.log import outside, reading, runner
from quanheng.apps.evidence.models import Entry, Event, Seal
from quanheng.core.trust.bundles import unpack
from quanheng.core.trust.checkpoints import open_checkpoint
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.notes import VerifierKey
from quanheng.core.trust.policy_file import Policy
from quanheng.core.trust.tiles import bundles_of, tiles_of
from quanheng.core.trust.tree_head import Checkpoint as TreeHead
from quanheng.web import offline
from tests.apps.evidence.logs import grow, numbered, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_home")]


def log(*arguments: object) -> str:
    out = StringIO()
    call_command("log", *map(str, arguments), stdout=out)
    return out.getvalue()


def refused(*arguments: object) -> str:
    with pytest.raises(CommandError) as fault:
        log(*arguments)
    return str(fault.value)


class TestStatus:
    def test_a_new_log_says_that_there_is_nothing_yet(self):
        lines = dict(line.split("\t") for line in log("status").splitlines())
        assert (lines["日志名"], lines["条目数"], lines["最新检查点"], lines["库外记录"]) == ("—", "0", "—", "—")

    def test_it_says_what_is_signed_what_waits_and_why_it_stopped(self, moment):
        grow(moment, *numbered(3))
        submit(b"waits")
        lines = dict(line.split("\t") for line in log("status").splitlines())
        assert lines["日志名"] == "log.example/evidence"
        assert (lines["条目数"], lines["等待编号的存证"], lines["最新检查点"]) == ("3", "1", "3 条")
        assert lines["根"] == reading.latest().root.hex()
        outside.place().write_bytes(b"x")
        runner.Sequencer().refused(RuntimeError("为什么"))
        lines = dict(line.split("\t") for line in log("status").splitlines())
        assert (lines["库外记录"], lines["停签原因"]) == ("已损坏", "为什么")


class TestAppend:
    @pytest.fixture
    def file(self, tmp_path):
        def make(name: str, content: bytes):
            path = tmp_path / name
            path.write_bytes(content)
            return path

        return make

    def test_files_are_sealed_by_their_digest_and_the_act_is_an_event(self, file):
        said = log("append", file("a.txt", b"a"), file("b.txt", b"b"))
        assert said == f"{Digest.of(b'a').sha256.hex()}\ta.txt\n{Digest.of(b'b').sha256.hex()}\tb.txt\n"
        assert [event.kind for event in Event.objects.all()] == ["evidence.file_sealed"] * 2
        assert "共 3 条" in log("sequencer", "--once"), "two files, and one batch of their events"
        assert b"a.txt" in reading.read_entries(0, 1)[0]

    def test_the_same_file_again_is_the_same_seal(self, file):
        assert log("append", file("a.txt", b"a")) == log("append", file("a.txt", b"a"))
        assert (Seal.objects.count(), Event.objects.count()) == (1, 1)

    @pytest.mark.parametrize("relation", ["revokes", "replaces"])
    def test_a_file_ends_an_earlier_entry(self, file, relation):
        log("append", file("a.txt", b"a"))
        log("sequencer", "--once")
        log("append", file("b.txt", b"b"), f"--{relation}", 0)
        later = Seal.objects.latest("id")
        assert (later.relation, later.of.subject_key) == (relation, "a.txt")

    def test_what_is_no_seal_cannot_be_ended(self, file, moment):
        grow(moment, b"something")
        assert "第 0 条不是一项存证" in refused("append", file("b.txt", b"b"), "--revokes", 0)
        assert "第 9 条不是一项存证" in refused("append", file("b.txt", b"b"), "--replaces", 9)
        assert not Seal.objects.exists()

    def test_a_file_that_is_not_there_stops_it(self, tmp_path):
        assert "没有完成" in refused("append", tmp_path / "nothing")
        assert not Seal.objects.exists()


class TestMirror:
    def test_before_anything_is_signed_there_is_nothing_to_copy(self, tmp_path):
        assert "还没有签署过检查点" in refused("mirror", tmp_path / "mirror")

    def test_it_is_the_whole_log_in_the_layout_of_its_addresses(self, moment, tmp_path, client):
        folder = tmp_path / "mirror"
        entries = numbered(300)
        grow(moment, *entries)
        assert "300 条" in log("mirror", folder)
        files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for name, content in files.items():
            assert client.get(f"/log/{name}").content == content, name
        assert set(files) == {"checkpoint", "policy", *map(str, [*tiles_of(300), *bundles_of(300)])}
        assert unpack(files["tile/entries/001.p/44"], 44) == entries[256:]

    def test_a_further_run_writes_what_is_new_and_drops_what_a_wider_tile_replaces(self, moment, tmp_path):
        folder = tmp_path / "mirror"
        grow(moment, *numbered(300))
        log("mirror", folder)
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
        grow(moment, *numbered(300, 300))
        assert "600 条" in log("mirror", folder)
        kept = {path for path, at in before.items() if path.exists() and path.stat().st_mtime_ns == at}
        assert {path.relative_to(folder).as_posix() for path in kept} == {"tile/0/000", "tile/entries/000"}
        assert not list(folder.rglob("*.p/44")), "the tile is full by now"
        policy = Policy.parse((folder / "policy").read_bytes())
        assert policy.open((folder / "checkpoint").read_bytes()).checkpoint.size == 600


class TestAdopt:
    @pytest.fixture
    def checkpoint(self, moment, tmp_path):
        grow(moment, *numbered(5))
        grow(moment, *numbered(5, 5))
        path = tmp_path / "checkpoint"
        path.write_bytes(reading.published(reading.latest()))
        return path

    @pytest.mark.parametrize("lose", [lambda path: path.unlink(), lambda path: path.write_bytes(b"damaged")])
    def test_a_lost_record_is_taken_from_the_newest_checkpoint_and_signing_goes_on(self, checkpoint, moment, lose):
        lose(outside.place())
        assert "最后签署记录" in refused("sequencer", "--once")
        assert "已采纳 10 条" in log("adopt", checkpoint)
        assert outside.read().size == 10
        submit(b"more")
        assert "共 11 条" in log("sequencer", "--once")

    def test_it_is_never_set_back(self, checkpoint, moment):
        grow(moment, *numbered(5, 10))
        log("adopt", checkpoint)
        assert outside.read().size == 15

    def test_a_checkpoint_the_log_does_not_contain_is_refused(self, checkpoint, moment):
        head = outside.read()
        from quanheng.apps.evidence.log.keys import load
        from quanheng.core.trust.checkpoints import sign_checkpoint

        outside.place().unlink()
        signers = load(head.origin, "")
        checkpoint.write_bytes(sign_checkpoint(TreeHead(head.origin, 10, bytes(32)), signers))
        assert "不一致" in refused("adopt", checkpoint)
        checkpoint.write_bytes(sign_checkpoint(TreeHead(head.origin, 12, bytes(32)), signers))
        assert "已经签署过 12 条" in refused("adopt", checkpoint)
        assert outside.read() is None

    def test_somebody_else_s_checkpoint_is_refused(self, checkpoint):
        from tests.core.trust.proof_files import PROOF

        outside.place().unlink()
        checkpoint.write_bytes(PROOF.checkpoint)
        assert "没有完成" in refused("adopt", checkpoint)
        checkpoint.write_bytes(b"not a checkpoint")
        assert "没有完成" in refused("adopt", checkpoint)
        assert outside.read() is None


class TestRecover:
    """Bringing back what was lost is in tests/process/test_log_faults.py, on a database that was really set back."""

    @pytest.fixture
    def mirror(self, moment, tmp_path):
        grow(moment, *numbered(300))
        log("mirror", tmp_path / "mirror")
        return tmp_path / "mirror"

    def test_where_nothing_is_missing_nothing_is_brought_back(self, mirror):
        assert "补回 0 条" in log("recover", mirror)
        assert Entry.objects.count() == 300

    @pytest.mark.parametrize("name", ["checkpoint", "tile/entries/000", "tile/entries/001.p/44"])
    def test_a_mirror_with_a_changed_byte_is_refused(self, mirror, name):
        data = bytearray((mirror / name).read_bytes())
        data[20] ^= 1
        (mirror / name).write_bytes(data)
        assert "没有完成" in refused("recover", mirror)

    def test_a_mirror_older_than_what_was_signed_is_refused(self, mirror, moment):
        grow(moment, *numbered(5, 300))
        assert "已经签署过 305 条" in refused("recover", mirror)

    @pytest.mark.parametrize("name", ["checkpoint", "tile/entries/000"])
    def test_an_incomplete_mirror_is_refused(self, mirror, name):
        (mirror / name).unlink()
        assert "没有完成" in refused("recover", mirror)


def test_once_says_how_many_are_signed(moment):
    submit(*numbered(3))
    assert log("sequencer", "--once") == "日志：共 3 条，均已签署\n"
    assert log("sequencer", "--once") == "日志：共 3 条，均已签署\n"


def test_a_downloaded_proof_is_verified_offline_against_the_downloaded_policy(moment, client, tmp_path, capsys):
    content = tmp_path / "公告.txt"
    content.write_bytes("公告".encode())
    log("append", content)
    log("sequencer", "--once")
    proof, policy = tmp_path / "0.tlog-proof", tmp_path / "policy"
    proof.write_bytes(client.get("/log/proof/0.tlog-proof").content)
    policy.write_bytes(client.get("/log/policy").content)
    assert offline.main([str(proof), str(content), "--policy", str(policy)]) == 0
    assert "成立：文件就是存证时的内容" in capsys.readouterr().out
    key = VerifierKey.parse(client.get("/log/key").content.decode().strip())
    assert open_checkpoint(client.get("/log/checkpoint").content, key.name, [key]).checkpoint.size == 2
