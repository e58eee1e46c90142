"""``tlog-scales``, another implementation, reads what is written here. It is lenient, so it judges nothing alone."""

import pytest
from tlog_scales import signing, tlog
from tlog_scales.reader import TilesReader

from quanheng.core.trust import bundles, merkle
from quanheng.core.trust.checkpoints import Checkpoint, sign_checkpoint
from quanheng.core.trust.edge import Edge
from quanheng.core.trust.notes import Note
from quanheng.core.trust.tiles import bundles_of, consistency_from_tiles, inclusion_from_tiles, tile_path
from tests.core.trust.keys import LOG, ORIGIN, QUANTUM_WITNESS, WITNESSES

SIZE = 70_000
SIGNERS = [LOG, WITNESSES[0], QUANTUM_WITNESS]


@pytest.fixture(scope="module")
def files():
    """A log as it is served: checkpoint, tiles, bundles."""
    entries = [b"entry-%d" % n for n in range(SIZE)]
    edge, writes = Edge().append(merkle.leaf_hashes(entries))
    served = {tile_path(write.level, write.index, write.width): write.data for write in writes}
    for bundle in bundles_of(SIZE):
        first = bundle.index * 256
        served[str(bundle)] = bundles.pack(entries[first : first + bundle.width])
    head = Checkpoint(ORIGIN, SIZE, edge.root())
    note = Note.parse(sign_checkpoint(head, [LOG]))
    served["checkpoint"] = note.with_lines(key.sign(note.text, 7) for key in SIGNERS[1:]).to_bytes()
    return served


@pytest.fixture
def reader(files):
    class Files:
        def get(self, *path):
            return files.get("/".join(path))

    return TilesReader(Files())


def test_it_finds_the_same_root_and_every_signature_good(reader):
    checkpoint = reader.get_checkpoint()
    assert reader.calculate_root_hash() == checkpoint.root_hash
    keys = signing.VkeySet(*(signing.Vkey.from_string(str(key.verifier)) for key in SIGNERS))
    assert {key.name for key, _ in keys.verify(checkpoint.signatures, checkpoint)} == {key.name for key in SIGNERS}


@pytest.mark.parametrize("index", [0, 255, 256, 65_535, 65_536, 69_999])
def test_it_makes_the_same_inclusion_proofs_and_takes_ours(reader, files, index):
    checkpoint = reader.get_checkpoint()
    ours = inclusion_from_tiles(lambda *tile: files[tile_path(*tile)], index, SIZE)
    assert reader.get_inclusion_proof(index, SIZE).node_hashes == ours
    tlog.InclusionProof(index, SIZE, ours).check(merkle.leaf_hash(reader.get_entry(index)), checkpoint.root_hash)


@pytest.mark.parametrize("old", [1, 255, 256, 257, 65_536, 69_999])
def test_it_makes_the_same_consistency_proofs(reader, files, old):
    reader.get_checkpoint()
    ours = consistency_from_tiles(lambda *tile: files[tile_path(*tile)], old, SIZE)
    assert reader.get_consistency_proof(old, SIZE).node_hashes == ours


def test_its_own_ml_dsa_cosignatures_verify_here(reader):
    checkpoint = reader.get_checkpoint()
    theirs = signing.MLDSA44CosignatureSigner("witness.example/pq", bytes([20]) * 32).sign(checkpoint)
    data = f"{checkpoint.serialize_body()}\n{theirs.serialize()}\n".encode()
    (found,) = Note.parse(data).verify([QUANTUM_WITNESS.verifier])
    assert found.at is not None
