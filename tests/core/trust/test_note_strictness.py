"""What readers of notes, keys and checkpoints refuse."""

import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.trust.algorithms import SM2_NOTE
from quanheng.core.trust.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from quanheng.core.trust.errors import Malformed, NotProven, TrustError
from quanheng.core.trust.notes import Note, SignatureLine, SignerKey, VerifierKey, open_note, sign_note
from quanheng.core.trust.signers.ed25519 import Ed25519Signer
from tests.core.trust.keys import LOG, ORIGIN, OTHER_LOG_KEY, WITNESSES

HEAD = Checkpoint(ORIGIN, 300, bytes(range(32)))
NOTE = sign_checkpoint(HEAD, [LOG])
LINE = str(LOG.sign(HEAD.text()))
TEXT = HEAD.text().decode()
B64 = LINE.split(" ")[2].strip()
ROOT = TEXT.split("\n")[2]


def line(name=ORIGIN, blob=B64):
    return f"— {name} {blob}\n"


BAD_NOTES = {
    "nothing": "",
    "no signature": TEXT + "\n",
    "no empty line": TEXT + LINE,
    "no newline at the end": TEXT + "\n" + LINE[:-1],
    "an empty line at the end": TEXT + "\n" + LINE + "\n",
    "a carriage return": TEXT.replace("\n", "\r\n") + "\r\n" + LINE,
    "a carriage return in a signature line": TEXT + "\n" + LINE[:-1] + "\r\n",
    "a tab": TEXT + "\n" + LINE.replace(" ", "\t"),
    "a null byte": TEXT + "\0\n" + LINE,
    "an escape": TEXT + "\x1b[0m\n\n" + LINE,
    "a hyphen for the dash": TEXT + "\n" + LINE.replace("—", "-"),
    "two spaces": TEXT + "\n" + LINE.replace("— ", "—  "),
    "a space at the end": TEXT + "\n" + LINE.replace("\n", " \n"),
    "a space before": TEXT + "\n " + LINE,
    "no name": TEXT + "\n" + line(name=""),
    "a plus sign in the name": TEXT + "\n" + line(name="log+example"),
    "a Unicode space in the name": TEXT + "\n" + line(name="log\u3000example"),
    "no base64": TEXT + "\n" + line(blob=""),
    "base64 without padding": TEXT + "\n" + line(blob=B64.rstrip("=")),
    "base64 with surplus padding": TEXT + "\n" + line(blob=B64 + "="),
    "base64 of the other alphabet": TEXT + "\n" + line(blob="-_" + B64[2:]),
    "base64 with left-over bits": TEXT + "\n" + line(blob="AAAAAAB="),
    "a key id and no signature": TEXT + "\n" + line(blob="AAAAAA=="),
    "a byte of a key id": TEXT + "\n" + line(blob="AA=="),
    "text behind the signatures": TEXT + "\n" + LINE + "and more\n",
    "too many signatures": TEXT + "\n" + LINE * 101,
}


@pytest.mark.parametrize("fault", BAD_NOTES)
def test_a_note_with_another_spelling_is_refused(fault):
    with pytest.raises(Malformed):
        open_note(BAD_NOTES[fault].encode(), [LOG.verifier])


def test_bytes_that_are_not_utf_8_are_no_note():
    with pytest.raises(Malformed, match="UTF-8"):
        open_note(NOTE + b"\xff", [LOG.verifier])
    with pytest.raises(Malformed, match="longer"):
        open_note(b"x" * 1_000_001, [LOG.verifier])


def test_a_signature_pasted_from_another_note_rejects_the_note():
    stolen = str(LOG.sign(b"another text\n"))
    for lines in (stolen, LINE + stolen, stolen + LINE):
        with pytest.raises(NotProven):
            open_note(f"{TEXT}\n{lines}".encode(), [LOG.verifier])


def test_one_bad_line_of_a_known_key_rejects_the_note_whatever_others_say():
    wrong = WITNESSES[0].sign(TEXT.encode(), 5)
    broken = SignatureLine(wrong.name, wrong.key_id, bytes(len(wrong.blob)))
    data = Note.parse(NOTE).with_lines([broken]).to_bytes()
    assert open_note(data, [LOG.verifier]).text == TEXT.encode()  # the witness is unknown: its line is passed over
    with pytest.raises(NotProven):
        open_note(data, [LOG.verifier, WITNESSES[0].verifier])


def test_a_line_that_shares_only_name_or_id_with_a_known_key_is_passed_over():
    same_name, same_id = OTHER_LOG_KEY.sign(TEXT.encode()), LOG.sign(TEXT.encode())
    renamed = SignatureLine("log.example/other", same_id.key_id, same_id.blob)
    data = Note.parse(NOTE).with_lines([same_name, renamed]).to_bytes()
    assert [one.line for one in open_note(data, [LOG.verifier]).signatures] == [same_id]
    with pytest.raises(NotProven, match="no signature by a known key"):
        open_note(f"{TEXT}\n{same_name}{renamed}".encode(), [LOG.verifier])


def test_sixteen_signatures_and_more_are_read():
    keys = [SignerKey(f"k{n}", Ed25519Signer.from_seed(bytes([n]) * 32)) for n in range(1, 41)]
    note = open_note(sign_note(b"text\n", keys), [key.verifier for key in keys])
    assert [one.key.name for one in note.signatures] == [key.name for key in keys]


def test_the_last_empty_line_separates_text_and_signatures():
    text = b"a\n\nb\n\n"
    assert open_note(sign_note(text, [LOG]), [LOG.verifier]).text == text


@pytest.mark.parametrize("text", [b"", b"no newline", b"a\r\n", b"\x00\n", b"\xff\n"])
def test_a_text_that_a_note_cannot_carry_is_not_signed(text):
    with pytest.raises(Malformed):
        sign_note(text, [LOG])


