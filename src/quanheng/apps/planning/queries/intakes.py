"""Imports of policies: lists and everything one page shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from quanheng.apps.law.public import Article, Edition
from quanheng.apps.planning.models import Intake, Proposal, Task
from quanheng.apps.planning.policies import own_organisations
from quanheng.apps.planning.reading import law_text, read_stored
from quanheng.core.texts.policy import PolicyText
from quanheng.kernel.actor import Actor

KINDS = ("policy", "normative")


def intakes(actor: Actor) -> QuerySet[Any]:
    """Every import the actor may see, newest first, with how many proposals stand undecided."""
    pending = Count("proposals", filter=Q(proposals__decision=Proposal.Decision.PENDING))
    rows: QuerySet[Any] = (
        Intake.objects.visible_to(actor)
        .select_related("file", "organisation")
        .annotate(pending=pending)
        .order_by("-pk")
    )
    return rows


def intake(actor: Actor, number: int) -> Any:
    """One import; ``None`` where the actor may not see it."""
    return intakes(actor).filter(pk=number).first()


def proposal(actor: Actor, intake_id: int, number: int) -> Any:
    """One proposal of an import; ``None`` where the actor may not see it."""
    rows = Proposal.objects.visible_to(actor).select_related("intake__organisation")
    return rows.filter(intake=intake_id, pk=number).first()


def editions(actor: Actor) -> list[tuple[str, str]]:
    """Addresses and names of the policies of the law register, for a choice."""
    rows = Edition.objects.visible_to(actor).filter(instrument__kind__in=KINDS, draft=False).order_by("title")
    return [(row.slug, f"{row.title} {row.number}".strip()) for row in rows]


@dataclass(frozen=True, slots=True)
class TextOnRecord:
    """What the law register holds of a policy: nothing, the same text as the copy, or another one."""

    edition: Any
    held: bool
    same: bool


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Everything the page of one import shows."""

    intake: Any
    text: PolicyText
    proposals: list[Any]
    standing: dict[str, int]
    others: list[Any]
    on_record: TextOnRecord
    mine: bool


def intake_page(actor: Actor, number: int) -> IntakePage | None:
    """The import ``number``: the copy read again, its proposals with the tasks already on record at their points."""
    found = intake(actor, number)
    if found is None:
        return None
    text = read_stored(found.file, found.name)
    proposals = list(Proposal.objects.visible_to(actor).filter(intake=found).select_related("task").order_by("order"))
    held: dict[str, list[Any]] = {}
    rows = Task.objects.visible_to(actor).filter(point__policy__slug=found.slug, withdrawn_at=None)
    for task in rows.exclude(proposals__intake=found).select_related("point").order_by("order"):
        held.setdefault(task.point.anchor, []).append(task)
    for one in proposals:
        one.held = held.get(one.anchor, [])
    standing = {value: sum(one.decision == value for one in proposals) for value in Proposal.Decision.values}
    others = intakes(actor).filter(slug=found.slug).exclude(pk=found.pk)
    mine = found.organisation_id in own_organisations(actor)
    return IntakePage(found, text, proposals, standing, list(others), _on_record(actor, found, text), mine)


def _on_record(actor: Actor, found: Any, text: PolicyText) -> TextOnRecord:
    edition = Edition.objects.visible_to(actor).filter(slug=found.slug).first()
    if edition is None or not edition.text_digest:
        return TextOnRecord(edition, held=False, same=False)
    copy = law_text(text, slug=found.slug, title=found.title, number=found.number, source="")
    rows = Article.objects.visible_to(actor).filter(edition=edition).order_by("order")
    held = [(row.anchor, tuple(row.paragraphs)) for row in rows]
    return TextOnRecord(edition, held=True, same=held == [(a.anchor, a.paragraphs) for a in copy.articles])
