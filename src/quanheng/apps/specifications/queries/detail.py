"""All that the page of one edition, or of one work, needs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.public import Organisation
from quanheng.apps.specifications.models import Adoption, Amendment, Edition, Replacement, Work
from quanheng.apps.specifications.queries.editions import StatusView, editions_on, view
from quanheng.apps.specifications.rules.claims import claim_conflicts
from quanheng.apps.specifications.rules.profile import presumed_years
from quanheng.core.validity import FAR_FUTURE, Facts, Span, Status, status_on, timeline
from quanheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated fact of an edition's life. ``what``: ``issued``, ``effective``, ``amended``, ``replaced``,
    ``partly_replaced``, ``abolished``. ``detail`` names the other document, whose address is ``key``.
    """

    day: date
    what: str
    label: Any
    detail: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReplacementView:
    """One replacement seen from one of its ends: ``edition`` is the other document, with its status on the day."""

    edition: Any
    partial: bool
    note: str
    doubtful: bool
    source: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment sheet with its own status on the day; ``attached`` once it is issued."""

    amendment: Amendment
    status: StatusView
    attached: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What the source said of the status and when; ``conflicts`` when the status computed for that day differs."""

    claimed: str
    on: date | None
    computed: StatusView
    conflicts: bool


@dataclass(frozen=True, slots=True)
class EditionDetail:
    """One edition on one day."""

    edition: Any
    day: date
    status: StatusView
    spans: tuple[StatusView, ...]
    milestones: tuple[Milestone, ...]
    others: tuple[Any, ...]
    replaces: tuple[ReplacementView, ...]
    replaced_by: tuple[ReplacementView, ...]
    amendments: tuple[AmendmentView, ...]
    adoptions: tuple[Adoption, ...]
    drafting_units: tuple[Organisation, ...]
    claim: ClaimView | None


@dataclass(frozen=True, slots=True)
class WorkDetail:
    """One work with its editions, newest first, and the parts and part-less works of the same number."""

    work: Work
    day: date
    editions: tuple[Any, ...]
    current: Any
    parts: tuple[Work, ...]


def edition_detail(actor: Actor, key: str, day: date) -> EditionDetail | None:
    """The edition at address ``key`` on ``day``, or ``None``. A constant number of SQL queries."""
    edition = editions_on(actor, day).filter(key=key).first()
    if edition is None:
        return None
    spans = tuple(span.as_span() for span in edition.spans.order_by("start"))
    relations = list(_relations(actor, edition))
    rows = _rows(actor, day, edition, relations)
    replaces = tuple(_seen(r, rows[r.predecessor_id]) for r in relations if r.successor_id == edition.pk)
    replaced_by = tuple(_seen(r, rows[r.successor_id]) for r in relations if r.predecessor_id == edition.pk)
    amendments = tuple(_amendment(a, day) for a in edition.amendments.visible_to(actor))
    return EditionDetail(
        edition=edition,
        day=day,
        status=_shown(status_on(spans, day)),
        spans=tuple(_shown(span) for span in spans),
        milestones=_milestones(edition, amendments, replaced_by),
        others=tuple(sorted((r for r in rows.values() if r.work_id == edition.work_id), key=_newest)),
        replaces=replaces,
        replaced_by=replaced_by,
        amendments=amendments,
        adoptions=tuple(edition.adoptions.visible_to(actor).select_related("document").order_by("id")),
        drafting_units=tuple(edition.drafting_units.visible_to(actor).order_by("id")),
        claim=_claim(edition, spans),
    )


def work_detail(actor: Actor, key: str, day: date) -> WorkDetail | None:
    """The work at address ``key``, or ``None``."""
    work = Work.objects.visible_to(actor).filter(key=key).select_related("issuer").first()
    if work is None:
        return None
    editions = tuple(editions_on(actor, day).filter(work=work).order_by("-year"))
    in_use = {Status.IN_FORCE.value, Status.PARTLY_REPLACED.value}
    current = next((e for e in editions if e.status in in_use), editions[0] if editions else None)
    family = Work.objects.visible_to(actor).filter(series=work.series, number=work.number, issuer=work.issuer_id)
    return WorkDetail(work, day, editions, current, tuple(family.exclude(pk=work.pk).order_by("part")[:100]))


def _relations(actor: Actor, edition: Edition) -> Any:
    by_either_end = Replacement.objects.visible_to(actor)
    return (by_either_end.filter(successor=edition) | by_either_end.filter(predecessor=edition)).order_by("id")


def _rows(actor: Actor, day: date, edition: Edition, relations: list[Replacement]) -> dict[int, Any]:
    """The other editions of the work and every edition related, with their status on the day, in one query."""
    related = {r.successor_id for r in relations} | {r.predecessor_id for r in relations}
    every = editions_on(actor, day)
    rows = every.filter(pk__in=related) | every.filter(work=edition.work_id)
    return {row.pk: row for row in rows.exclude(pk=edition.pk)}


def _seen(relation: Replacement, other: Any) -> ReplacementView:
    return ReplacementView(other, relation.partial, relation.note, relation.doubtful, relation.source)


def _shown(span: Span) -> StatusView:
    return view(span.status.value, span.start, span.end, presumed=span.presumed)


def _newest(edition: Edition) -> int:
    return -edition.year


def _amendment(amendment: Amendment, day: date) -> AmendmentView:
    facts = Facts(amendment.year, amendment.issued_on, amendment.effective_on)
    span = status_on(timeline(facts, presumed_years=presumed_years(day).years), day)
    return AmendmentView(amendment, _shown(span), attached=span.status != Status.NOT_ISSUED)


def _milestones(
    edition: Edition, amendments: tuple[AmendmentView, ...], replaced_by: tuple[ReplacementView, ...]
) -> tuple[Milestone, ...]:
    """Dated facts in order of time. Doubtful replacements move nothing and are not here."""
    found = [
        (edition.issued_on, "issued", _("发布"), edition.announcement, ""),
        (edition.effective_on, "effective", _("实施"), "", ""),
        (edition.abolished_on, "abolished", _("废止"), "", ""),
    ]
    found += [(a.amendment.issued_on, "amended", _("修改单发布"), a.amendment.number, "") for a in amendments]
    found += [
        (
            r.edition.effective_on,
            "partly_replaced" if r.partial else "replaced",
            _("部分被代替") if r.partial else _("被代替"),
            r.edition.number,
            r.edition.key,
        )
        for r in replaced_by
        if not r.doubtful
    ]
    dated = [Milestone(day, what, label, detail, key) for day, what, label, detail, key in found if day]
    return tuple(sorted(dated, key=lambda milestone: milestone.day))


def _claim(edition: Edition, spans: tuple[Span, ...]) -> ClaimView | None:
    if not edition.claimed_status:
        return None
    span = status_on(spans, edition.claimed_on or FAR_FUTURE)
    conflicts = edition.claimed_on is not None and claim_conflicts(edition.claimed_status, span.status)
    return ClaimView(edition.claimed_status, edition.claimed_on, _shown(span), conflicts)
