"""Tasks: lists with their state on a day, and everything one page shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.fields import CharField

from quanheng.apps.planning.evidence_links import resolve
from quanheng.apps.planning.models import Evidence, Progress, Responsibility, Task
from quanheng.apps.planning.rules.state import Entry, State, counting_from, state_on
from quanheng.kernel.actor import ANONYMOUS, Actor

MOST_WORDS = 8
YEARLY = Task.Recurrence.YEARLY


def tasks(actor: Actor) -> QuerySet[Any]:
    """Every task that holds, with policy, point and responsible bodies."""
    answering = Responsibility.objects.visible_to(actor).select_related("body__organisation").order_by("order")
    rows: QuerySet[Any] = (
        Task.objects.visible_to(actor)
        .filter(withdrawn_at=None)
        .select_related("point__policy__edition__instrument")
        .prefetch_related(Prefetch("responsibilities", queryset=answering, to_attr="answering"))
    )
    return rows


def public_tasks() -> QuerySet[Any]:
    """What everybody may see, whoever asks."""
    return tasks(ANONYMOUS)


def with_state(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """``rows`` with ``state`` on ``day``: the rule of ``rules/state.py`` in SQL."""
    counted = Progress.objects.visible_to(ANONYMOUS).filter(task=OuterRef("pk"), day__lte=day)
    once = counted.filter(~Q(task__recurrence=YEARLY) | Q(day__gte=counting_from(day, yearly=True)))
    found: QuerySet[Any] = rows.annotate(
        state=Case(
            When(Exists(once.filter(completes=True)), then=Value(State.DONE.value)),
            When(deadline__lt=day, then=Value(State.OVERDUE.value)),
            When(Exists(once), then=Value(State.IN_PROGRESS.value)),
            When(deadline=None, then=Value(State.NO_DEADLINE.value)),
            default=Value(State.NOT_BEGUN.value),
            output_field=CharField(),
        )
    )
    return found


def with_evidence(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Those of ``rows`` that have confirmed progress with evidence by ``day``."""
    shown = Evidence.objects.visible_to(ANONYMOUS).filter(progress__task=OuterRef("pk"), progress__day__lte=day)
    return rows.filter(Exists(shown))


def search_tasks(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Tasks whose title, number, target, policy or responsible body holds every word of ``text``."""
    for word in text.split()[:MOST_WORDS]:
        named = Q(body__name__icontains=word) | Q(stated__icontains=word)
        answering = Responsibility.objects.visible_to(ANONYMOUS).filter(named).values("task")
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(key__icontains=word)
            | Q(target_text__icontains=word)
            | Q(point__topic__icontains=word)
            | Q(point__policy__name__icontains=word)
            | Q(pk__in=answering)
        )
    return rows


def joint_tasks(actor: Actor) -> QuerySet[Any]:
    """Keys of the tasks for which several bodies answer together (lead and joint, without those in support)."""
    answering = Responsibility.objects.visible_to(actor).exclude(role=Responsibility.Role.SUPPORT)
    rows: QuerySet[Any] = answering.order_by().values("task").annotate(n=Count("pk")).filter(n__gt=1).values("task")
    return rows


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Everything the page of one task shows."""

    task: Any
    article: Any
    entries: list[Any]
    waiting: list[Any]


def task_page(actor: Actor, key: str, day: date) -> TaskPage | None:
    """The task ``key`` with its state on ``day``, the text of its point where it is on record, and its progress;
    ``None`` where there is none. A withdrawn task keeps its page.
    """
    answering = Responsibility.objects.visible_to(actor).select_related("body__organisation__region").order_by("order")
    rows = (
        Task.objects.visible_to(actor)
        .select_related("point__policy__edition__instrument", "point__policy__keeper")
        .prefetch_related(Prefetch("responsibilities", queryset=answering, to_attr="answering"))
    )
    task = with_state(rows, day).filter(key=key).first()
    if task is None:
        return None
    evidence = Evidence.objects.visible_to(actor).order_by("order")
    progress = list(
        Progress.objects.visible_to(actor)
        .filter(task=task)
        .select_related("body", "organisation")
        .prefetch_related(Prefetch("evidence", queryset=evidence, to_attr="links"))
        .order_by("-day", "-pk")
    )
    resolve(link for entry in progress for link in entry.links)
    article = task.point.policy.edition.articles.filter(anchor=task.point.anchor).first()
    return TaskPage(
        task,
        article,
        [entry for entry in progress if entry.stage == Progress.Stage.CONFIRMED],
        [entry for entry in progress if entry.stage != Progress.Stage.CONFIRMED],
    )


def unequal_states(day: date) -> list[str]:
    """Numbers of the tasks whose state by SQL is not the one by the rule."""
    entries = Progress.objects.visible_to(ANONYMOUS).order_by("day")
    rows = with_state(Task.objects.visible_to(ANONYMOUS), day)
    found = rows.prefetch_related(Prefetch("progress", queryset=entries, to_attr="confirmed"))
    return [
        task.key
        for task in found
        if task.state
        != state_on(
            day,
            deadline=task.deadline,
            yearly=task.recurrence == YEARLY,
            entries=[Entry(entry.day, entry.completes) for entry in task.confirmed],
        )
    ]


def lost_evidence() -> list[dict[str, str]]:
    """``task``, ``kind`` and ``key`` of every piece of public evidence whose record is no longer public."""
    rows = Evidence.objects.visible_to(ANONYMOUS).order_by("pk").annotate(task=F("progress__task__key"))
    links = list(rows)
    resolve(links)
    return [{"task": link.task, "kind": link.kind, "key": link.key} for link in links if link.record is None]


def deadlines(actor: Actor, day: date) -> list[Any]:
    """The tasks that have a deadline, soonest first, with their state on ``day``."""
    return list(with_state(tasks(actor), day).exclude(deadline=None).order_by("deadline", "order"))
