"""What the API says of the ledger."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from quanheng.apps.planning import words
from quanheng.apps.planning.listing import task_href


class ResponsibleOut(Schema):
    """责任单位 of a task; ``organisation`` is its register number, null where it is no organisation on record."""

    body: str
    name: str
    role: str
    stated: str
    group: bool
    organisation: str | None


class TaskOut(Schema):
    """任务 as a list gives it; its state is computed for the day asked."""

    key: str
    title: str
    policy: str
    point: str
    anchor: str
    bodies: list[ResponsibleOut]
    recurrence: str
    deadline: date | None
    deadline_text: str
    presumed: bool
    target_kind: str
    target_text: str
    target_number: str | None
    target_unit: str
    indicator: str
    state: str
    state_label: str
    confidence: str
    source: str
    changed_at: datetime
    url: str


class EvidenceOut(Schema):
    """佐证: the kind and key of a public record, and its page (null when it is no longer public)."""

    kind: str
    key: str
    title: str
    url: str | None


class ProgressOut(Schema):
    """进展, confirmed."""

    day: date
    body: str
    text: str
    completes: bool
    evidence: list[EvidenceOut]
    confidence: str
    source: str


class TaskDetailOut(TaskOut):
    """任务 with its confirmed progress."""

    withdrawn: bool
    withdrawn_because: str
    progress: list[ProgressOut]


class PolicyStandingOut(Schema):
    """How many tasks are in which state on the day asked."""

    total: int
    done: int
    in_progress: int
    overdue: int
    not_begun: int
    no_deadline: int


class PolicyOut(Schema):
    """政策 of the ledger."""

    slug: str
    name: str
    title: str
    number: str
    keeper: str | None
    points: int
    standing: PolicyStandingOut
    confidence: str
    source: str
    url: str


def task_out(task: Any) -> dict[str, Any]:
    """A task with its state as plain values."""
    same = (
        "key", "title", "recurrence", "deadline", "deadline_text", "presumed", "target_kind", "target_text",
        "target_unit", "indicator", "state", "confidence", "source", "changed_at",
    )  # fmt: skip
    return {
        **{name: getattr(task, name) for name in same},
        "policy": task.point.policy.slug,
        "point": task.point.label,
        "anchor": task.point.anchor,
        "bodies": [_responsible(one) for one in task.answering],
        "target_number": None if task.target_number is None else f"{task.target_number.normalize():f}",
        "state_label": str(words.STATES[task.state]),
        "url": task_href(task),
    }


def _responsible(one: Any) -> dict[str, Any]:
    organisation = one.body.organisation
    return {
        "body": one.body.key,
        "name": one.body.name,
        "role": one.role,
        "stated": one.stated,
        "group": one.body.group,
        "organisation": organisation.key if organisation else None,
    }


def progress_out(entry: Any) -> dict[str, Any]:
    """A confirmed entry; its links already know their records."""
    return {
        **{name: getattr(entry, name) for name in ("day", "text", "completes", "confidence", "source")},
        "body": entry.body.name,
        "evidence": [
            {
                "kind": link.kind,
                "key": link.key,
                "title": link.record.title if link.record else link.title,
                "url": link.record.url if link.record else None,
            }
            for link in entry.links
        ],
    }
