"""What the API says of specifications and international documents, and how records become it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Field, Schema

from quanheng.apps.specifications.explain import Reason, reasons
from quanheng.apps.specifications.graph import look_of
from quanheng.apps.specifications.queries import (
    AmendmentView,
    EditionDetail,
    Graph,
    InternationalDetail,
    ReplacementView,
    StatusView,
    WorkDetail,
    status_of,
)


class StatusOut(Schema):
    """时效状态 on a day. ``presumed`` when a date behind it is not known; ``end`` excludes its day."""

    status: str
    label: str
    presumed: bool
    start: date | None
    end: date | None


class Named(Schema):
    """A record by its key and name."""

    key: str
    name: str
    url: str


class EditionOut(Schema):
    """规范的一个版本."""

    key: str
    number: str
    title: str
    title_en: str
    kind: str
    kind_label: str
    kind_presumed: bool
    level: str
    field: str | None
    year: int
    issued_on: date | None
    effective_on: date | None
    abolished_on: date | None
    announcement: str
    on: date
    status: StatusOut
    committee: Named | None
    responsible: str
    confidence: str
    source: str
    synthetic: bool
    url: str


class ReasonOut(Schema):
    """Why a status is presumed."""

    sentence: str
    basis_status: str | None = Field(description="confirmed 已核实，analog 类比，assumed 未核实")
    basis_source: str | None


class RelationOut(Schema):
    """代替关系 seen from one end."""

    number: str
    key: str
    partial: bool
    doubtful: bool
    note: str
    source: str


class AmendmentOut(Schema):
    """修改单."""

    number: str
    issued_on: date | None
    effective_on: date | None
    announcement: str
    attached: bool


class AdoptionOut(Schema):
    """采用或相关的国际文件."""

    cited_as: str
    degree: str
    degree_label: str
    document: str | None
    note: str


class ClaimOut(Schema):
    """来源所称状态 beside the computed one."""

    claimed: str
    on: date | None
    computed: StatusOut
    conflicts: bool


class EditionDetailOut(EditionOut):
    """规范的一个版本, with everything on record."""

    work: str
    note: str
    reasons: list[ReasonOut]
    spans: list[StatusOut]
    replaces: list[RelationOut]
    replaced_by: list[RelationOut]
    amendments: list[AmendmentOut]
    adoptions: list[AdoptionOut]
    drafting_units: list[Named]
    claim: ClaimOut | None


class NodeOut(Schema):
    """An edition in the graph."""

    key: str
    number: str
    title: str
    year: int
    status: StatusOut
    distance: int


class EdgeOut(Schema):
    """A replacement in the graph. ``look``: whole, partial, doubtful or presumed."""

    successor: str
    predecessor: str
    look: str
    note: str


class GraphOut(Schema):
    """代替关系图. ``complete`` is false when the graph was cut."""

    centre: str
    nodes: list[NodeOut]
    edges: list[EdgeOut]
    complete: bool


class WorkOut(Schema):
    """规范 through all its editions."""

    key: str
    designation: str
    level: str
    current: str | None
    editions: list[EditionOut]
    parts: list[str]
    url: str


class InternationalOut(Schema):
    """国际文件. ``claimed``: what its sources say, ``conflict`` when they disagree."""

    key: str
    number: str
    body: str
    kind: str
    title_en: str
    title_fr: str
    date: str
    year: int | None
    claimed: str
    languages: str
    doi: str
    source_url: str
    confidence: str
    source: str
    url: str


class StatusClaimOut(Schema):
    """One row of a catalogue."""

    status: str
    row: int
    source: str


class RelatedOut(Schema):
    """A specification that adopts or relates to the document."""

    key: str
    number: str
    degree: str


class InternationalDetailOut(InternationalOut):
    """国际文件, with claims, relations and the specifications related to it."""

    conflicting: bool
    claims: list[StatusClaimOut]
    language_versions: list[str]
    relations: dict[str, list[str]]
    specifications: list[RelatedOut]


def status_out(view: StatusView) -> dict[str, Any]:
    """A status as plain values."""
    return {
        "status": view.status,
        "label": str(view.label),
        "presumed": view.presumed,
        "start": view.start,
        "end": view.end,
    }


def absolute(name: str, key: str) -> str:
    """A permanent address in full."""
    return f"{settings.SITE_URL}{reverse(name, args=[key])}"


def edition_out(row: Any, day: date) -> dict[str, Any]:
    """A row of ``editions_on(day)`` as plain values."""
    plain = ("key", "number", "title", "title_en", "kind", "kind_presumed", "year", "issued_on", "effective_on")
    more = ("abolished_on", "announcement", "responsible", "confidence", "source", "synthetic")
    committee = row.committee
    return {
        **{name: getattr(row, name) for name in (*plain, *more)},
        "kind_label": row.get_kind_display(),
        "level": row.work.level,
        "field": row.field_id,
        "on": day,
        "status": status_out(status_of(row)),
        "committee": committee
        and {"key": committee.key, "name": committee.name, "url": absolute("committees:detail", committee.key)},
        "url": absolute("specifications:detail", row.key),
    }


def detail_out(detail: EditionDetail) -> dict[str, Any]:
    """An edition with everything on record, as plain values."""
    edition, claim = detail.edition, detail.claim
    return {
        **edition_out(edition, detail.day),
        "work": edition.work.key,
        "note": edition.note,
        "reasons": [_reason(one) for one in reasons(detail)],
        "spans": [status_out(span) for span in detail.spans],
        "replaces": [_relation(one) for one in detail.replaces],
        "replaced_by": [_relation(one) for one in detail.replaced_by],
        "amendments": [_amendment(one) for one in detail.amendments],
        "adoptions": [_adoption(one) for one in detail.adoptions],
        "drafting_units": [
            {"key": unit.key, "name": unit.name, "url": absolute("people:organisation", unit.key)}
            for unit in detail.drafting_units
        ],
        "claim": claim
        and {
            "claimed": claim.claimed,
            "on": claim.on,
            "computed": status_out(claim.computed),
            "conflicts": claim.conflicts,
        },
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {
        "sentence": one.sentence,
        "basis_status": one.basis.status if one.basis else None,
        "basis_source": one.basis.source if one.basis else None,
    }


def _amendment(one: AmendmentView) -> dict[str, Any]:
    sheet = one.amendment
    return {
        "number": sheet.number,
        "issued_on": sheet.issued_on,
        "effective_on": sheet.effective_on,
        "announcement": sheet.announcement,
        "attached": one.attached,
    }


def _adoption(one: Any) -> dict[str, Any]:
    return {
        "cited_as": one.cited_as,
        "degree": one.degree,
        "degree_label": one.get_degree_display(),
        "document": one.document.key if one.document else None,
        "note": one.note,
    }


def _relation(one: ReplacementView) -> dict[str, Any]:
    return {
        "number": one.edition.number,
        "key": one.edition.key,
        "partial": one.partial,
        "doubtful": one.doubtful,
        "note": one.note,
        "source": one.source,
    }


def graph_out(graph: Graph) -> dict[str, Any]:
    """The graph as plain values."""
    nodes = [
        {
            "key": node.key,
            "number": node.number,
            "title": node.title,
            "year": node.year,
            "status": status_out(node.status),
            "distance": node.distance,
        }
        for node in graph.nodes
    ]
    edges = [
        {"successor": edge.successor, "predecessor": edge.predecessor, "look": look_of(edge), "note": edge.note}
        for edge in graph.edges
    ]
    return {"centre": graph.centre, "nodes": nodes, "edges": edges, "complete": graph.complete}


def work_out(detail: WorkDetail) -> dict[str, Any]:
    """A work as plain values."""
    return {
        "key": detail.work.key,
        "designation": detail.work.designation,
        "level": detail.work.level,
        "current": detail.current.key if detail.current else None,
        "editions": [edition_out(row, detail.day) for row in detail.editions],
        "parts": [part.key for part in detail.parts],
        "url": absolute("specifications:work", detail.work.key),
    }


def international_out(row: Any) -> dict[str, Any]:
    """An international document as plain values."""
    plain = ("key", "number", "body", "kind", "title_en", "title_fr", "date", "year", "claimed", "languages", "doi")
    return {
        **{name: getattr(row, name) for name in (*plain, "confidence", "source")},
        "source_url": row.url,
        "url": absolute("specifications:international", row.key),
    }


def international_detail_out(detail: InternationalDetail) -> dict[str, Any]:
    """An international document with everything on record, as plain values."""
    return {
        **international_out(detail.document),
        "conflicting": detail.conflicting,
        "claims": [{"status": c.status, "row": c.row, "source": c.source} for c in detail.claims],
        "language_versions": [version.key for version in detail.language_versions],
        "relations": {kind: [number for number, _document in pairs] for kind, pairs in detail.relations},
        "specifications": [
            {"key": a.edition.key, "number": a.edition.number, "degree": a.degree} for a in detail.adoptions
        ],
    }
