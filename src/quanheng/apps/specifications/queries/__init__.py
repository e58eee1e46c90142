"""What can be asked of the specifications register. Every question names its asker first, and costs a constant number
of SQL queries.
"""

from quanheng.apps.specifications.queries.detail import (
    AmendmentView,
    ClaimView,
    EditionDetail,
    Milestone,
    ReplacementView,
    WorkDetail,
    edition_detail,
    work_detail,
)
from quanheng.apps.specifications.queries.editions import (
    StatusView,
    UpcomingChange,
    answered_for_by,
    drafted_by,
    editions,
    editions_on,
    new_editions,
    status_of,
    upcoming_changes,
    with_status,
)
from quanheng.apps.specifications.queries.figures import (
    Counts,
    Coverage,
    CoverageCell,
    ProvinceCount,
    by_province,
    counts,
    coverage,
    in_use_by_field,
)
from quanheng.apps.specifications.queries.graph import Graph, GraphEdge, GraphNode, replacement_graph
from quanheng.apps.specifications.queries.international import (
    InternationalDetail,
    international_detail,
    international_documents,
    status_conflicts,
)
from quanheng.apps.specifications.queries.resolve import Resolution, Suggestion, resolve

__all__ = [
    "AmendmentView",
    "ClaimView",
    "Counts",
    "Coverage",
    "CoverageCell",
    "EditionDetail",
    "Graph",
    "GraphEdge",
    "GraphNode",
    "InternationalDetail",
    "Milestone",
    "ProvinceCount",
    "ReplacementView",
    "Resolution",
    "StatusView",
    "Suggestion",
    "UpcomingChange",
    "WorkDetail",
    "answered_for_by",
    "by_province",
    "counts",
    "coverage",
    "drafted_by",
    "edition_detail",
    "editions",
    "editions_on",
    "in_use_by_field",
    "international_detail",
    "international_documents",
    "new_editions",
    "replacement_graph",
    "resolve",
    "status_conflicts",
    "status_of",
    "upcoming_changes",
    "with_status",
    "work_detail",
]
