"""A log written by the trust core as plain files, read by Go."""

import json
from pathlib import Path

import pytest

from quanheng.core.trust import bundles, merkle
from quanheng.core.trust.algorithms import SM2_NOTE
from quanheng.core.trust.checkpoints import Checkpoint, sign_checkpoint
from quanheng.core.trust.edge import Edge
from quanheng.core.trust.notes import Note, SignerKey
from quanheng.core.trust.signers.sm2 import USUAL_ID, SM2Signer
from quanheng.core.trust.tiles import bundles_of, tile_path
from tests.core.trust.keys import LOG, ORIGIN, OTHER_LOG_KEY, QUANTUM_WITNESS, WITNESSES


def entries_of(size, word=b"entry"):
    return [b"%s-%d" % (word, n) for n in range(size)]


def publish(folder: Path, entries: list[bytes], key: SignerKey = LOG) -> None:
    """Write checkpoint, tiles and bundles as a file server shows them."""
    edge, writes = Edge().append(merkle.leaf_hashes(entries))
    files = {tile_path(write.level, write.index, write.width): write.data for write in writes}
    for bundle in bundles_of(len(entries)):
        first = bundle.index * 256
        files[str(bundle)] = bundles.pack(entries[first : first + bundle.width])
    files["checkpoint"] = sign_checkpoint(Checkpoint(ORIGIN, len(entries), edge.root()), [key])
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 70_000])
def test_go_verifies_a_log_of_any_size(site, verifier, size):
    folder, url = site
    publish(folder, entries_of(size))
    code, said = verifier(url, LOG.verifier)
    assert code == 0, said
    found = json.loads(said)
    assert (found["origin"], found["size"]) == (ORIGIN, size)
    assert found["sampled"] >= min(size, 50)


def test_go_passes_over_the_lines_of_witnesses_and_of_sm2(site, verifier):
    folder, url = site
    publish(folder, entries_of(300))
    note = Note.parse((folder / "checkpoint").read_bytes())
    sm2 = SignerKey(ORIGIN, SM2Signer.generate(signer_id=USUAL_ID), SM2_NOTE)
    more = [sm2.sign(note.text), *(key.sign(note.text, 7) for key in (*WITNESSES, QUANTUM_WITNESS))]
    (folder / "checkpoint").write_bytes(note.with_lines(more).to_bytes())
    code, said = verifier(url, LOG.verifier)
    assert code == 0, said
    assert (json.loads(said)["signatures"], json.loads(said)["unverified"]) == (1, 5)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (1, 300), (255, 256), (256, 257), (300, 70_000), (300, 300)])
def test_go_finds_that_a_log_grew_out_of_its_earlier_checkpoint(site, verifier, tmp_path, old, new):
    folder, url = site
    publish(folder, entries_of(old))
    assert verifier(url, LOG.verifier, "-save", tmp_path / "old")[0] == 0
    publish(folder, entries_of(new))
    code, said = verifier(url, LOG.verifier, "-old", tmp_path / "old")
    assert code == 0, said
    assert json.loads(said)["old"] == old


def test_go_finds_a_fork_and_a_log_that_shrank(site, verifier, tmp_path):
    folder, url = site
    publish(folder, entries_of(300))
    verifier(url, LOG.verifier, "-save", tmp_path / "old")
    publish(folder, entries_of(400, b"other"))
    code, said = verifier(url, LOG.verifier, "-old", tmp_path / "old")
    assert (code, "from 300 to 400" in said) == (1, True), said
    publish(folder, entries_of(200))
    code, said = verifier(url, LOG.verifier, "-old", tmp_path / "old")
    assert (code, "smaller" in said) == (1, True), said


@pytest.mark.parametrize(
    "name",
    ["checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"],
)
def test_go_finds_a_changed_byte_wherever_it_is(site, verifier, name):
    folder, url = site
    publish(folder, entries_of(300))
    data = bytearray((folder / name).read_bytes())
    data[5] ^= 1
    (folder / name).write_bytes(data)
    code, said = verifier(url, LOG.verifier, "-samples", "2000")
    assert code == 1, said


def test_go_refuses_a_checkpoint_signed_with_another_key(site, verifier):
    folder, url = site
    publish(folder, entries_of(3), OTHER_LOG_KEY)
    assert verifier(url, LOG.verifier)[0] == 1
