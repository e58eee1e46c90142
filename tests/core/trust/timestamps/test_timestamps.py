"""Questions to timestamp authorities to the byte, and answers that hold or do not."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.timestamps.answers import NotStamped, Why, read, verify
from quanheng.core.trust.timestamps.imprints import Imprint
from quanheng.core.trust.timestamps.request import Request
from tests.core.trust.timestamps.answers import DATA, NONCE, POLICY, REFUSED, ROOT, SHA256, SM3

ANSWERS = {"sha256": SHA256, "sm3": SM3}


def imprint(algorithm: str = "sha256", data: bytes = DATA) -> Imprint:
    return Imprint.of(Digest.of(data), algorithm)


def checked(answer: bytes = SHA256, **changes):
    facts = {"imprint": imprint(), "roots": [ROOT], "nonce": NONCE, "policy": POLICY}
    return verify(answer, **{**facts, **changes})


def test_a_question_has_the_bytes_of_the_standard():
    request = Request(Imprint("sha256", bytes(range(32))), 5, "1.2.3.4.5")
    assert request.encode().hex() == (
        "3042020101"  # version 1
        "3031300d06096086480165030402010500"  # SHA-256, no parameters
        "0420000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        "06042a030405"  # policy
        "020105"  # nonce
        "0101ff"  # with certificates
    )
    high = Request(Imprint("sm3", bytes(32)), (1 << 63) + 1).encode()
    assert "06082a811ccf5501831" in high.hex()
    assert high.endswith(bytes.fromhex("0209008000000000000001" + "0101ff")), "a nonce is never negative"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Request(imprint(), 0),
        lambda: Request(imprint(), 1 << 64),
        lambda: Request(imprint(), 1, "1").encode(),
        lambda: Request(imprint(), 1, "1.40").encode(),
        lambda: Request(imprint(), 1, "3.1").encode(),
        lambda: Request(imprint(), 1, "1.02").encode(),
        lambda: Request(imprint(), 1, "1.x").encode(),
        lambda: Imprint("md5", bytes(32)),
        lambda: Imprint("sha256", bytes(20)),
    ],
)
def test_what_cannot_be_asked_is_refused(make):
    with pytest.raises(Malformed):
        make()


@pytest.mark.parametrize("algorithm", ANSWERS)
def test_a_good_answer_holds_and_says_when(algorithm):
    stamp = checked(ANSWERS[algorithm], imprint=imprint(algorithm))
    assert stamp == read(ANSWERS[algorithm])
    assert (stamp.policy, stamp.nonce, stamp.imprint.algorithm) == (POLICY, NONCE, algorithm)
    assert stamp.accuracy == timedelta(seconds=1, microseconds=500_100)
    assert stamp.authority == "CN=TSA of tests"
    assert datetime(2026, 1, 1, tzinfo=UTC) < stamp.at < stamp.certificate_ends
    assert checked(ANSWERS[algorithm], imprint=imprint(algorithm), nonce=None, policy="") == stamp


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"imprint": imprint(data=b"other")}, Why.IMPRINT),
        ({"imprint": imprint("sm3")}, Why.IMPRINT),
        ({"nonce": NONCE + 1}, Why.NONCE),
        ({"policy": "1.2.3.4.1"}, Why.POLICY),
        ({"answer": REFUSED}, Why.REFUSED),
        ({"answer": b""}, Why.UNREADABLE),
        ({"answer": b"0" * 70_000}, Why.UNREADABLE),
        ({"answer": SHA256[:-1]}, Why.UNREADABLE),
        ({"roots": []}, Why.SIGNATURE),
    ],
)
def test_an_answer_that_does_not_hold_says_why(changes, why):
    with pytest.raises(NotStamped) as refused:
        checked(**changes)
    assert refused.value.why is why


def test_another_root_with_the_same_name_is_not_believed():
    key = ec.generate_private_key(ec.SECP256R1())
    other = (
        x509.CertificateBuilder(ROOT.subject, ROOT.subject, key.public_key(), 1)
        .not_valid_before(ROOT.not_valid_before_utc)
        .not_valid_after(ROOT.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    with pytest.raises(NotStamped) as refused:
        checked(roots=[other])
    assert refused.value.why is Why.SIGNATURE


def test_no_changed_bit_changes_what_an_answer_says():
    chance = random.Random(3)
    good = checked()
    for _ in range(400):
        changed = bytearray(SHA256)
        changed[chance.randrange(len(SHA256))] ^= 1 << chance.randrange(8)
        try:
            found = checked(bytes(changed))
        except NotStamped:
            continue
        assert (found.at, found.imprint, found.serial, found.policy) == (
            good.at,
            good.imprint,
            good.serial,
            good.policy,
        ), bytes(changed).hex()


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_and_nothing_else_is_raised(answer):
    with pytest.raises(NotStamped):
        checked(answer)
