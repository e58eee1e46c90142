"""What other apps and the doors may use of specifications."""

from quanheng.apps.specifications.actions.load_register import load_register
from quanheng.apps.specifications.models import Edition, InternationalDocument, Work
from quanheng.apps.specifications.queries import (
    by_province,
    counts,
    coverage,
    edition_detail,
    editions_on,
    international_detail,
    international_documents,
    new_editions,
    resolve,
    status_of,
    upcoming_changes,
    work_detail,
)
from quanheng.apps.specifications.rules.numbers import parse as parse_number
from quanheng.apps.specifications.rules.suggestions import suggest as suggest_numbers
from quanheng.apps.specifications.words import STATUS_LABELS, status_label

__all__ = [
    "STATUS_LABELS",
    "Edition",
    "InternationalDocument",
    "Work",
    "by_province",
    "counts",
    "coverage",
    "edition_detail",
    "editions_on",
    "international_detail",
    "international_documents",
    "load_register",
    "new_editions",
    "parse_number",
    "resolve",
    "status_label",
    "status_of",
    "suggest_numbers",
    "upcoming_changes",
    "work_detail",
]
