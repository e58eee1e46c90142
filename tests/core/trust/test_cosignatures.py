import pytest

from quanheng.core.trust.algorithms import COSIGNATURE, MLDSA44_COSIGNATURE
from quanheng.core.trust.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from quanheng.core.trust.cosignatures import subtree_message
from quanheng.core.trust.errors import Malformed, NotProven
from quanheng.core.trust.notes import Note, SignatureLine, VerifierKey
from tests.core.trust.keys import LOG, ORIGIN, QUANTUM_WITNESS, WITNESSES

HEAD = Checkpoint(ORIGIN, 300, bytes(range(32)))
NOTE = Note.parse(sign_checkpoint(HEAD, [LOG]))
BOTH = pytest.mark.parametrize("witness", [WITNESSES[0], QUANTUM_WITNESS], ids=["Ed25519", "ML-DSA-44"])


@BOTH
def test_a_cosignature_says_when_it_was_given(witness):
    data = NOTE.with_lines([witness.sign(HEAD.text(), 1_790_000_000)]).to_bytes()
    signed = open_checkpoint(data, ORIGIN, [LOG.verifier], [witness.verifier])
    assert [(one.key.name, one.at) for one in signed.cosigned] == [(witness.name, 1_790_000_000)]


@BOTH
@pytest.mark.parametrize("place", [0, 7, 8, -1])
def test_a_cosignature_with_another_time_or_signature_is_refused(witness, place):
    line = witness.sign(HEAD.text(), 1_790_000_000)
    blob = bytearray(line.blob)
    blob[place] ^= 1
    data = NOTE.with_lines([SignatureLine(line.name, line.key_id, bytes(blob))]).to_bytes()
    with pytest.raises(NotProven):
        open_checkpoint(data, ORIGIN, [LOG.verifier], [witness.verifier])


@BOTH
def test_a_cosignature_that_is_cut_short_is_refused(witness):
    line = witness.sign(HEAD.text(), 1)
    data = NOTE.with_lines([SignatureLine(line.name, line.key_id, line.blob[:-1])]).to_bytes()
    with pytest.raises(NotProven, match="length"):
        open_checkpoint(data, ORIGIN, [LOG.verifier], [witness.verifier])


@BOTH
def test_a_cosignature_holds_for_its_checkpoint_only(witness):
    other = Checkpoint(ORIGIN, 301, HEAD.root)
    data = Note.parse(sign_checkpoint(other, [LOG])).with_lines([witness.sign(HEAD.text(), 1)]).to_bytes()
    with pytest.raises(NotProven):
        open_checkpoint(data, ORIGIN, [LOG.verifier], [witness.verifier])


@BOTH
@pytest.mark.parametrize("at", [None, -1, 2**63])
def test_a_cosignature_is_not_given_without_a_time(witness, at):
    with pytest.raises(Malformed, match="time"):
        witness.sign(HEAD.text(), at)


@BOTH
def test_only_checkpoints_are_cosigned(witness):
    with pytest.raises(Malformed):
        witness.sign(b"a note\nabout something\nelse\n", 1)


def test_an_ml_dsa_cosignature_covers_the_bytes_of_the_specification():
    assert subtree_message("w", Checkpoint("lo", 258, bytes([9]) * 32), 1) == (
        b"subtree/v1\n\0\x01w" + bytes(7) + b"\x01\x02lo" + bytes(8) + bytes(6) + b"\x01\x02" + bytes([9]) * 32
    )


def test_an_ml_dsa_cosignature_refuses_what_it_would_not_cover():
    extended = Checkpoint(ORIGIN, 300, HEAD.root, ("more",))
    with pytest.raises(NotProven, match="extension"):
        QUANTUM_WITNESS.sign(extended.text(), 1)
    assert WITNESSES[0].sign(extended.text(), 1).blob
    with pytest.raises(Malformed, match="255"):
        QUANTUM_WITNESS.sign(Checkpoint("o" * 256, 0, bytes(32)).text(), 1)


def test_the_same_key_has_another_id_in_another_algorithm():
    log_key = VerifierKey(ORIGIN, LOG.algorithm, LOG.backend.public)
    witness_key = VerifierKey(ORIGIN, COSIGNATURE, LOG.backend.public)
    assert log_key.key_id != witness_key.key_id
    assert MLDSA44_COSIGNATURE.identifier == b"\x06"
