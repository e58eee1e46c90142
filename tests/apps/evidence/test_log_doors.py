import pytest

from quanheng.core.trust.bundles import unpack
from quanheng.core.trust.checkpoints import open_checkpoint
from quanheng.core.trust.merkle import leaf_hash
from quanheng.core.trust.notes import VerifierKey
from quanheng.core.trust.tiles import tile_path, tiles_of
from tests.apps.evidence.logs import grow, numbered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_home")]


def test_a_reader_who_knows_the_formats_alone_checks_the_whole_log(client, moment):
    entries = numbered(300)
    grow(moment, *entries[:20])
    grow(moment, *entries[20:])
    key = VerifierKey.parse(client.get("/log/key").content.decode().strip())
    head = open_checkpoint(client.get("/log/checkpoint").content, key.name, [key]).checkpoint
    assert head.size == 300
    for address in tiles_of(head.size):
        answer = client.get(f"/log/{address}")
        assert (answer.status_code, len(answer.content)) == (200, 32 * address.width), address
    assert unpack(client.get("/log/tile/entries/001.p/44").content, 44) == entries[256:]


def test_what_never_changes_may_be_kept_for_ever_and_a_checkpoint_for_seconds(client, moment):
    grow(moment, b"a")
    tile = client.get("/log/tile/0/000.p/1")
    assert (tile["Content-Type"], tile["Cache-Control"]) == (
        "application/octet-stream",
        "public, max-age=31536000, immutable",
    )
    checkpoint = client.get("/log/checkpoint")
    assert (checkpoint["Content-Type"], checkpoint["Cache-Control"]) == (
        "text/plain; charset=utf-8",
        "public, max-age=2",
    )
    assert tile["Access-Control-Allow-Origin"] == checkpoint["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in tile or "Cookie" not in tile["Vary"]


def test_a_partial_tile_of_an_earlier_checkpoint_is_served_after_the_log_has_grown(client, moment):
    grow(moment, *numbered(5))
    grow(moment, *numbered(300, 5))
    assert client.get("/log/tile/0/000.p/5").content == b"".join(map(leaf_hash, numbered(5)))
    assert unpack(client.get("/log/tile/entries/000.p/5").content, 5) == numbered(5)


@pytest.mark.parametrize(
    "path",
    [
        "0/000.p/6",
        "0/001.p/1",
        "0/0",
        "00/000.p/5",
        "0/x000/000.p/5",
        "0/000.p/0",
        "0/000.p/256",
        "64/000.p/1",
        "entries/000.p/6",
        "0/000",
        "data/000",
        tile_path(0, 2**40),
    ],
)
def test_what_is_not_there_or_spelt_otherwise_is_not_found(client, moment, path):
    grow(moment, *numbered(5))
    assert client.get(f"/log/tile/{path.removeprefix('tile/')}").status_code == 404


def test_before_anything_was_signed_there_is_nothing_to_get(client):
    assert [client.get(f"/log/{door}").status_code for door in ("checkpoint", "key", "tile/0/000.p/1")] == [404] * 3
