import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from quanheng.core.trust.errors import Malformed, NotProven
from quanheng.core.trust.merkle import EMPTY_ROOT, consistency_proof, leaf_hashes, root_of
from quanheng.core.trust.notes import Note
from quanheng.core.trust.witness import AddCheckpoint, Witness, cosignatures, request_body
from tests.core.trust.keys import LOG, ORIGIN, OTHER_LOG_KEY, QUANTUM_WITNESS, WITNESSES

KEYS = (WITNESSES[0], QUANTUM_WITNESS)
LEAVES = leaf_hashes(b"entry-%d" % n for n in range(600))
NOW = 1_790_000_000


class Memory:
    """A store in memory; ``between`` runs once between looking and replacing."""

    def __init__(self):
        self.kept = {}
        self.between = None

    def latest(self, origin):
        return self.kept.get(origin)

    def replace(self, origin, old, new):
        if self.between:
            between, self.between = self.between, None
            between()
        if self.kept.get(origin) != old:
            return False
        self.kept[origin] = new
        return True


@pytest.fixture
def witness():
    return Witness(KEYS, {ORIGIN: [LOG.verifier]}, Memory())


def checkpoint(size, leaves=LEAVES, root=None):
    return Checkpoint(ORIGIN, size, root_of(leaves[:size]) if root is None else root)


def asked(old, new, log=LOG, proof=None, head=None):
    """The body that asks to go from ``old`` entries to ``new``."""
    note = sign_checkpoint(head or checkpoint(new), [log])
    if proof is None:
        proof = consistency_proof(old, LEAVES[:new]) if old <= new else []
    return request_body(old, proof, note)


def test_what_grows_is_cosigned_step_by_step(witness):
    for step, (old, new) in enumerate([(0, 3), (3, 256), (256, 257), (257, 600)]):
        answer = witness.add_checkpoint(asked(old, new), NOW + step)
        assert (answer.status, answer.content_type) == (200, "text/plain; charset=utf-8")
        note = Note.parse(sign_checkpoint(checkpoint(new), [LOG]))
        given_ = cosignatures(answer.body, note, [key.verifier for key in KEYS])
        assert [(one.key.name, one.at) for one in given_] == [(key.name, NOW + step) for key in KEYS]
        kept = witness.checkpoint(hashlib.sha256(ORIGIN.encode()).hexdigest())
        opened = open_checkpoint(kept.body, ORIGIN, [LOG.verifier], [key.verifier for key in KEYS])
        assert (kept.status, opened.checkpoint, len(opened.cosigned)) == (200, checkpoint(new), 2)


def test_the_first_checkpoint_needs_no_proof_and_takes_none(witness):
    assert witness.add_checkpoint(asked(0, 5, proof=[bytes(32)]), NOW).status == 422
    assert witness.add_checkpoint(asked(0, 5), NOW).status == 200


def test_the_same_checkpoint_is_cosigned_again(witness):
    witness.add_checkpoint(asked(0, 5), NOW)
    assert witness.add_checkpoint(asked(5, 5), NOW + 60).status == 200
    assert witness.store.latest(ORIGIN).at == NOW + 60


def test_an_empty_log_is_cosigned_with_the_root_of_nothing_only(witness):
    assert witness.add_checkpoint(asked(0, 0, head=checkpoint(0, root=bytes(32))), NOW).status == 422
    assert witness.add_checkpoint(asked(0, 0), NOW).status == 200
    assert witness.store.latest(ORIGIN).checkpoint.root == EMPTY_ROOT
    assert witness.add_checkpoint(asked(0, 7), NOW).status == 200


def test_a_request_that_is_none_is_answered_400(witness):
    good = asked(0, 5).decode()
    hashes = "".join("A" * 43 + "=\n" for _ in range(64))
    for wrong in [
        "",
        "old 0\n",
        good.replace("old 0", "old 00"),
        good.replace("old 0", "old"),
        good.replace("old 0", "old -1"),
        good.replace("old 0", "Old 0"),
        good.replace("old 0", "old 0\nAAAA"),
        good.replace("old 0", "old 0\nnot base64"),
        good.replace("old 0\n", "old 0\n" + hashes),
        good.replace("\n", "\r\n"),
        good.replace("old 0\n\n", "old 0\n"),
        good.replace("\n5\n", "\n05\n"),
        good + "more",
        good + "\n",
        "\ufeff" + good,
        "x" * 1_000_001,
    ]:
        assert witness.add_checkpoint(wrong.encode(), NOW).status == 400, wrong[:60]
    assert witness.add_checkpoint(b"\xff", NOW).status == 400
    assert witness.store.kept == {}


def test_an_old_size_beyond_the_checkpoint_is_answered_400(witness):
    witness.add_checkpoint(asked(0, 5), NOW)
    assert witness.add_checkpoint(asked(6, 5), NOW).status == 400


def test_an_unknown_origin_is_answered_404(witness):
    body = asked(0, 5).replace(ORIGIN.encode(), b"log.example/unknown")
    assert witness.add_checkpoint(body, NOW).status == 404
    assert witness.checkpoint("00" * 32).status == 404
    assert witness.checkpoint(hashlib.sha256(ORIGIN.encode()).hexdigest()).status == 404


