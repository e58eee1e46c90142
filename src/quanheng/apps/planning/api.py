"""The open API of the ledger."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router

from quanheng.apps.planning.listing import TASKS
from quanheng.apps.planning.queries.policies import PolicyLine, policies
from quanheng.apps.planning.queries.tasks import public_tasks, task_page
from quanheng.apps.planning.rules.state import State
from quanheng.apps.planning.schemas import PolicyOut, TaskDetailOut, TaskOut, progress_out, task_out
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.api import Page, list_operation, page_of
from quanheng.kernel.api.lists import DAY
from quanheng.kernel.clock import legal_today
from quanheng.kernel.listing.parameters import parse_day

router = Router(tags=["planning"])
Key = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=120, examples=["tc-opinion-2022-p4-1"])]
Day = Annotated[str | None, Query(pattern=DAY)]


@router.get(
    "/planning/tasks",
    response=Page[TaskOut],
    summary=_("列出政策任务"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(TASKS),
)
def list_tasks(request: HttpRequest) -> dict[str, Any]:
    """The tasks of every policy, filtered as the page filters them."""
    return page_of(request, TASKS, public_tasks(), task_out)


@router.get(
    "/planning/tasks/{key}",
    response=TaskDetailOut,
    summary=_("读取一项任务及其进展"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_task(request: HttpRequest, key: Key, on: Day = None) -> dict[str, Any]:  # noqa: ARG001
    """One task with its confirmed progress."""
    page = task_page(ANONYMOUS, key, parse_day(on) if on else legal_today())
    if page is None:
        raise Http404
    return {
        **task_out(page.task),
        "withdrawn": page.task.withdrawn_at is not None,
        "withdrawn_because": page.task.withdrawn_because,
        "progress": [progress_out(entry) for entry in page.entries],
    }


@router.get(
    "/planning/policies",
    response=list[PolicyOut],
    summary=_("列出台账中的政策及其进度"),  # type: ignore[arg-type]  # said in the reader's language
)
def list_policies(request: HttpRequest, on: Day = None) -> list[Any]:  # noqa: ARG001
    """Every policy of the ledger with its standing on a day."""
    return [_policy(line) for line in policies(ANONYMOUS, parse_day(on) if on else legal_today())]


def _policy(line: PolicyLine) -> dict[str, Any]:
    one = line.policy
    return {
        "slug": one.slug,
        "name": one.name,
        "title": one.edition.title,
        "number": one.edition.number,
        "keeper": one.keeper.key if one.keeper else None,
        "points": line.points,
        "standing": {"total": line.standing.total, **{state.value: line.standing.of(state) for state in State}},
        "confidence": one.confidence,
        "source": one.source,
        "url": reverse("planning:policy", args=[one.slug]),
    }
