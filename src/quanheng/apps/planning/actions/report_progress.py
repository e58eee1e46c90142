"""report_progress: a responsible body tells what was done, with the records that show it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.planning.actions.record_progress import put_evidence
from quanheng.apps.planning.events import ProgressReported
from quanheng.apps.planning.evidence_links import Found, at_address
from quanheng.apps.planning.models import Body, Progress, Task
from quanheng.apps.planning.policies import may_report, own_organisations
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.records import Confidence
from quanheng.kernel.subjects import Subject

MOST_EVIDENCE = 20


def report_progress(  # noqa: PLR0913  the facts of one record
    *,
    task: Task,
    body: Body,
    day: date,
    text: str,
    addresses: Sequence[str],
    completes: bool,
    actor: Actor,
    now: datetime,
) -> Progress:
    """Report for ``body`` what happened on ``day``. ``addresses`` are pages of public records of this platform, one at
    least. Counts for nothing until another person confirms it. Raises ``BadInput`` naming each field at fault.
    """
    keeper = task.point.policy.keeper_id
    responsible = _responsible(task)
    may_report(actor, keeper_id=keeper, responsible=responsible).require()
    found, faults = _evidence(addresses)
    faults += _faults(task, body, day, completes=completes, today=now.astimezone(LEGAL_ZONE).date())
    if faults:
        raise BadInput(faults)
    own = own_organisations(actor)
    reporting = next((one for one in (body.organisation_id, *responsible, keeper) if one in own), None)
    with transaction.atomic():
        entry: Progress = Progress.objects.create(
            task=task,
            key=f"{task.key}-{Progress.objects.filter(task=task).count() + 1}",
            day=day,
            body=body,
            text=text,
            completes=completes,
            organisation_id=reporting,
            reported_by_id=actor.person_id,
            reported_at=now,
            source=_("%(body)s报送") % {"body": body.name},
            confidence=Confidence.B,
            changed_at=now,
        )
        put_evidence(entry, found)
        payload = ProgressReported(task.key, entry.key, day.isoformat(), body.name)
        record(payload, actor=actor, subject=Subject("task", task.key), now=now)
    return entry


def _responsible(task: Task) -> list[int]:
    rows = task.responsibilities.exclude(body__organisation=None).values_list("body__organisation", flat=True)
    return list(rows)


def _evidence(addresses: Sequence[str]) -> tuple[list[Found], list[Fault]]:
    if not addresses:
        return [], [Fault("evidence", _("进展要有佐证"), _("请填写本平台公开记录的网址，至少一个。"))]
    if len(addresses) > MOST_EVIDENCE:
        return [], [Fault("evidence", _("佐证最多 %d 件") % MOST_EVIDENCE)]
    pairs = [(address, at_address(address)) for address in addresses]
    faults = [
        Fault("evidence", _("“%s”不是本平台的公开记录") % address[:80], _("请打开记录的页面，复制它的网址。"))
        for address, found in pairs
        if found is None
    ]
    return list({(one.kind, one.key): one for _address, one in pairs if one}.values()), faults


def _faults(task: Task, body: Body, day: date, *, completes: bool, today: date) -> list[Fault]:
    faults = []
    if task.withdrawn_at:
        faults.append(Fault("", _("这项任务已撤销")))
    if not task.responsibilities.filter(body=body).exists():
        faults.append(Fault("body", _("该单位不是这项任务的责任单位")))
    if day > today:
        faults.append(Fault("day", _("日期在将来"), _("请填写事情已经发生的那一天。")))
    if completes and task.recurrence == Task.Recurrence.ONGOING:
        faults.append(Fault("completes", _("持续性任务没有完成之日"), _("请去掉“已完成”。")))
    return faults
