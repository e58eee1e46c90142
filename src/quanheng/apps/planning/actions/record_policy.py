"""record_policy: a policy enters the ledger with its points, tasks and the progress that public records show."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.law.public import Edition
from quanheng.apps.people.public import Organisation
from quanheng.apps.planning.actions.record_progress import record_progress
from quanheng.apps.planning.actions.record_task import Answering, TaskFacts, record_task
from quanheng.apps.planning.events import PolicyRecorded
from quanheng.apps.planning.indicators import indicator
from quanheng.apps.planning.models import Body, Point, Policy, Task
from quanheng.apps.planning.policies import may_load
from quanheng.apps.planning.register_file import PointRecord, PolicyRecord, TaskRecord
from quanheng.apps.planning.rules.anchors import point_anchor, point_label, task_key, task_order
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject


def record_policy(*, facts: PolicyRecord, actor: Actor, now: datetime) -> dict[str, int]:
    """Bring the policy to ``facts``. Returns how many records of each kind changed. Raises ``BadInput`` where a body or
    the edition it names is not on record.
    """
    may_load(actor).require()
    bodies = {body.key: body for body in Body.objects.all()}
    _known(facts, bodies)
    counts = {"policies": 0, "tasks": 0, "progress": 0}
    with transaction.atomic():
        policy, changed = _policy(facts, actor, now)
        counts["policies"] += changed
        points = {point.anchor: point for point in policy.points.select_related("policy")}
        for line in facts.points:
            point = points[point_anchor(line.point, line.sub)]
            for ordinal, task_line in enumerate(line.tasks, start=1):
                key = task_key(facts.policy, point.anchor, ordinal)
                order = task_order(facts.order, line.point, line.sub, ordinal)
                values = _facts(task_line, facts, bodies)
                task, changed = record_task(point=point, key=key, order=order, facts=values, actor=actor, now=now)
                counts["tasks"] += changed
                counts["progress"] += _progress(task, task_line, bodies, actor, now)
    return counts


def _known(facts: PolicyRecord, bodies: dict[str, Body]) -> None:
    """Raise ``BadInput`` for the first body or indicator that is not in its vocabulary."""
    named = [*facts.lead, *facts.support]
    for point in facts.points:
        for task in point.tasks:
            named += [*task.lead, *task.joint, *task.support, *(entry.body for entry in task.progress)]
    for task in (task for point in facts.points for task in point.tasks):
        if task.target.indicator and indicator(task.target.indicator) is None:
            what = _("没有“%(slug)s”这项指标") % {"slug": task.target.indicator}
            raise bad_input(f"{facts.policy}.yaml", what, "indicators.yaml")
    for key in named:
        if key not in bodies:
            raise bad_input(f"{facts.policy}.yaml", _("不认识的责任单位“%(key)s”") % {"key": key}, "bodies.yaml")


def _policy(facts: PolicyRecord, actor: Actor, now: datetime) -> tuple[Policy, bool]:
    edition = Edition.objects.filter(slug=facts.policy).first()
    if edition is None:
        what = _("法规登记簿中没有 %(slug)s") % {"slug": facts.policy}
        raise bad_input(f"{facts.policy}.yaml", what, "instruments.yaml")
    keeper = Organisation.objects.filter(name=facts.keeper).order_by("pk").first()
    policy = Policy.objects.filter(edition=edition).first()
    created = policy is None
    policy = policy or Policy(edition=edition, slug=edition.slug, changed_at=now)
    values: dict[str, Any] = {
        "name": facts.name,
        "keeper_id": keeper.pk if keeper else None,
        "order": facts.order,
        "source": facts.source,
        "confidence": facts.confidence,
    }
    changed = [name for name, value in values.items() if created or getattr(policy, name) != value]
    for name in changed:
        setattr(policy, name, values[name])
    if changed:
        policy.changed_at = now
        policy.save()
    if _points(policy, facts):
        changed.append("points")
    if changed:
        payload = PolicyRecorded(policy.slug, policy.name, created, () if created else tuple(changed))
        record(payload, actor=actor, subject=Subject("policy", policy.slug), now=now)
    return policy, bool(changed)


def _points(policy: Policy, facts: PolicyRecord) -> bool:
    known = {point.anchor: point for point in policy.points.all()}
    differs = False
    for line in facts.points:
        anchor = point_anchor(line.point, line.sub)
        values = _point_values(line)
        point = known.get(anchor)
        if point is not None and all(getattr(point, name) == value for name, value in values.items()):
            continue
        point = point or Point(policy=policy, anchor=anchor)
        for name, value in values.items():
            setattr(point, name, value)
        point.save()
        differs = True
    return differs


def _point_values(line: PointRecord) -> dict[str, Any]:
    return {
        "label": point_label(line.point, line.sub),
        "number": line.point,
        "sub": line.sub,
        "topic": line.topic,
        "idle": line.idle,
    }


def _progress(task: Task, line: TaskRecord, bodies: dict[str, Body], actor: Actor, now: datetime) -> int:
    return sum(
        record_progress(
            task=task, key=f"{task.key}-{number}", body=bodies[entry.body], facts=entry, actor=actor, now=now
        )
        for number, entry in enumerate(line.progress, start=1)
    )


def _facts(line: TaskRecord, policy: PolicyRecord, bodies: dict[str, Body]) -> TaskFacts:
    deadline = line.deadline or (policy.deadline if line.recurrence == "once" else None)
    named = list(line.responsibilities()) or [(key, "lead") for key in policy.lead]
    held = {key for key, _role in named}
    named += [(key, "support") for key in policy.support if key not in held]
    return TaskFacts(
        title=line.title,
        recurrence=line.recurrence,
        deadline_text=deadline.text if deadline else "",
        deadline=deadline.day if deadline else None,
        presumed=bool(deadline and deadline.presumed),
        target_kind=line.target.kind,
        target_text=line.target.text,
        target_number=line.target.number,
        target_unit=line.target.unit,
        indicator=line.target.indicator,
        source=policy.source,
        confidence=policy.confidence,
        responsibilities=tuple(Answering(bodies[key], role) for key, role in named),
    )
