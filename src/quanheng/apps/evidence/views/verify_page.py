"""验证: a file, a proof, a digest or a number is held against the log."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanheng.apps.evidence.answers import Answer, answers
from quanheng.apps.evidence.log.policy import policy
from quanheng.apps.evidence.log.storage import read_key
from quanheng.apps.evidence.models import Seal
from quanheng.apps.evidence.queries import seal_at, seal_of_leaf, seals_named, seals_with
from quanheng.core.trust.digests import Digest
from quanheng.core.trust.errors import TrustError
from quanheng.core.trust.proofs import HEADER, Proof
from quanheng.core.trust.statements import Opened
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.files import takes_uploads

DIGEST = re.compile(r"[0-9a-fA-F]{64}")
NUMBER = re.compile(r"[0-9]{1,18}")
LONGEST_QUESTION = 200
LONGEST_PROOF = 1_000_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A proof that was handed in: whether it holds, and why not."""

    holds: bool
    index: int
    fault: str = ""


@takes_uploads
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The question and, where one was asked, the answer of the log."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the actor middleware
    file = request.FILES.get("file")
    question = request.GET.get("q", "").strip()
    checked, digest = None, ""
    if request.method == "POST" and isinstance(file, UploadedFile):
        if _is_proof(file):
            checked, found = _check(file.read(LONGEST_PROOF + 1), actor)
        else:
            digest = Digest.of_chunks(file.chunks()).sha256.hex()
            found = seals_with(digest, actor)
    else:
        found = _asked(question, actor)
    told: list[Answer] = answers(found, actor)
    asked = bool(question or digest or checked)
    context = {"question": question, "digest": digest, "checked": checked, "answers": told, "asked": asked}
    return render(request, "evidence/verify.html", context)


def _asked(question: str, actor: Actor) -> list[Seal]:
    """What the log holds for a digest, the number of an entry, or the number of a record."""
    if len(question) > LONGEST_QUESTION:
        raise bad_input("q", _("最多 %d 个字符") % LONGEST_QUESTION)
    if DIGEST.fullmatch(question):
        return seals_with(question.lower(), actor)
    found = seals_named(question, actor) if question else []
    if NUMBER.fullmatch(question) and int(question) < 2**63 and (seal := seal_at(int(question), actor)):
        found.append(seal)
    return found


def _is_proof(file: Any) -> bool:
    head = bytes(file.read(len(HEADER)))
    file.seek(0)
    return head == HEADER.encode()


def _check(data: bytes, actor: Actor) -> tuple[Checked, list[Seal]]:
    """Hold a proof against the log's own policy; the seal is looked up by the entry, to say what came later."""
    named = read_key()
    try:
        proof = Proof.parse(data)
        opened = Opened.parse(proof.extra or b"")
        if named is None:
            return Checked(holds=False, index=proof.index, fault=_("日志还没有启用。")), []
        proof.verify_leaf(opened.leaf, policy(named[1]))
    except TrustError as fault:
        return Checked(holds=False, index=0, fault=str(fault)), []
    seal = seal_of_leaf(opened.leaf, actor)
    return Checked(holds=True, index=proof.index), [seal] if seal else []
