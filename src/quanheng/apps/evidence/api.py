"""The open API of evidence."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router

from quanheng.apps.evidence.draws.api import router as draws
from quanheng.apps.evidence.lines import line_of
from quanheng.apps.evidence.listing import CHANGES
from quanheng.apps.evidence.models import Event
from quanheng.apps.evidence.queries import public_events
from quanheng.apps.evidence.schemas import ChangeOut
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.api import Page, list_operation, page_of

router = Router(tags=["changes"])
router.add_router("", draws)


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