def test_a_checkpoint_that_its_log_did_not_sign_is_answered_403(witness):
    assert witness.add_checkpoint(asked(0, 5, log=OTHER_LOG_KEY), NOW).status == 403
    note = Note.parse(sign_checkpoint(checkpoint(5), [LOG]))
    stolen = Note(checkpoint(6).text(), note.lines).to_bytes()
    assert witness.add_checkpoint(request_body(0, [], stolen), NOW).status == 403


def test_another_old_size_is_answered_409_with_the_size_it_has(witness):
    witness.add_checkpoint(asked(0, 256), NOW)
    for old in (0, 255, 257):
        answer = witness.add_checkpoint(asked(old, 600), NOW)
        assert (answer.status, answer.body, answer.content_type) == (409, b"256\n", "text/x.tlog.size")
    answer = Witness(KEYS, witness.logs, Memory()).add_checkpoint(asked(3, 5), NOW)
    assert (answer.status, answer.body) == (409, b"0\n")


def test_two_roots_for_one_size_are_answered_422(witness):
    witness.add_checkpoint(asked(0, 256), NOW)
    other = checkpoint(256, root=bytes(32))
    assert witness.add_checkpoint(asked(256, 256, head=other), NOW).status == 422
    assert witness.store.latest(ORIGIN).checkpoint == checkpoint(256)


def test_a_fork_is_answered_422_and_changes_nothing(witness):
    witness.add_checkpoint(asked(0, 256), NOW)
    fork = leaf_hashes(b"other-%d" % n for n in range(300))
    body = asked(256, 300, proof=consistency_proof(256, fork), head=checkpoint(300, fork))
    assert witness.add_checkpoint(body, NOW).status == 422
    for proof in ([], consistency_proof(255, LEAVES[:300]), [*consistency_proof(256, LEAVES[:300]), bytes(32)]):
        assert witness.add_checkpoint(asked(256, 300, proof=proof), NOW).status == 422
    assert witness.store.latest(ORIGIN).checkpoint == checkpoint(256)


def test_of_two_at_once_one_is_cosigned_and_nothing_rolls_back(witness):
    witness.add_checkpoint(asked(0, 3), NOW)
    answers = []
    witness.store.between = lambda: answers.append(witness.add_checkpoint(asked(3, 600), NOW))
    answers.append(witness.add_checkpoint(asked(3, 256), NOW))
    assert [(answer.status, answer.body) for answer in answers][1] == (409, b"600\n")
    assert answers[0].status == 200
    assert witness.store.latest(ORIGIN).checkpoint.size == 600


def test_a_witness_whose_clock_runs_behind_signs_nothing(witness):
    witness.add_checkpoint(asked(0, 3), NOW)
    assert witness.add_checkpoint(asked(3, 5), NOW - 1).status == 503
    assert witness.store.latest(ORIGIN).checkpoint.size == 3
    assert witness.add_checkpoint(asked(3, 5), NOW).status == 200


def test_only_the_logs_own_lines_are_kept_beside_the_cosignatures(witness):
    note = Note.parse(sign_checkpoint(checkpoint(5), [LOG]))
    noise = note.with_lines([OTHER_LOG_KEY.sign(note.text), WITNESSES[2].sign(note.text, 1)]).to_bytes()
    assert witness.add_checkpoint(request_body(0, [], noise), NOW).status == 200
    names = [line.name for line in Note.parse(witness.store.latest(ORIGIN).note).lines]
    assert names == [ORIGIN, *(key.name for key in KEYS)]


def test_a_witness_signs_with_keys_for_cosignatures_only():
    for keys in ((), (LOG,)):
        with pytest.raises(Malformed):
            Witness(keys, {}, Memory())


def test_an_answer_without_a_cosignature_that_was_asked_for_is_refused(witness):
    body = witness.add_checkpoint(asked(0, 5), NOW).body
    note = Note.parse(sign_checkpoint(checkpoint(5), [LOG]))
    with pytest.raises(NotProven):
        cosignatures(body, note, [WITNESSES[1].verifier])
    with pytest.raises(NotProven):
        cosignatures(body, Note.parse(sign_checkpoint(checkpoint(6), [LOG])), [WITNESSES[0].verifier])
    for wrong in (b"", b"text\n\n" + body, body[:-1]):
        with pytest.raises(Malformed):
            cosignatures(wrong, note, [WITNESSES[0].verifier])


def test_a_request_is_read_as_it_was_written():
    body = asked(3, 256)
    request = AddCheckpoint.parse(body)
    assert (request.old, request.checkpoint) == (3, checkpoint(256))
    assert request_body(request.old, request.proof, request.note.to_bytes()) == body


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: ("old 0\n" + text).encode()))
def test_no_request_makes_the_witness_fail(data):
    assert Witness(KEYS[:1], {ORIGIN: [LOG.verifier]}, Memory()).add_checkpoint(data, NOW).status == 400
