import hashlib

import pytest

from quanheng.core.trust import digests
from quanheng.core.trust.errors import Unavailable


def test_sm3_gives_the_digests_of_the_standard(vectors):
    for case in vectors("sm2_sm3_sm4")["sm3"]:
        assert digests.sm3(bytes.fromhex(case["hex"])) == bytes.fromhex(case["digest"])


def test_both_digests_of_a_stream_are_those_of_its_bytes():
    data = bytes(range(256)) * 5
    pair = digests.Digest.of_chunks(data[at : at + 100] for at in range(0, len(data), 100))
    assert pair == digests.Digest.of(data) == digests.Digest(digests.sha256(data), digests.sm3(data))
    assert pair.record() == {"sha256": hashlib.sha256(data).hexdigest(), "sm3": digests.sm3(data).hex()}


def test_a_python_without_sm3_says_so(monkeypatch):
    def refuse(name, data=b""):
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", refuse)
    with pytest.raises(Unavailable, match="OpenSSL 3"):
        digests.Digest.of(b"")
