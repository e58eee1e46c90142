from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.checkpoints import Checkpoint, sign_checkpoint
from quanheng.core.trust.errors import Malformed, NotProven, TrustError
from quanheng.core.trust.notes import Note, VerifierKey
from quanheng.core.trust.policy_file import Peer, Policy
from quanheng.core.trust.proofs import Proof
from tests.core.trust.keys import LOG, ORIGIN, OTHER_LOG_KEY, QUANTUM_WITNESS
from tests.core.trust.proof_files import BAD_FILES, ENTRIES, FILE, FIRST, LEAVES, POLICY, PROOF, proof_of


@pytest.fixture(scope="module")
def published(vectors):
    return vectors("tlog_tiles")


def published_policy(published):
    log, witnesses = VerifierKey.parse(published["log_vkey"]), published["witness_vkeys"]
    lines = [f"log {log}", *(f"witness w{n} {key}" for n, key in enumerate(witnesses)), "group both all w0 w1"]
    return Policy.parse("\n".join([*lines, "quorum both", ""]).encode())


def test_the_published_proof_verifies_and_is_written_the_same(published):
    proof = Proof.parse(published["tlog_proof_65536"].encode())
    assert proof.to_bytes() == published["tlog_proof_65536"].encode()
    signed = proof.verify(b"entry-65536", published_policy(published))
    assert (signed.checkpoint.size, len(signed.cosigned)) == (70_000, 2)


def test_the_published_checkpoint_satisfies_its_policy(published):
    signed = published_policy(published).open(published["checkpoint_70000"].encode())
    assert signed.checkpoint.root.hex() == published["roots"]["70000"]


@given(st.integers(0, 299), st.none() | st.binary(max_size=50))
def test_every_proof_comes_back_from_its_file_and_verifies_offline(index, extra):
    proof = proof_of(index, extra=extra)
    assert Proof.parse(proof.to_bytes()) == proof
    signed = proof.verify(ENTRIES[index], POLICY)
    assert [one.at for one in signed.cosigned] == [1_790_000_000, 1_790_000_001]


@given(st.integers(0, 299))
def test_a_proof_holds_for_its_entry_only(other):
    if other != PROOF.index:
        with pytest.raises(NotProven):
            PROOF.verify(ENTRIES[other], POLICY)


@given(st.integers(0, len(FILE) - 1), st.integers(0, 7))
def test_a_proof_with_any_bit_flipped_is_refused(position, bit):
    changed = bytearray(FILE)
    changed[position] ^= 1 << bit
    with pytest.raises(TrustError):
        Proof.parse(bytes(changed)).verify(ENTRIES[7], POLICY)


def test_a_proof_without_its_quorum_is_refused():
    with pytest.raises(NotProven, match="quorum"):
        proof_of(7, cosigned=1).verify(ENTRIES[7], POLICY)


def test_a_proof_of_a_log_or_key_that_the_policy_does_not_name_is_refused():
    with pytest.raises(NotProven):
        proof_of(7, log=OTHER_LOG_KEY).verify(ENTRIES[7], POLICY)
    elsewhere = Policy((Peer("log.example/b", VerifierKey("log.example/b", LOG.algorithm, LOG.backend.public)),))
    with pytest.raises(NotProven, match="does not name"):
        PROOF.verify(ENTRIES[7], elsewhere)


def test_extra_data_changes_nothing_that_is_verified():
    assert proof_of(7, extra=b"a").verify(ENTRIES[7], POLICY) == proof_of(7, extra=b"b").verify(ENTRIES[7], POLICY)


def test_a_key_beside_the_policy_must_hold_but_counts_for_nothing():
    note = Note.parse(proof_of(7, cosigned=1).checkpoint)
    beside = OTHER_LOG_KEY.sign(note.text)
    with pytest.raises(NotProven, match="quorum"):
        POLICY.open(note.with_lines([beside]).to_bytes(), also=[OTHER_LOG_KEY.verifier])
    full = Note.parse(PROOF.checkpoint)
    opened = POLICY.open(full.with_lines([beside]).to_bytes(), also=[OTHER_LOG_KEY.verifier])
    assert opened.cosigned[-1].key == OTHER_LOG_KEY.verifier
    stolen = OTHER_LOG_KEY.sign(b"other\n")
    with pytest.raises(NotProven):
        POLICY.open(full.with_lines([stolen]).to_bytes(), also=[OTHER_LOG_KEY.verifier])


@pytest.mark.parametrize("text", BAD_FILES)
def test_a_proof_file_with_another_spelling_is_refused(text):
    with pytest.raises(Malformed):
        Proof.parse(text.encode())


def test_a_proof_file_is_bounded():
    with pytest.raises(Malformed, match="longer"):
        Proof.parse(FILE + b"x" * 1_000_000)


def test_a_proof_that_no_reader_would_take_is_not_written():
    for wrong in (
        Proof(-1, (), b"x\n"),
        Proof(0, (b"short",), b"x\n"),
        Proof(0, (bytes(32),) * 64, b"x\n"),
    ):
        with pytest.raises(Malformed):
            wrong.to_bytes()


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (FIRST + "\nindex 0\n\n" + text).encode()))
def test_no_bytes_make_the_reader_fail_otherwise(data):
    with suppress(TrustError):
        proof = Proof.parse(data)
        assert proof.to_bytes() == data
        proof.verify(b"", POLICY)


def test_an_ml_dsa_witness_may_be_asked_for():
    head = Checkpoint(ORIGIN, 1, LEAVES[0])
    note = Note.parse(sign_checkpoint(head, [LOG])).with_lines([QUANTUM_WITNESS.sign(head.text(), 5)])
    policy = Policy((Peer(ORIGIN, LOG.verifier),), (Peer("pq", QUANTUM_WITNESS.verifier),), (), "pq")
    assert Policy.parse(policy.to_bytes()) == policy
    assert Proof(0, (), note.to_bytes()).verify(ENTRIES[0], policy).cosigned[0].at == 5
