"""The open API of evidence."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Router

from quanheng.apps.evidence.draws.api import router as draws
from quanheng.apps.evidence.labels.checking import Checked, check
from quanheng.apps.evidence.lines import line_of
from quanheng.apps.evidence.listing import CHANGES
from quanheng.apps.evidence.models import Event
from quanheng.apps.evidence.queries import public_events
from quanheng.apps.evidence.schemas import ChangeOut, LabelOut, TimeOut
from quanheng.apps.evidence.timekeeping.queries import clock_of
from quanheng.apps.evidence.timekeeping.words import Standing
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.api import Page, list_operation, page_of
from quanheng.kernel.clock import now

router = Router(tags=["changes"])
router.add_router("", draws)
LONGEST_LABEL = 4096


def change_out(event: Event) -> dict[str, Any]:
    """One event as the API gives it."""
    line = line_of(event, ANONYMOUS)
    return {
        "id": event.pk,
        "at": event.at,
        "kind": event.kind,
        "subject_kind": event.subject_kind,
        "subject_key": event.subject_key,
        "sentence": line.sentence,
        "payload": event.payload,
        "actor": line.actor,
    }


@router.get(
    "/changes",
    response=Page[ChangeOut],
    summary=_("列出公开的变更"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(CHANGES),
)
def list_changes(request: HttpRequest) -> dict[str, Any]:
    """Public changes of every register, the latest first."""
    return page_of(request, CHANGES, public_events(), change_out)


def label_out(checked: Checked) -> dict[str, Any]:
    """One label as the API gives it."""
    told: dict[str, Any] = {"state": checked.state.value}
    said, found = checked.verdict.claims, checked.found
    if said:
        told |= {"number": checked.number, "issuer": said.issuer, "certificate": said.certificate}
        told |= {"serial": said.serial, "name": said.name, "due": said.due, "result": said.result or None}
        told |= {"sha256": said.digest.hex(), "issued_at": said.issued, "expires_at": said.expires}
    if said and checked.verdict.issuer:
        told["issuer_name"] = checked.verdict.issuer.name
    if found:
        told["log_index"] = found.index
    if found and found.end:
        successor = found.end.successor
        told |= {"reason": found.end.reason, "successor": successor.number if successor else None}
    return told


@router.get(
    "/labels/{token}",
    response=LabelOut,
    summary=_("核对一枚标识"),  # type: ignore[arg-type]  # said in the reader's language
    tags=["labels"],
)
def get_label(request: HttpRequest, token: Annotated[str, Path(max_length=LONGEST_LABEL)]) -> dict[str, Any]:  # noqa: ARG001  ninja passes it
    """The state of one label: ``token`` is the text after ``/V/`` in its code."""
    return label_out(check(token, now()))


@router.get(
    "/time",
    response=TimeOut,
    summary=_("平台时钟的状态"),  # type: ignore[arg-type]  # said in the reader's language
    tags=["time"],
)
def get_time(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  ninja passes it
    """How far the platform's clock is from its sources, by the last measurement on record."""
    found = clock_of(ANONYMOUS, now())
    told: dict[str, Any] = {"standing": found.standing.value}
    if found.latest:
        told |= {"measured_at": found.latest.at, "offset_ns": found.latest.offset_ns, "bound_ns": found.latest.bound_ns}
        told |= {"sources": found.latest.sources, "agreeing": found.latest.agreeing}
    if found.standing is Standing.COMPARED and found.compared:
        told["traceable_to"] = found.compared.traceable_to
    return told
