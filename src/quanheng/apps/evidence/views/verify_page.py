"""验证: a file, a proof, a digest or a number is held against the log. Nothing that is handed in is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from quanheng.apps.evidence import verify_words
from quanheng.apps.evidence.log.storage import read_state
from quanheng.apps.evidence.timestamps.policies import may_stamp
from quanheng.apps.evidence.verifying import Found, by_files, by_question
from quanheng.apps.evidence.views.asking import actor_of
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.files import takes_uploads


@takes_uploads
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The question and, where one was asked, the answer of the log."""
    question = request.GET.get("q", "").strip()
    faults: list[Fault] = []
    found: Found | None = None
    if request.method == "POST":
        try:
            found = by_files(request.FILES.getlist("file"), actor_of(request))
        except BadInput as wrong:
            faults = wrong.faults
    elif question:
        found = by_question(question, actor_of(request))
    told = {"halted": read_state().halted, "may_stamp": bool(may_stamp(actor_of(request)))}
    context = {"question": question, "faults": faults, "found": found, **_words(found), **told}
    return render(request, "evidence/verify.html", context, status=422 if faults else 200)


def _words(found: Found | None) -> dict[str, Any]:
    """The answer in words, and the words of the script."""
    judged = found.judged if found else None
    return {
        "words": verify_words.VERDICTS[found.verdict] if found else None,
        "lines": [verify_words.line(step) for step in judged.steps] if judged else [],
        "every_verdict": {key: words for key, words in verify_words.VERDICTS.items() if key.startswith("proof-")},
        "every_line": verify_words.every_line(),
    }