def head(origin=ORIGIN, size="300", root=ROOT, more=""):
    return f"{origin}\n{size}\n{root}\n{more}"


BAD_HEADS = {
    "a leading zero": head(size="0300"),
    "two zeros": head(size="00"),
    "a plus sign": head(size="+300"),
    "a minus sign": head(size="-1"),
    "no size": head(size=""),
    "a hexadecimal size": head(size="0x12"),
    "a size with a space": head(size="300 "),
    "a size with an underscore": head(size="3_00"),
    "digits of another script": head(size="٣٠٠"),
    "full-width digits": head(size="３００"),
    "a size beyond all logs": head(size="9223372036854775808"),
    "no origin": head(origin=""),
    "a short root": head(root=base64.b64encode(bytes(31)).decode()),
    "a long root": head(root=base64.b64encode(bytes(33)).decode()),
    "no root": head(root=""),
    "a root in hexadecimal": head(root="00" * 32),
    "a root without padding": head(root=ROOT.rstrip("=")),
    "a root with left-over bits": head(root=ROOT[:-2] + "9="),
    "an empty extension line": head(more="\n"),
    "an empty line between extensions": head(more="a\n\nb\n"),
    "two lines": f"{ORIGIN}\n300\n",
    "no newline at the end": head()[:-1],
    "a carriage return": head().replace("\n", "\r\n"),
}


@pytest.mark.parametrize("fault", BAD_HEADS)
def test_a_checkpoint_with_another_spelling_is_refused_even_when_it_is_signed(fault):
    text = BAD_HEADS[fault].encode()
    with pytest.raises(Malformed):
        Checkpoint.parse(text)
    data = Note(text, (LOG.sign(text),)).to_bytes()
    with pytest.raises(TrustError):
        open_checkpoint(data, ORIGIN, [LOG.verifier])


def test_a_checkpoint_of_another_logger_may_have_extension_lines_and_keeps_them():
    checkpoint = Checkpoint.parse(head(more="a\nb c\n").encode())
    assert checkpoint.extensions == ("a", "b c")
    assert checkpoint.text() == head(more="a\nb c\n").encode()


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint("", 1, bytes(32)),
        Checkpoint("a\nb", 1, bytes(32)),
        Checkpoint(f"a\n5\n{ROOT}", 1, bytes(32)),
        Checkpoint("a", -1, bytes(32)),
        Checkpoint("a", 2**63, bytes(32)),
        Checkpoint("a", 1, bytes(31)),
        Checkpoint("a", 1, bytes(32), ("",)),
        Checkpoint("a\r", 1, bytes(32)),
    ],
)
def test_a_checkpoint_that_no_reader_would_take_is_not_written(checkpoint):
    with pytest.raises(Malformed):
        checkpoint.text()


def test_a_log_signs_under_its_own_origin_only():
    with pytest.raises(NotProven):
        sign_checkpoint(Checkpoint("log.example/other", 0, bytes(32)), [LOG])


def test_a_witness_alone_makes_no_checkpoint():
    data = Note(HEAD.text(), (WITNESSES[0].sign(HEAD.text(), 7),)).to_bytes()
    with pytest.raises(NotProven, match="not signed by the log"):
        open_checkpoint(data, ORIGIN, [LOG.verifier], [WITNESSES[0].verifier])


VKEY = str(LOG.verifier)
NAME, ID, KEY = VKEY.split("+", 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        NAME,
        f"{NAME}+{ID}",
        f"+{ID}+{KEY}",
        f"{NAME}+{ID.upper()}+{KEY}" if ID.upper() != ID else f"{NAME}++{KEY}",
        f"{NAME}+0{ID}+{KEY}",
        f"{NAME}+00000000+{KEY}",
        f"{NAME}+{ID}+{KEY} ",
        f"{NAME}+{ID}+{KEY}\n",
        f" {VKEY}",
        f"{NAME}x+{ID}+{KEY}",
        f"{NAME}+{ID}+",
        f"{NAME}+{ID}+{base64.b64encode(b'').decode()}",
        f"{NAME}+{ID}+{base64.b64encode(bytes([1]) + bytes(31)).decode()}",
        f"{NAME}+{ID}+{base64.b64encode(bytes([2]) + bytes(32)).decode()}",
        f"{NAME}+{ID}+{base64.b64encode(bytes([0xFF]) + bytes(65)).decode()}",
        f"a b+{ID}+{KEY}",
        f"\udc80+{ID}+{KEY}",
        f"{NAME}+{ID}+\u00e9{KEY}",
    ],
)
def test_a_key_with_another_spelling_is_refused(text):
    with pytest.raises(Malformed):
        VerifierKey.parse(text)


def test_a_key_is_used_in_its_own_algorithm_only():
    with pytest.raises(Malformed):
        SignerKey(ORIGIN, WITNESSES[0].backend, SM2_NOTE)


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_make_the_readers_fail_otherwise(data):
    with suppress(TrustError):
        assert Note.parse(data).to_bytes() == data
    with suppress(TrustError):
        assert Checkpoint.parse(data).text() == data
    with suppress(TrustError):
        open_note(data, [LOG.verifier])
    with suppress(TrustError):
        text = data.decode("utf-8", "surrogateescape")
        assert str(VerifierKey.parse(text)) == text


@given(st.integers(0, len(NOTE) - 1), st.integers(0, 255), st.booleans())
def test_a_note_with_a_byte_changed_or_lost_is_refused(position, byte, lose):
    changed = NOTE[:position] + (b"" if lose else bytes([byte])) + NOTE[position + 1 :]
    if changed != NOTE:
        with pytest.raises(TrustError):
            open_note(changed, [LOG.verifier])
