import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.algorithms import SM2_NOTE
from quanheng.core.trust.errors import Malformed, NotProven, Unavailable
from quanheng.core.trust.notes import Note, SignerKey, VerifierKey, open_note
from quanheng.core.trust.signers import libcrypto, sm2

SIGNER_ID = sm2.USUAL_ID


@pytest.fixture(scope="module")
def published(vectors):
    return vectors("sm2_sm3_sm4")


@pytest.fixture(scope="module")
def example(published):
    """Public key, message, signature and id of GB/T 32918.5, annex A."""
    case = published["sm2_sign"]
    public = bytes.fromhex("04" + case["public_x"] + case["public_y"])
    return public, case["message"].encode(), bytes.fromhex(case["r"] + case["s"]), case["id"].encode()


def test_the_signature_of_the_standard_verifies(example):
    public, message, signature, signer_id = example
    sm2.verify(public, message, signature, signer_id=signer_id)


def test_a_private_key_has_the_published_public_half(published, example):
    key = sm2.SM2Signer.from_scalar(bytes.fromhex(published["sm2_sign"]["private"]), signer_id=SIGNER_ID)
    assert key.public == example[0]
    sm2.verify(key.public, b"anything", key.sign(b"anything"), signer_id=SIGNER_ID)


def test_signatures_go_to_der_and_back(published, example):
    _, _, signature, _ = example
    der = bytes.fromhex(published["sm2_sign"]["der"])
    assert sm2.der_of_raw(signature) == der
    assert sm2.raw_of_der(der) == signature


def test_every_signature_of_the_list_of_rejects_is_refused(published, example):
    public, message, _, signer_id = example
    for case in published["sm2_reject"]:
        raw = bytes.fromhex((case["r"] + case["s"]) if len(case["s"]) % 2 == 0 else case["r"] + "0" + case["s"])
        with pytest.raises(NotProven):
            sm2.verify(public, message, raw, signer_id=signer_id)


def test_the_signer_id_is_part_of_the_signature(example):
    public, message, signature, _ = example
    for other in (b"", b"1234567812345679", b"12345678123456781"):
        with pytest.raises(NotProven):
            sm2.verify(public, message, signature, signer_id=other)
    with pytest.raises(Malformed, match="8191"):
        sm2.verify(public, message, signature, signer_id=bytes(8192))


@given(st.binary(max_size=100), st.integers(0, 511), st.binary(max_size=20))
def test_every_signature_verifies_and_none_does_with_a_bit_flipped(message, bit, signer_id):
    key = sm2.SM2Signer.from_scalar(bytes(31) + b"\x07", signer_id=signer_id)
    signature = key.sign(message)
    sm2.verify(key.public, message, signature, signer_id=signer_id)
    changed = bytearray(signature)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotProven):
        sm2.verify(key.public, message, bytes(changed), signer_id=signer_id)
    with pytest.raises(NotProven):
        sm2.verify(key.public, message + b"\0", signature, signer_id=signer_id)


def test_a_signature_is_another_one_each_time():
    key = sm2.SM2Signer.generate(signer_id=SIGNER_ID)
    assert key.sign(b"x") != key.sign(b"x")


@pytest.mark.parametrize(
    "public",
    [b"", bytes(65), b"\x04" + bytes(64), b"\x04" + b"\x01" * 64, b"\x02" + bytes(32), b"\x04" + bytes(63)],
)
def test_what_is_no_point_of_the_curve_is_no_key(public):
    with pytest.raises(Malformed):
        sm2.check_public(public)
    with pytest.raises(Malformed):
        sm2.verify(public, b"x", b"\1" * 64, signer_id=SIGNER_ID)


@pytest.mark.parametrize("scalar", [0, sm2.ORDER - 1, sm2.ORDER, 2**256 - 1])
def test_a_private_number_out_of_range_is_no_key(scalar):
    with pytest.raises(Malformed):
        sm2.SM2Signer.from_scalar(scalar.to_bytes(32, "big"), signer_id=SIGNER_ID)


@given(st.binary(max_size=100))
def test_no_bytes_make_the_reader_of_signatures_fail_otherwise(data):
    for read in (sm2.raw_of_der, sm2.der_of_raw):
        try:
            read(data)
        except NotProven:
            continue


def test_der_with_another_spelling_is_refused(published):
    der = bytes.fromhex(published["sm2_sign"]["der"])
    for wrong in (der + b"\0", der[:-1], b"\x30\x81" + der[1:], b""):
        with pytest.raises(NotProven):
            sm2.raw_of_der(wrong)


def test_the_published_note_with_an_sm2_line_opens(vectors):
    published = vectors("signed_note")
    case = published["sm2_extra_line"]
    key = VerifierKey.parse(case["vkey"])
    assert (str(key), key.key_id.hex(), key.public.hex()) == (case["vkey"], case["key_id"], case["public"])
    data = case["note"].encode()
    keys = [key, VerifierKey.parse(published["log"]["vkey"]), VerifierKey.parse(published["witness"]["vkey"])]
    assert [one.key.name for one in open_note(data, keys).signatures] == [
        published["log"]["name"],
        published["witness"]["name"],
        case["name"],
    ]
    signer = sm2.SM2Signer.from_scalar(bytes.fromhex(case["private"]), signer_id=SIGNER_ID)
    line = SignerKey(case["name"], signer, SM2_NOTE).sign(Note.parse(data).text)
    assert open_note(Note(Note.parse(data).text, (line,)).to_bytes(), [key]).signatures[0].line == line


def test_a_note_is_not_signed_under_an_unusual_id():
    key = sm2.SM2Signer.generate(signer_id=b"somebody")
    with pytest.raises(NotProven):
        SignerKey("log.example", key, SM2_NOTE).sign(b"text\n")


class OldLibrary:
    """A libcrypto in which something is missing."""

    def __init__(self, **parts):
        self.parts = parts

    def __getattr__(self, name):
        if name == "EVP_sm3" and not self.parts["functions"]:
            raise AttributeError(name)

        def function(*_):
            return self.parts["version"] if name == "OPENSSL_version_major" else None

        return function


@pytest.mark.parametrize(
    ("library", "words"),
    [
        (OldLibrary(functions=False, version=3), "was not found"),
        (OldLibrary(functions=True, version=1), "is older"),
        (OldLibrary(functions=True, version=3), "without SM2"),
    ],
)
def test_a_system_without_sm2_is_told_what_is_missing(monkeypatch, library, words):
    libcrypto.libcrypto.cache_clear()
    monkeypatch.setattr(libcrypto.ctypes, "CDLL", lambda _: library)
    try:
        with pytest.raises(Unavailable, match=words):
            libcrypto.libcrypto()
    finally:
        libcrypto.libcrypto.cache_clear()


def test_a_system_without_libcrypto_is_told_so(monkeypatch):
    def missing(name):
        raise OSError(name)

    libcrypto.libcrypto.cache_clear()
    monkeypatch.setattr(libcrypto.ctypes, "CDLL", missing)
    try:
        with pytest.raises(Unavailable, match="libssl3"):
            sm2.check_public(bytes([4]) + bytes(64))
    finally:
        libcrypto.libcrypto.cache_clear()
