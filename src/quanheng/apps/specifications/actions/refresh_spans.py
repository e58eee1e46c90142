"""refresh_spans: recompute the status spans of editions whose dates or successors changed. Spans are never typed."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from quanheng.apps.specifications.models import Edition, EditionSpan, Replacement
from quanheng.apps.specifications.rules.profile import presumed_years, rule
from quanheng.apps.specifications.rules.status import Dates, Successor, spans_of
from quanheng.apps.specifications.rules.succession import presumed_pairs
from quanheng.core.validity import Span
from quanheng.kernel.spans import stored

DATED = ("id", "work_id", "year", "issued_on", "effective_on", "abolished_on", "seen_ended_on")
AT_ONCE = 2000


def refresh_spans(*, day: date, editions: Collection[int] | None = None) -> list[int]:
    """Recompute the spans of ``editions`` and of everything whose status hangs on them; of all but synthetic ones when
    ``None``. ``day`` picks the rules in force. Writes only what differs; returns the ids of editions that changed.
    """
    works = _works(editions)
    changed: list[int] = []
    with transaction.atomic():
        for start in range(0, len(works), AT_ONCE):
            changed += _refresh(works[start : start + AT_ONCE], day)
    return changed


def _works(editions: Collection[int] | None) -> list[int]:
    """The works of the editions and of what they replace: an edition ends when its successor takes effect."""
    if editions is None:
        found = Edition.objects.filter(synthetic=False)
    else:
        found = Edition.objects.filter(Q(pk__in=editions) | Q(replaced_by__successor__in=editions))
    return sorted(set(found.values_list("work_id", flat=True)))


def _refresh(works: list[int], day: date) -> list[int]:
    rows = {row["id"]: row for row in Edition.objects.filter(work__in=works).values(*DATED)}
    before: dict[int, list[Span]] = defaultdict(list)
    for span in EditionSpan.objects.filter(document__work__in=works).order_by("document_id", "start"):
        before[span.document_id].append(span.as_span())
    successors = _successors(works, rows, day)
    years = presumed_years(day).years
    after = {pk: spans_of(_dates(row), successors[pk], presumed_years=years) for pk, row in rows.items()}
    changed = [pk for pk, spans in after.items() if spans != before[pk]]
    EditionSpan.objects.filter(document__in=changed).delete()
    new = [row for pk in changed for row in stored(EditionSpan, pk, after[pk])]
    EditionSpan.objects.bulk_create(new, batch_size=AT_ONCE)  # type: ignore[arg-type]
    return changed


def _successors(works: list[int], rows: dict[int, dict[str, Any]], day: date) -> dict[int, list[Successor]]:
    """Stated successors of every edition of ``works``, then those that only the rule of succession gives."""
    found: dict[int, list[Successor]] = defaultdict(list)
    stated: dict[tuple[int, int], tuple[bool, bool]] = {}
    for link in Replacement.objects.filter(predecessor__work__in=works).select_related("successor"):
        stated[link.successor_id, link.predecessor_id] = (link.partial, link.doubtful)
        dates = _dates({name: getattr(link.successor, name) for name in DATED})
        found[link.predecessor_id].append(Successor(dates, link.partial, link.doubtful))
    if rule("later_edition_replaces", day).value:
        for after, before in presumed_pairs([(pk, row["work_id"], row["year"]) for pk, row in rows.items()], stated):
            found[before].append(Successor(_dates(rows[after]), presumed=True))
    return found


def _dates(row: dict[str, Any]) -> Dates:
    return Dates(*(row[name] for name in DATED[2:]))
