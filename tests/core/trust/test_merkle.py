import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust import merkle
from quanheng.core.trust.digests import SM3
from quanheng.core.trust.errors import NoSuchEntry, NotProven


def hexes(values):
    return [bytes.fromhex(value) for value in values]


@pytest.fixture(scope="module")
def published(vectors):
    return vectors("rfc6962_merkle")


def test_leaf_hashes_and_roots_are_those_of_rfc_6962(published):
    leaves = [merkle.leaf_hash(entry) for entry in hexes(published["leaf_inputs"])]
    assert leaves == hexes(published["leaf_hashes"])
    assert [merkle.root_of(leaves[:size]) for size in range(9)] == hexes(published["roots"])
    assert hexes(published["roots"])[0] == merkle.EMPTY_ROOT


def test_proofs_are_those_of_rfc_6962(published):
    leaves = hexes(published["leaf_hashes"])
    for case in published["inclusion"]:
        assert merkle.inclusion_proof(case["index"], leaves[: case["size"]]) == hexes(case["proof"])
    for case in published["consistency"]:
        assert merkle.consistency_proof(case["size1"], leaves[: case["size2"]]) == hexes(case["proof"])


def holds(check, *arguments):
    try:
        check(*arguments)
    except NotProven:
        return False
    return True


def test_the_published_good_proofs_are_taken_and_the_bad_ones_refused(published):
    wrong = []
    for case in published["cases"]["inclusion"]:
        parts = (bytes.fromhex(case["leaf_hash"]), hexes(case["proof"]), bytes.fromhex(case["root"]))
        if holds(merkle.verify_inclusion, case["index"], case["size"], *parts) != case["valid"]:
            wrong.append(case["desc"])
    for case in published["cases"]["consistency"]:
        parts = (bytes.fromhex(case["root1"]), bytes.fromhex(case["root2"]), hexes(case["proof"]))
        if holds(merkle.verify_consistency, case["size1"], case["size2"], *parts) != case["valid"]:
            wrong.append(case["desc"])
    assert wrong == []


def test_the_same_tree_with_sm3_has_the_published_roots(vectors, published):
    leaves = merkle.leaf_hashes(hexes(published["leaf_inputs"]), SM3)
    roots = hexes(vectors("sm2_sm3_sm4")["rfc6962_style_sm3_tree"]["roots"])
    assert [merkle.root_of(leaves[:size], SM3) for size in range(9)] == roots
    merkle.verify_inclusion(5, 8, leaves[5], merkle.inclusion_proof(5, leaves, SM3), roots[8], SM3)
    merkle.verify_consistency(6, 8, roots[6], roots[8], merkle.consistency_proof(6, leaves, SM3), SM3)


trees = st.integers(1, 300).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size - 1)))


def leaves_of(size):
    return merkle.leaf_hashes(b"entry-%d" % n for n in range(size))


def flipped(data, bit):
    changed = bytearray(data)
    changed[bit // 8 % len(changed)] ^= 1 << bit % 8
    return bytes(changed)


@given(trees)
def test_every_inclusion_proof_holds(tree):
    size, index = tree
    leaves = leaves_of(size)
    proof = merkle.inclusion_proof(index, leaves)
    merkle.verify_inclusion(index, size, leaves[index], proof, merkle.root_of(leaves))


@given(trees)
def test_every_consistency_proof_holds(tree):
    size, old = tree
    leaves = leaves_of(size)
    proof = merkle.consistency_proof(old, leaves)
    merkle.verify_consistency(old, size, merkle.root_of(leaves[:old]), merkle.root_of(leaves), proof)


@given(trees, st.data())
def test_an_inclusion_proof_with_any_bit_flipped_fails(tree, data):
    size, index = tree
    leaves = leaves_of(size)
    parts = [leaves[index], merkle.root_of(leaves), *merkle.inclusion_proof(index, leaves)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = flipped(parts[which], bit)
    leaf, root, *proof = parts
    assert not holds(merkle.verify_inclusion, index, size, leaf, proof, root)


@given(trees.filter(lambda tree: tree[1] > 0), st.data())
def test_a_consistency_proof_with_any_bit_flipped_fails(tree, data):
    size, old = tree
    leaves = leaves_of(size)
    parts = [merkle.root_of(leaves[:old]), merkle.root_of(leaves), *merkle.consistency_proof(old, leaves)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = flipped(parts[which], bit)
    old_root, new_root, *proof = parts
    assert not holds(merkle.verify_consistency, old, size, old_root, new_root, proof)


@given(trees, st.integers(0, 299))
def test_a_proof_holds_for_no_other_entry_of_its_tree(tree, other):
    size, index = tree
    leaves = leaves_of(size)
    if other % size != index:
        proof = merkle.inclusion_proof(index, leaves)
        assert not holds(merkle.verify_inclusion, other % size, size, leaves[index], proof, merkle.root_of(leaves))


def test_from_the_empty_tree_everything_follows_without_a_proof():
    root = merkle.root_of(leaves_of(3))
    merkle.verify_consistency(0, 3, merkle.EMPTY_ROOT, root, [])
    assert not holds(merkle.verify_consistency, 0, 3, root, root, [])
    assert not holds(merkle.verify_consistency, 0, 3, merkle.EMPTY_ROOT, root, [root])


@pytest.mark.parametrize(("index", "size"), [(-1, 4), (4, 4), (0, 0)])
def test_no_proof_is_made_for_what_is_not_in_the_tree(index, size):
    with pytest.raises(NoSuchEntry):
        merkle.inclusion_proof(index, leaves_of(size))
    assert not holds(merkle.verify_inclusion, index, size, bytes(32), [], bytes(32))


@pytest.mark.parametrize("old", [-1, 5])
def test_no_proof_is_made_from_a_tree_that_never_was(old):
    with pytest.raises(NoSuchEntry):
        merkle.consistency_proof(old, leaves_of(4))
