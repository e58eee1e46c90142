"""Whom a verifier believes (C2SP tlog-policy): logs, witnesses, groups of them, and the quorum that is needed.

::

    log log.example/metrology+d0288b7b+AQOh…
    witness institute witness.example/w1+20324abe+BCms…
    group two-of-three 2 institute province association
    quorum two-of-three
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from quanheng.core.trust.algorithms import COSIGNATURE, ED25519, MLDSA44_COSIGNATURE
from quanheng.core.trust.checkpoints import SignedCheckpoint, open_checkpoint
from quanheng.core.trust.errors import Malformed, NotProven
from quanheng.core.trust.notes import Note, VerifierKey
from quanheng.core.trust.tree_head import Checkpoint

NONE = "none"
LONGEST = 100_000
ALLOWED = b"\t\n" + bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))
LOG_KEYS = (ED25519,)
WITNESS_KEYS = (COSIGNATURE, MLDSA44_COSIGNATURE)


@dataclass(frozen=True, slots=True)
class Peer:
    """A log or a witness; ``name`` is the policy's own for a witness, the origin for a log."""

    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Witnessed when ``least`` of its members are; a member is a witness or a group named before."""

    name: str
    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy file."""

    logs: tuple[Peer, ...] = ()
    witnesses: tuple[Peer, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """The policy in a file; a fault names its line."""
        if len(data) > LONGEST:
            raise Malformed(f"a policy longer than {LONGEST} bytes")
        if data.translate(None, ALLOWED):
            raise Malformed("a policy holds no control characters but tab and newline")
        text = data.decode("utf-8", "surrogateescape")  # what is not ASCII is opaque to a policy
        if text and not text.endswith("\n"):
            raise Malformed("the last line of a policy ends in a newline too")
        reading = _Reading()
        for number, line in enumerate(text.split("\n"), 1):
            words = [word for word in line.replace("\t", " ").split(" ") if word]
            try:
                if words and not words[0].startswith("#"):
                    reading.take(*words)
            except Malformed as fault:
                raise Malformed(f"line {number}: {fault}") from fault
        if reading.quorum is None:
            raise Malformed("a policy has a quorum line")
        return cls(tuple(reading.logs), tuple(reading.witnesses), tuple(reading.groups.values()), reading.quorum)

    def to_bytes(self) -> bytes:
        """The file."""
        lines = [
            *(f"log {log.key} {log.url}" for log in self.logs),
            *(f"witness {witness.name} {witness.key} {witness.url}" for witness in self.witnesses),
            *(f"group {group.name} {group.least} {' '.join(group.members)}" for group in self.groups),
            f"quorum {self.quorum}",
        ]
        data = "".join(f"{line.rstrip()}\n" for line in lines).encode("utf-8", "surrogateescape")
        if type(self).parse(data) != self:
            raise Malformed("a policy that its file cannot carry")
        return data

    def satisfied_by(self, witnesses: Iterable[str]) -> bool:
        """Whether cosignatures by these witnesses, by their names in the policy, make the quorum."""
        seen = {NONE, *witnesses}
        for group in self.groups:
            if sum(member in seen for member in group.members) >= group.least:
                seen.add(group.name)
        return self.quorum in seen

    def cosigners(self, signed: SignedCheckpoint) -> list[str]:
        """The names, in this policy, of the witnesses that cosigned."""
        keys = {one.key for one in signed.cosigned}
        return [witness.name for witness in self.witnesses if witness.key in keys]

    def open(self, data: bytes, also: Iterable[VerifierKey] = ()) -> SignedCheckpoint:
        """The checkpoint of a note that one of the logs signed and the quorum cosigned.

        ``also``: keys for which a policy has no line (a log's SM2 key). Their signatures, where there are any, must
        hold and stand among ``cosigned``; they count neither as the log's nor for the quorum.
        """
        origin = Checkpoint.parse(Note.parse(data).text).origin
        keys = [log.key for log in self.logs if log.name == origin]
        if not keys:
            raise NotProven("a checkpoint of a log that the policy does not name")
        signed = open_checkpoint(data, origin, keys, [*(witness.key for witness in self.witnesses), *also])
        if not self.satisfied_by(self.cosigners(signed)):
            raise NotProven("the quorum of witnesses is not reached")
        return signed


@dataclass(slots=True)
class _Reading:
    """A policy while its lines are read."""

    logs: list[Peer] = field(default_factory=list)
    witnesses: list[Peer] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str | None = None
    members: set[str] = field(default_factory=set)

    def take(self, kind: str, *words: str) -> None:
        """One line of words."""
        match kind, words:
            case "log", (vkey, *url) if len(url) <= 1:
                key = _key(vkey, LOG_KEYS, [log.key for log in self.logs])
                self.logs.append(Peer(key.name, key, "".join(url)))
            case "witness", (name, vkey, *url) if len(url) <= 1:
                self._new(name)
                key = _key(vkey, WITNESS_KEYS, [witness.key for witness in self.witnesses])
                self.witnesses.append(Peer(name, key, "".join(url)))
            case "group", (name, least, *members):
                self._group(name, least, members)
            case "quorum", (name,):
                if self.quorum is not None:
                    raise Malformed("a second quorum line")
                if name != NONE:
                    self._known(name)
                self.quorum = name
            case _:
                raise Malformed("not a line of a policy: log, witness, group or quorum")

    def _group(self, name: str, least: str, members: list[str]) -> None:
        self._new(name)
        for member in members:
            self._known(member)
            if member in self.members:
                raise Malformed("a name is a member once at most")
            self.members.add(member)
        number = {"all": len(members), "any": 1}.get(least) or _number(least)
        if not 1 <= number <= len(members):
            raise Malformed("a group asks for one or more of its members, and no more than it has")
        self.groups[name] = Group(name, number, tuple(members))

    def _names(self) -> set[str]:
        return {witness.name for witness in self.witnesses} | set(self.groups)

    def _new(self, name: str) -> None:
        if name == NONE or name in self._names():
            raise Malformed("a name that is taken")

    def _known(self, name: str) -> None:
        if name not in self._names():
            raise Malformed("a name that no line before defines")


def _key(text: str, allowed: tuple[object, ...], there: list[VerifierKey]) -> VerifierKey:
    key = VerifierKey.parse(text)
    if key.algorithm not in allowed:
        raise Malformed(f"a key for {key.algorithm.name} in the wrong place")
    if any(other.public == key.public for other in there):
        raise Malformed("a public key that stands there already")
    return key


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and text == str(int(text))):  # noqa: PLR2004
        raise Malformed("a group says all, any or how many")
    return int(text)
