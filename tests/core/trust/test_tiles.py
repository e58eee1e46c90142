import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust import bundles, merkle
from quanheng.core.trust.checkpoints import open_checkpoint
from quanheng.core.trust.edge import Edge
from quanheng.core.trust.errors import Malformed, NoSuchEntry, TrustError
from quanheng.core.trust.notes import VerifierKey
from quanheng.core.trust.tiles import (
    TileTree,
    bundles_of,
    consistency_from_tiles,
    inclusion_from_tiles,
    parse_path,
    recompute,
    root_from_tiles,
    tile_path,
    tiles_of,
    tiles_under,
    width_in,
)


class Tiles:
    """The tiles of a log of ``entry-0 …``, and what was read of them."""

    def __init__(self, size):
        _, writes = Edge().append(merkle.leaf_hashes(b"entry-%d" % n for n in range(size)))
        self.held = {(write.level, write.index): write.data for write in writes}
        self.reads = []

    def __call__(self, level, index, width):
        self.reads.append((level, index))
        return self.held[level, index][: 32 * width]


@pytest.fixture(scope="module")
def published(vectors):
    return vectors("tlog_tiles")


@pytest.fixture(scope="module")
def large():
    return Tiles(70_000)


def test_paths_are_the_published_ones(published):
    for case in published["paths"]:
        level = case["level"] if case["level"] == "entries" else int(case["level"])
        assert tile_path(level, case["n"], case["width"]) == case["path"]
        found = parse_path(case["path"])
        assert (found.level, found.index, found.width) == (level, case["n"], case["width"])


def test_proofs_from_tiles_are_the_published_ones(published, large):
    for case in published["inclusion"]:
        proof = inclusion_from_tiles(large, case["index"], case["size"])
        assert [one.hex() for one in proof] == case["proof"]
        root = root_from_tiles(large, case["size"])
        assert root.hex() == case["root"]
        merkle.verify_inclusion(case["index"], case["size"], bytes.fromhex(case["leaf_hash"]), proof, root)
    for case in published["consistency"]:
        proof = consistency_from_tiles(large, case["size1"], case["size2"])
        assert [one.hex() for one in proof] == case["proof"]


def test_roots_from_tiles_are_the_published_ones_also_for_earlier_sizes(published, large):
    for size, root in published["roots"].items():
        assert root_from_tiles(large, int(size)).hex() == root


@pytest.mark.parametrize("index", [0, 255, 256, 65_535, 65_536, 69_999])
def test_a_proof_reads_each_tile_once_and_few_of_them(index):
    tiles = Tiles(70_000)
    inclusion_from_tiles(tiles, index, 70_000)
    assert len(tiles.reads) == len(set(tiles.reads)) <= 6


sizes = st.integers(1, 1500)


