"""A label is signed, read back by a camera, and judged."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import cbor2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from scipy.ndimage import rotate

from quanheng.core.trust.errors import Malformed
from quanheng.core.trust.labels import base45, claims, cose, token
from quanheng.core.trust.labels.claims import Claims, Kind, LogPlace
from quanheng.core.trust.labels.qr import code_of
from quanheng.core.trust.labels.verdict import Issuer, Standing, State, judge
from quanheng.core.trust.signers.ed25519 import Ed25519Signer

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SIGNER = Ed25519Signer.from_seed(b"1" * 32)
ISSUER = Issuer("O000001", "某计量院", SIGNER.public, NOW - timedelta(days=30))
CLAIMS = Claims(
    issuer="O000001",
    issued=NOW,
    expires=NOW + timedelta(days=365),
    certificate="JL-2026-000123",
    serial="SN12345678",
    kind=Kind.VERIFICATION,
    digest=bytes(range(32)),
    name="电子天平",
    due=date(2027, 11, 21),
    result="II",
    place=LogPlace(b"\x01\x02\x03\x04", 70_000),
)
RAW = cose.sign(CLAIMS.encode(), SIGNER)


def state(raw=RAW, issuers=(ISSUER,), now=NOW, standing=Standing.STANDS):
    return judge(raw, issuers, now, standing).state


def test_the_full_label_is_as_small_as_the_reference_says():
    assert len(RAW) <= 214
    code = code_of(token.address("m.example.cn", RAW))
    assert (code.version, code.modules) == (11, 61)


@pytest.mark.parametrize("angle", [0, 7])
def test_a_camera_reads_the_code_and_the_text_leads_back_to_the_claims(angle):
    address = token.address("m.example.cn", RAW)
    modules = np.array([list(line) for line in code_of(address).matrix], dtype=np.uint8)
    picture = np.kron(np.pad(1 - modules, 4, constant_values=1) * 255, np.ones((6, 6), dtype=np.uint8))
    turned = rotate(picture, angle, order=1, cval=255)
    [found] = zxingcpp.read_barcodes(turned, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.text == address
    assert claims.decode(cose.decode(token.read(found.text)).payload) == CLAIMS


def test_the_picture_as_svg_has_the_same_modules():
    code = code_of("HTTPS://M.EXAMPLE.CN/V/ABC")
    text = code.svg()
    dark = sum(sum(line) for line in code.matrix)
    path = text.rpartition(' d="')[2].split('"')[0]
    assert sum(int(part.split("v1")[0]) for part in path.split("h")[1:] if "v1" in part) == dark
    assert "style" not in text


@pytest.mark.parametrize("write", [lambda raw: token.address("m.example.cn", raw), token.to_token, token.closed])
def test_every_form_of_a_label_reads_back(write):
    assert token.read(write(RAW)) == RAW


def test_small_letters_mean_the_same_in_an_address():
    assert token.read(token.address("M.example.cn", RAW).lower()) == RAW


@pytest.mark.parametrize(
    "text", ["", "HTTPS://M.EXAMPLE.CN/V/", "ABCDEFG1", "ABCDEFGH=", "ÄBCDEFGH", "MC1:a", "AAAAAAAAB", "ABCDEFGZ9"]
)
def test_a_text_that_is_no_label_is_refused(text):
    with pytest.raises(Malformed):
        cose.decode(token.read(text))


def test_base45_vectors(vectors):
    given = vectors("base45")
    for one in given["valid"]:
        assert base45.encode(bytes.fromhex(one["bytes"])) == one["text"]
        assert base45.decode(one["text"]) == bytes.fromhex(one["bytes"])
    for one in given["invalid"]:
        with pytest.raises(Malformed):
            base45.decode(one["text"])


@given(st.binary(max_size=64))
def test_texts_and_bytes_belong_together_one_to_one(raw):
    assert base45.decode(base45.encode(raw)) == raw
    if len(raw) > 4:
        assert token.from_token(token.to_token(raw)) == raw


def test_states_of_a_good_label():
    assert state() is State.VALID
    assert state(standing=None) is State.NOT_CHECKED
    assert state(standing=Standing.REVOKED) is State.REVOKED
    assert state(standing=Standing.REPLACED) is State.REPLACED
    assert state(standing=Standing.NOT_ON_RECORD) is State.NOT_ON_RECORD
    assert state(now=CLAIMS.expires) is State.EXPIRED
    assert state(now=CLAIMS.expires - timedelta(seconds=1)) is State.VALID
    assert state(now=CLAIMS.expires, standing=None) is State.EXPIRED, "the day says it, no network is needed"
    assert state(now=CLAIMS.expires, standing=Standing.REVOKED) is State.REVOKED, "the graver word first"


def test_a_signer_who_is_not_pinned_is_unknown():
    other = Ed25519Signer.from_seed(b"2" * 32)
    assert state(cose.sign(CLAIMS.encode(), other)) is State.UNKNOWN_SIGNER
    assert state(issuers=()) is State.UNKNOWN_SIGNER
    assert judge(RAW, (), NOW, None).claims is None, "nothing of what an unknown signer says is repeated"


def test_a_pinned_key_signs_for_its_own_issuer_and_in_its_own_time_only():
    assert state(issuers=(replace(ISSUER, id="O000002"),)) is State.UNKNOWN_SIGNER
    assert state(issuers=(replace(ISSUER, start=NOW + timedelta(seconds=1)),)) is State.UNKNOWN_SIGNER
    assert state(issuers=(replace(ISSUER, end=NOW),)) is State.UNKNOWN_SIGNER
    assert state(issuers=(replace(ISSUER, end=NOW + timedelta(seconds=1)),), now=NOW + timedelta(days=9)) is State.VALID


@given(place=st.integers(0, len(RAW) - 1), change=st.integers(1, 255))
def test_any_byte_changed_makes_it_no_label_of_this_signer(place, change):
    raw = bytearray(RAW)
    raw[place] ^= change
    assert state(bytes(raw)) in {State.FORGED, State.UNKNOWN_SIGNER}


def resigned(change):
    value = cbor2.loads(CLAIMS.encode())
    change(value)
    return cose.sign(cbor2.dumps(value, canonical=True), SIGNER)


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.pop(4),
        lambda v: v.update({7: b"x"}),
        lambda v: v.update({1: 5}),
        lambda v: v.update({6: -1}),
        lambda v: v.update({4: 1.5}),
        lambda v: v.update({4: 1 << 63}),
        lambda v: v[-65537].pop(2),
        lambda v: v[-65537].update({9: "x"}),
        lambda v: v[-65537].update({2: ""}),
        lambda v: v[-65537].update({2: "a\nb"}),
        lambda v: v[-65537].update({2: "x" * 201}),
        lambda v: v[-65537].update({3: 77}),
        lambda v: v[-65537].update({4: b"short"}),
        lambda v: v[-65537].update({6: True}),
        lambda v: v[-65537].update({8: [b"1234"]}),
        lambda v: v.update({-65537: []}),
    ],
)
def test_claims_of_another_shape_are_refused_even_when_well_signed(change):
    assert state(resigned(change)) is State.FORGED


def test_another_spelling_of_the_same_claims_is_refused():
    value = cbor2.loads(CLAIMS.encode())
    backwards = dict(reversed(value.items()))
    assert cbor2.loads(cbor2.dumps(backwards)) == value
    assert state(cose.sign(cbor2.dumps(backwards), SIGNER)) is State.FORGED
    assert state(RAW + b"\x00") is State.FORGED
    untagged = cbor2.dumps(cbor2.loads(RAW).value, canonical=True)
    assert state(untagged) is State.FORGED


@pytest.mark.parametrize("header", [{1: -7}, {1: -8}, {1: -8, 4: b"x" * 7}, {1: -8, 4: b"x" * 8, 5: 1}])
def test_other_headers_than_ours_are_refused(header):
    _protected, unprotected, payload, signature = cbor2.loads(RAW).value
    parts = [cbor2.dumps(header, canonical=True), unprotected, payload, signature]
    assert state(cbor2.dumps(cbor2.CBORTag(18, parts), canonical=True)) in {State.FORGED, State.UNKNOWN_SIGNER}
    parts = [_protected, {4: b"x"}, payload, signature]
    assert state(cbor2.dumps(cbor2.CBORTag(18, parts), canonical=True)) is State.FORGED


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_judged_and_nothing_is_raised(raw):
    assert state(raw) is State.FORGED


def test_a_label_without_due_day_class_and_place_is_smaller_and_reads_back():
    few = replace(CLAIMS, due=None, result="", place=None)
    assert claims.decode(few.encode()) == few
    assert len(few.encode()) < len(CLAIMS.encode())
