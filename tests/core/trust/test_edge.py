import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust import bundles
from quanheng.core.trust.digests import SM3
from quanheng.core.trust.edge import Edge, edge_widths
from quanheng.core.trust.errors import Malformed, TrustError
from quanheng.core.trust.merkle import EMPTY_ROOT, leaf_hashes, root_of
from quanheng.core.trust.tiles import parse_path, tiles_of


def leaves_of(size, start=0):
    return leaf_hashes(b"entry-%d" % n for n in range(start, size))


def grown(batches):
    """The edge and the tiles after batches of these lengths."""
    edge, tiles, size = Edge(), {}, 0
    for batch in batches:
        edge, writes = edge.append(leaves_of(size + batch, size))
        tiles |= {(write.level, write.index): write for write in writes}
        size += batch
    return edge, tiles


LARGE = 70_000


@pytest.fixture(scope="module")
def published(vectors):
    return vectors("tlog_tiles")


@pytest.fixture(scope="module")
def large():
    """The tiles of the 70,000-entry log, appended in batches of 1,000."""
    return grown([1000] * 70)


def test_roots_are_the_published_ones_at_every_size(published):
    edge = Edge()
    for size in sorted(map(int, published["roots"])):
        edge, _ = edge.append(leaves_of(size, edge.size))
        assert edge.root().hex() == published["roots"][str(size)], size


def test_the_tiles_of_seventy_thousand_entries_are_the_published_ones(published, large):
    _, tiles = large
    for tile in published["tiles_at_70000"]:
        place = parse_path(tile["path"])
        if place.level == "entries":
            first = place.index * 256
            data = bundles.pack([b"entry-%d" % n for n in range(first, first + place.width)])
        else:
            write = tiles[place.level, place.index]
            assert write.width == place.width
            data = write.data
        assert (len(data), hashlib.sha256(data).hexdigest()) == (tile["bytes"], tile["sha256"])


def test_the_tiles_written_are_exactly_those_a_tree_of_that_size_has(published, large):
    _, tiles = large
    assert {(t.level, t.index, t.width) for t in tiles.values()} == {
        (t.level, t.index, t.width) for t in tiles_of(LARGE)
    }
    for size, expected in published["tile_sets"].items():
        partial = [str(tile) for tile in tiles_of(int(size)) if tile.width < 256]
        full = sum(tile.width == 256 for tile in tiles_of(int(size)))
        assert (full, partial) == (expected["count_full"], expected["partial"])


@given(st.lists(st.integers(0, 700), max_size=6))
def test_batches_in_any_split_give_the_same_edge_and_tiles(batches):
    edge, tiles = grown(batches)
    whole, at_once = grown([sum(batches)])
    assert (edge, edge.root(), edge.peaks) == (whole, whole.root(), whole.peaks)
    assert tiles == at_once


@given(st.integers(0, 2000))
def test_the_root_of_an_edge_is_the_root_over_all_leaves(size):
    edge, _ = grown([size])
    assert edge.root() == root_of(leaves_of(size))


@given(st.integers(0, 2000))
def test_an_edge_comes_back_from_its_bytes(size):
    edge, _ = grown([size])
    again = Edge.from_bytes(edge.to_bytes())
    assert (again, again.root(), again.peaks) == (edge, edge.root(), edge.peaks)


def test_an_edge_knows_its_partial_tiles(large):
    edge, tiles = large
    assert edge.tiles() == [tile for tile in sorted(tiles.values(), key=lambda t: t.level) if tile.width < 256]


def test_an_empty_edge_has_the_root_of_nothing_and_an_empty_batch_changes_nothing():
    assert Edge().root() == EMPTY_ROOT
    edge, writes = grown([5])[0].append([])
    assert (edge, writes) == (grown([5])[0], [])


def test_an_edge_may_hash_with_sm3():
    leaves = leaf_hashes((b"entry-%d" % n for n in range(600)), SM3)
    edge, _ = Edge(hasher=SM3).append(leaves)
    assert edge.root() == root_of(leaves, SM3)
    assert Edge.from_bytes(edge.to_bytes(), SM3).root() == edge.root()


@given(st.binary(max_size=80))
def test_bytes_that_are_no_edge_are_refused(data):
    try:
        edge = Edge.from_bytes(data)
    except TrustError:
        return
    assert edge.to_bytes() == data


def test_an_edge_with_missing_or_surplus_hashes_is_refused():
    data = grown([300])[0].to_bytes()
    for wrong in (data[:-1], data + bytes(32), data[:7], b"\xff" * 8):
        with pytest.raises(Malformed):
            Edge.from_bytes(wrong)
    with pytest.raises(Malformed):
        Edge(300, (bytes(32),))
    with pytest.raises(Malformed, match="cannot hold"):
        Edge(-1)
    with pytest.raises(Malformed):
        Edge().append([bytes(31)])


def test_widths_are_those_of_the_specification():
    assert edge_widths(70_000) == [112, 17, 1]
    assert edge_widths(256) == [0, 1]
    assert edge_widths(0) == []