@given(sizes, st.data())
def test_proofs_from_tiles_are_those_of_the_whole_tree(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaves = merkle.leaf_hashes(b"entry-%d" % n for n in range(size))
    tree = TileTree(Tiles(size), size)
    assert tree.root() == merkle.root_of(leaves)
    assert tree.leaf(index) == leaves[index]
    assert tree.inclusion(index) == merkle.inclusion_proof(index, leaves)
    assert tree.consistency(index) == merkle.consistency_proof(index, leaves)


def test_the_whole_log_written_by_tessera_is_read_and_recomputed(vectors):
    log = vectors("tessera_testlog")
    files = {path: base64.b64decode(data) for path, data in log["files"].items()}
    key = VerifierKey.parse(log["log_vkey"])

    def read(level, index, width):
        return files[tile_path(level, index, width)]

    entries = [entry.encode() for entry in log["entries"]]
    for size in range(len(entries) + 1):
        checkpoint = open_checkpoint(files[f"checkpoint.{size}"], key.name, [key]).checkpoint
        assert checkpoint.size == size
        assert checkpoint.root == recompute(entries[:size]).root() == root_from_tiles(read, size)
        for index in range(size):
            leaf = merkle.leaf_hash(entries[index])
            merkle.verify_inclusion(index, size, leaf, inclusion_from_tiles(read, index, size), checkpoint.root)
        for old in range(size + 1):
            old_root = merkle.root_of(merkle.leaf_hashes(entries[:old]))
            merkle.verify_consistency(old, size, old_root, checkpoint.root, consistency_from_tiles(read, old, size))
        if size:
            (bundle,) = bundles_of(size)
            if str(bundle) in files:
                assert bundles.unpack(files[str(bundle)], size) == entries[:size]


BAD_PATHS = [
    "tile/0/5", "tile/0/0005", "tile/0/05", "tile/00/005", "tile/01/005", "tile/64/005", "tile/-1/005",
    "tile/0/x000/005", "tile/0/001/005", "tile/0/x001/x005", "tile/0/x1/005", "tile/0/x001//005", "tile/0/005.p/0",
    "tile/0/005.p/256", "tile/0/005.p/01", "tile/0/005.p/", "tile/0/005.p", "tile/0/005/", "/tile/0/005",
    "tile/Entries/005", "tile/entries", "tile/0", "tile/8/0/005", "tile/0/x999/x999/x999/x999/x999/x999/999",
    "tile/0/005?x", "tile/0/٠٠٥", "tile/٠/005",
]  # fmt: skip


@pytest.mark.parametrize("path", [*BAD_PATHS, "", "tile/0/005\n", "tile/0/005 ", "tile/0/005.p/1\n"])
def test_a_path_with_another_spelling_is_refused(path):
    with pytest.raises(Malformed):
        parse_path(path)


@given(st.one_of(st.just("entries"), st.integers(0, 63)), st.integers(0, 2**55 - 1), st.integers(1, 256))
def test_paths_come_back_as_the_address_they_were_made_of(level, index, width):
    found = parse_path(tile_path(level, index, width))
    assert (found.level, found.index, found.width) == (level, index, width)


@given(st.text(alphabet="tile/ x0123456789.pentris", max_size=40))
def test_no_text_makes_the_path_parser_fail_otherwise(path):
    with suppress(TrustError):
        assert str(parse_path(path)) == path


@pytest.mark.parametrize(("level", "index", "width"), [(64, 0, 1), (-1, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_no_path_is_made_for_a_tile_that_cannot_be(level, index, width):
    with pytest.raises(Malformed):
        tile_path(level, index, width)


def test_widths_are_those_that_a_size_needs():
    assert [width_in(70_000, *place) for place in ((0, 272), (0, 273), (0, 274), (1, 1), (2, 0), (3, 0))] == [
        256, 112, 0, 17, 1, 0,
    ]  # fmt: skip
    assert all(width_in(70_000, tile.level, tile.index) == tile.width for tile in tiles_of(70_000))


def test_a_tile_of_the_wrong_length_is_refused_by_name():
    with pytest.raises(Malformed, match=r"tile/0/001\.p/44 holds 31 bytes"):
        inclusion_from_tiles(lambda *_: bytes(31), 299, 300)


@pytest.mark.parametrize("index", [-1, 300])
def test_an_entry_outside_the_tree_is_no_entry(index):
    tree = TileTree(Tiles(300), 300)
    for ask in (tree.leaf, tree.inclusion):
        with pytest.raises(NoSuchEntry):
            ask(index)
    with pytest.raises(NoSuchEntry):
        tree.consistency(301)
    with pytest.raises(NoSuchEntry):
        TileTree(Tiles(1), -1)


def test_an_empty_log_has_the_root_of_nothing():
    assert root_from_tiles(Tiles(0), 0) == recompute([]).root() == merkle.EMPTY_ROOT


entries = st.lists(st.binary(max_size=300), min_size=1, max_size=256)


@given(entries)
def test_bundles_come_back_as_their_entries(given_entries):
    assert bundles.unpack(bundles.pack(given_entries), len(given_entries)) == given_entries


@given(st.binary(max_size=200), st.integers(-1, 300))
def test_bytes_that_are_no_bundle_are_refused(data, width):
    with suppress(TrustError):
        assert bundles.pack(bundles.unpack(data, width)) == data


def test_bundles_hold_entries_of_nothing_up_to_65535_bytes():
    longest = bytes(bundles.LONGEST_ENTRY)
    assert bundles.unpack(bundles.pack([b"", longest]), 2) == [b"", longest]
    for wrong in ([longest + b"x"], [], [b""] * 257):
        with pytest.raises(Malformed):
            bundles.pack(wrong)
    for data, width in ((b"", 1), (b"\0", 1), (b"\0\1", 1), (b"\0\0", 2), (b"\0\0\0", 1), (b"", 0), (b"", 257)):
        with pytest.raises(Malformed):
            bundles.unpack(data, width)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 65_536, 70_000])
def test_the_tiles_a_proof_needs_are_known_before_any_is_read(size):
    for index in {0, size // 3, size - 1}:
        tiles = Tiles(size)
        inclusion_from_tiles(tiles, index, size)
        assert sorted(tiles.reads) == sorted(tiles_under(merkle.inclusion_ranges(index, size)))
    for old in {1, size // 2 or 1, size}:
        tiles = Tiles(size)
        consistency_from_tiles(tiles, old, size)
        assert sorted(tiles.reads) == sorted(tiles_under(merkle.consistency_ranges(old, size)))
