"""Compute the status spans of editions and keep them beside the records."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from quanheng.apps.law.models import Edition, EditionSpan, Supersession
from quanheng.apps.law.rules.status import Dates, Successor, presumed_years, spans_of
from quanheng.core.validity import Span
from quanheng.kernel.spans import stored

BATCH = 500


def computed_spans(edition_ids: Collection[int]) -> dict[int, list[Span]]:
    """What the spans of each edition must be, from its dates and those of its successors."""
    successors: dict[int, list[Successor]] = defaultdict(list)
    links = Supersession.objects.filter(predecessor__in=edition_ids, successor__draft=False)
    for link in links.select_related("successor").order_by("pk"):
        after = link.successor
        if after.year is not None:
            verified = "effective" not in after.unverified
            successors[link.predecessor_id].append(Successor(after.effective_on, after.year, link.partial, verified))
    presumed = presumed_years()
    return {
        edition.pk: spans_of(_dates(edition), successors[edition.pk], presumed=presumed)
        for edition in Edition.objects.filter(pk__in=edition_ids)
    }


def refresh_spans(edition_ids: Iterable[int]) -> int:
    """Make the stored spans of ``edition_ids`` what they must be. Returns how many editions changed.

    Spans are derived, so no event is written; call it inside the transaction of the change they follow from.
    """
    ids = sorted(set(edition_ids))
    changed = 0
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        present: dict[int, list[Span]] = defaultdict(list)
        for row in EditionSpan.objects.filter(document__in=batch).order_by("document", "start"):
            present[row.document_id].append(row.as_span())
        differing = {pk: spans for pk, spans in computed_spans(batch).items() if present[pk] != spans}
        EditionSpan.objects.filter(document__in=differing).delete()
        rows: list[Any] = [row for pk, spans in differing.items() for row in stored(EditionSpan, pk, spans)]
        EditionSpan.objects.bulk_create(rows, batch_size=1000)
        changed += len(differing)
    return changed


def _dates(edition: Edition) -> Dates:
    return Dates(
        edition.year,
        edition.issued_on,
        edition.effective_on,
        edition.abolished_on,
        edition.draft,
        verified="effective" not in edition.unverified,
    )
