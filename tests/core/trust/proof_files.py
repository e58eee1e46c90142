"""Proofs of a log of 300 entries, and files that are nearly proofs."""

from quanheng.core.trust.checkpoints import Checkpoint, sign_checkpoint
from quanheng.core.trust.merkle import inclusion_proof, leaf_hashes, root_of
from quanheng.core.trust.notes import Note
from quanheng.core.trust.policy_file import Group, Peer, Policy
from quanheng.core.trust.proofs import Proof
from tests.core.trust.keys import LOG, ORIGIN, WITNESSES

POLICY = Policy(
    (Peer(ORIGIN, LOG.verifier),),
    tuple(Peer(name, key.verifier) for name, key in zip("abc", WITNESSES, strict=True)),
    (Group("two", 2, ("a", "b", "c")),),
    "two",
)
ENTRIES = [b"entry-%d" % n for n in range(300)]
LEAVES = leaf_hashes(ENTRIES)


def proof_in(entries, index, extra=None, cosigned=2, log=LOG):
    """The proof of one of ``entries`` in the log that holds just them."""
    leaves = leaf_hashes(entries)
    head = Checkpoint(ORIGIN, len(leaves), root_of(leaves))
    note = Note.parse(sign_checkpoint(head, [log]))
    note = note.with_lines(key.sign(head.text(), 1_790_000_000 + n) for n, key in enumerate(WITNESSES[:cosigned]))
    return Proof(index, tuple(inclusion_proof(index, leaves)), note.to_bytes(), extra)


def proof_of(index, cosigned=2, log=LOG, extra=None):
    """The proof of an entry of ``ENTRIES``."""
    return proof_in(ENTRIES, index, extra, cosigned, log)


PROOF = proof_of(7)
FILE = PROOF.to_bytes()

HEAD, CHECKPOINT = FILE.decode().split("\n\n", 1)
FIRST, INDEX, *HASHES = HEAD.split("\n")


def file(first=FIRST, extra=(), index=INDEX, hashes=HASHES, gap="\n\n"):
    return "\n".join([first, *extra, index, *hashes]) + gap + CHECKPOINT


BAD_FILES = [
    "",
    file(first="c2sp.org/tlog-proof@v2"),
    file(first=" c2sp.org/tlog-proof@v1"),
    file(first=""),
    file(index="index 07"),
    file(index="index -7"),
    file(index="index  7"),
    file(index="index 7 "),
    file(index="index +7"),
    file(index="index"),
    file(index="index "),
    file(index="Index 7"),
    file(index=""),
    file(extra=["extra !"]),
    file(extra=["extra AA"]),
    file(extra=["extra AAAA", "extra AAAA"]),
    file(extra=["extra"]),
    file(index="", extra=[INDEX, "extra AAAA"]),
    file(hashes=["AAAA", *HASHES[1:]]),
    file(hashes=[HASHES[0] + " ", *HASHES[1:]]),
    file(hashes=[HASHES[0].rstrip("="), *HASHES[1:]]),
    file(hashes=HASHES * 8),
    file(gap="\n"),
    file(gap=""),
    file().replace("\n", "\r\n"),
    file() + "\0",
]
