import pytest

from quanheng.core.trust.algorithms import COSIGNATURE
from quanheng.core.trust.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from quanheng.core.trust.cosignatures import cosigned_message
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.notes import Note, SignerKey, VerifierKey, open_note
from quanheng.core.trust.signers.ed25519 import Ed25519Signer


@pytest.fixture(scope="module")
def published(vectors):
    return vectors("signed_note")


@pytest.fixture(scope="module")
def log(published):
    seed = bytes.fromhex(published["log"]["seed"])
    return SignerKey(published["log"]["name"], Ed25519Signer.from_seed(seed))


@pytest.fixture(scope="module")
def witness(published):
    seed = bytes.fromhex(published["witness"]["seed"])
    return SignerKey(published["witness"]["name"], Ed25519Signer.from_seed(seed), COSIGNATURE)


@pytest.fixture(scope="module")
def keys(log, witness):
    return [log.verifier, witness.verifier]


def test_the_example_of_the_specification_opens(published):
    example = published["c2sp_example"]
    note = open_note(example["note"].encode(), [VerifierKey.parse(example["vkey"])])
    assert note.text == b"This is an example message.\n"


def test_keys_have_the_published_text_form(published, log, witness):
    for key, name in ((log, "log"), (witness, "witness")):
        assert str(key.verifier) == published[name]["vkey"]
        assert key.verifier == VerifierKey.parse(published[name]["vkey"])
        assert key.verifier.public.hex() == published[name]["public"]
        assert key.verifier.key_id.hex() == published[name]["key_id"]


def test_the_published_good_notes_open_with_the_signers_named(published, keys):
    for case in published["valid"]:
        note = open_note(case["note"].encode(), keys)
        assert [one.key.name for one in note.signatures] == case["signers"], case["desc"]
        times = [one.at for one in note.signatures if one.at is not None]
        assert times == [case[part] for part in ("timestamp",) if part in case]


def test_the_published_bad_notes_are_refused(published, keys):
    opened = []
    for case in published["invalid"]:
        try:
            opened.append((case["desc"], open_note(case["note"].encode(), keys)))
        except TrustError:
            continue
    assert opened == []


def test_signing_gives_the_published_bytes(published, log, witness):
    for case in published["valid"]:
        note = Note.parse(case["note"].encode())
        checkpoint = Checkpoint.parse(note.text)
        assert checkpoint.text() == note.text
        signed = Note.parse(sign_checkpoint(checkpoint, [log]))
        assert signed.lines == note.lines[:1]
        if "timestamp" in case:
            cosigned = signed.with_lines([witness.sign(note.text, case["timestamp"])])
            assert cosigned.to_bytes() == case["note"].encode()


def test_a_cosignature_covers_the_published_message(published):
    text = Note.parse(published["valid"][2]["note"].encode()).text
    assert cosigned_message(text, 1790000000) == published["cosigned_message_for_256"].encode()


def test_a_checkpoint_of_the_wrong_origin_is_refused(published, log):
    data = published["valid"][1]["note"].encode()
    assert open_checkpoint(data, log.name, [log.verifier]).checkpoint.size == 1
    with pytest.raises(TrustError, match="another log"):
        open_checkpoint(data, "log.example/other", [log.verifier])
