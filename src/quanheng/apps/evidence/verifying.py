"""What the page 验证 finds out: for a number or a digest that was typed, for a file, for a proof, for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from quanheng.apps.evidence.answers import Answer, answer_of_entry, answers
from quanheng.apps.evidence.entries import DIGEST, NUMBER
from quanheng.apps.evidence.log.faults import Inconsistent
from quanheng.apps.evidence.log.policy import policy
from quanheng.apps.evidence.log.standing import entry_at, seal_of_entry, seal_of_leaf
from quanheng.apps.evidence.log.storage import read_key, read_state
from quanheng.apps.evidence.models import Seal
from quanheng.apps.evidence.queries import seals_named, seals_with
from quanheng.core.trust.bundles import LONGEST_ENTRY
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.judging import Judged, judge
from quanheng.core.trust.policy_file import Policy
from quanheng.core.trust.proofs import HEADER
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input

LONGEST_QUESTION = 200
LONGEST_PROOF = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """``judged`` where a proof was given; ``digest`` and ``name`` where a file was; ``by`` says what was looked up:
    ``proof``, ``file``, ``digest``, ``name``. ``behind``: the proof is newer than the log here, which was set back and
    cannot say what came after.
    """

    by: str
    answers: tuple[Answer, ...] = ()
    judged: Judged | None = None
    digest: str = ""
    name: str = ""
    behind: bool = False

    @property
    def verdict(self) -> str:
        """The key of the words that head the answer, see :mod:`verify_words`."""
        state = self.answers[0].state if self.answers else ""
        if self.judged is None:
            return f"{self.by}-{state or 'unknown'}"
        if self.judged.verdict == "holds" and self.behind:
            return "proof-no-state"
        if self.judged.verdict == "holds" and state in {"revoked", "replaced"}:
            return f"proof-{state}"
        return f"proof-{self.judged.verdict}"


def by_question(text: str, actor: Actor) -> Found:
    """What the log holds for a digest, the number of an entry, or the number of a record."""
    if len(text) > LONGEST_QUESTION:
        raise bad_input("q", _("最多 %d 个字符") % LONGEST_QUESTION)
    if DIGEST.fullmatch(text):
        leaf = seal_of_leaf(bytes.fromhex(text))
        seals = [*seals_with(text.lower(), actor), *([leaf] if leaf else [])]
        return Found("digest", tuple(answers(seals, actor)), digest=text.lower())
    found = answers(seals_named(text, actor), actor)
    if NUMBER.fullmatch(text):
        found += _at(int(text), actor)
    return Found("name", tuple(found), name=text)


def by_files(files: "Sequence[UploadedFile[bytes]]", actor: Actor) -> Found:
    """What the log holds for a file, or what a proof proves, alone or with the file it is about. Nothing is kept."""
    proofs = [one for one in files if _is_proof(one)]
    others = [one for one in files if one not in proofs]
    if len(proofs) > 1 or len(others) > 1:
        raise bad_input("file", _("一次核对一份文件和它的一份离线证明"), _("请分几次核对。"))
    if proofs:
        return _judged(proofs[0], others[0] if others else None, actor)
    if not others:
        raise bad_input("file", _("没有选择文件"), _("请选择要核对的文件或离线证明。"))
    digest = Digest.of_chunks(others[0].chunks()).sha256.hex()
    return Found("file", tuple(answers(seals_with(digest, actor), actor)), digest=digest, name=others[0].name or "")


def _judged(proof: "UploadedFile[bytes]", file: "UploadedFile[bytes] | None", actor: Actor) -> Found:
    data = bytes(proof.read(LONGEST_PROOF + 1))
    digest = Digest.of_chunks(file.chunks()) if file else None
    judged = judge(data, trusted(), digest=digest, entry=_small(file))
    seal = seal_of_leaf(judged.leaf) if judged.verdict == "holds" and judged.leaf else None
    behind = judged.head is not None and judged.head.size > read_state().edge.size
    told = tuple(answers([seal], actor) if seal else ())
    return Found("proof", told, judged, name=proof.name or "", behind=behind)


def trusted() -> Policy:
    """The policy of this log; one that trusts nobody before there is a log."""
    named = read_key()
    try:
        return policy(named[1]) if named else Policy()
    except Inconsistent:
        return Policy()


def _small(file: "UploadedFile[bytes] | None") -> bytes | None:
    """The file, where it may be the entry itself: a proof need not carry it."""
    if file is None or (file.size or 0) > LONGEST_ENTRY:
        return None
    file.seek(0)
    return bytes(file.read())


def _is_proof(file: Any) -> bool:
    head = bytes(file.read(len(HEADER)))
    file.seek(0)
    return head == HEADER.encode()


def _at(index: int, actor: Actor) -> list[Answer]:
    entry = entry_at(index)
    if entry is None:
        return []
    seal: Seal | None = seal_of_entry(entry)
    return answers([seal], actor) if seal else [answer_of_entry(entry)]
