"""Signed notes (C2SP signed-note): a text, an empty line, signature lines ``— NAME BASE64``."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from quanheng.core.trust.algorithms import ED25519, NoteAlgorithm, split_key
from quanheng.core.trust.errors import Malformed, NotProven
from quanheng.core.trust.lines import from_base64, key_name, text_of, to_base64
from quanheng.core.trust.signers.backend import SignerBackend

LONGEST = 1_000_000
MOST_SIGNATURES = 100
"""A reader must take 16 or more; without a bound a note could make it work for ever."""
KEY_ID = 4


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A named public key. Its text form is ``name+key id in hex+base64(type ‖ public key)``."""

    name: str
    algorithm: NoteAlgorithm
    public: bytes
    key_id: bytes = field(init=False)

    def __post_init__(self) -> None:
        key_name(self.name)
        material = self.algorithm.identifier + self.public
        split_key(material)
        object.__setattr__(self, "key_id", hashlib.sha256(self.name.encode() + b"\n" + material).digest()[:KEY_ID])

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key of its text form; its id must be the one that follows from the rest."""
        name, _, rest = text.partition("+")
        key_id, gap, material = rest.partition("+")
        if not gap:
            raise Malformed("a verifier key is name+id+base64")
        key = cls(name, *split_key(from_base64(material)))
        if key_id != key.key_id.hex():
            raise Malformed("a verifier key whose id is not that of its name and key")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{to_base64(self.algorithm.identifier + self.public)}"


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature as it stands in a note; ``blob`` is what follows the key id."""

    name: str
    key_id: bytes
    blob: bytes

    @classmethod
    def parse(cls, line: str) -> Self:
        """From a line without its newline."""
        dash, _, rest = line.partition(" ")
        name, gap, base64 = rest.partition(" ")
        if dash != "—" or not gap:
            raise Malformed("a signature line is a dash, a name and base64, one space between")
        data = from_base64(base64)
        if len(data) <= KEY_ID:
            raise Malformed("a signature line without a signature")
        return cls(key_name(name), data[:KEY_ID], data[KEY_ID:])

    def __str__(self) -> str:
        return f"— {self.name} {to_base64(self.key_id + self.blob)}\n"


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A name and a key that signs notes in one algorithm."""

    name: str
    backend: SignerBackend
    algorithm: NoteAlgorithm = ED25519

    def __post_init__(self) -> None:
        if self.backend.algorithm != self.algorithm.backend:
            raise Malformed(f"{self.algorithm.name} is not signed with a key for {self.backend.algorithm}")

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.algorithm, self.backend.public)

    def sign(self, text: bytes, at: int | None = None) -> SignatureLine:
        """The signature line over a text; ``at`` in POSIX seconds for cosignatures."""
        blob = self.algorithm.sign(self.backend, self.name, text, at)
        return SignatureLine(self.name, self.verifier.key_id, blob)


@dataclass(frozen=True, slots=True)
class Verified:
    """A signature that holds, by a key that was asked for. ``at``: POSIX seconds, where the type carries them."""

    key: VerifierKey
    line: SignatureLine
    at: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart. Its text means nothing before a signature was checked."""

    text: bytes
    lines: tuple[SignatureLine, ...]

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """The parts of a note."""
        if len(data) > LONGEST:
            raise Malformed(f"a note longer than {LONGEST} bytes")
        text, gap, tail = text_of(data).rpartition("\n\n")
        lines = tail.split("\n")
        if not gap or lines.pop() or not lines:
            raise Malformed("a note is a text, an empty line and signature lines, each ended by a newline")
        if len(lines) > MOST_SIGNATURES:
            raise Malformed(f"more than {MOST_SIGNATURES} signatures")
        return cls(text.encode() + b"\n", tuple(map(SignatureLine.parse, lines)))

    def to_bytes(self) -> bytes:
        """The note as it is published."""
        return self.text + b"\n" + "".join(map(str, self.lines)).encode()

    def with_lines(self, lines: Iterable[SignatureLine]) -> Self:
        """The same text with more signatures; one that stands there already is not repeated."""
        return type(self)(self.text, tuple(dict.fromkeys([*self.lines, *lines])))

    def verify(self, keys: Iterable[VerifierKey]) -> tuple[Verified, ...]:
        """The signatures by ``keys``: one or more, every one good, else :class:`NotProven`. Others are passed over."""
        known = {(key.name, key.key_id): key for key in keys}
        found = []
        for line in self.lines:
            key = known.get((line.name, line.key_id))
            if key is not None:
                at = key.algorithm.verify(key.public, key.name, self.text, line.blob)
                found.append(Verified(key, line, at))
        if not found:
            raise NotProven("no signature by a known key")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note whose signatures by known keys hold."""

    text: bytes
    signatures: tuple[Verified, ...]
    note: Note


def open_note(data: bytes, keys: Iterable[VerifierKey]) -> OpenedNote:
    """A note that at least one of ``keys`` signed and none of them signed wrongly."""
    note = Note.parse(data)
    return OpenedNote(note.text, note.verify(keys), note)


def sign_note(text: bytes, keys: Sequence[SignerKey], at: int | None = None) -> bytes:
    """The note of a text that ends in a newline, signed by every key in their order."""
    note = Note(text, tuple(key.sign(text, at) for key in keys))
    if not text.endswith(b"\n") or Note.parse(note.to_bytes()) != note:
        raise Malformed("a text that a note cannot carry")
    return note.to_bytes()
