"""Load the shipped facts about instruments: idempotent, one event for each instrument or edition that changed."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record_many
from quanheng.apps.law.actions.refresh_spans import refresh_spans
from quanheng.apps.law.events import EditionRecorded, InstrumentRecorded
from quanheng.apps.law.facts import EditionFact, InstrumentFact, read
from quanheng.apps.law.models import Article, Edition, Instrument, Supersession
from quanheng.apps.law.policies import may_register
from quanheng.kernel.actor import Actor
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

Change = tuple[InstrumentRecorded | EditionRecorded, Subject]
Links = dict[str, tuple[bool, str, str]]


def load_register(*, actor: Actor, now: datetime, progress: Callable[[str], None] | None = None) -> int:
    """Bring the register to the state of ``data/instruments.yaml``; returns how many records changed.

    Texts already loaded stay. Raises ``BadInput`` with line numbers when the file is damaged.
    """
    may_register(actor).require()
    facts = read()
    with transaction.atomic():
        changes = _apply(facts, now)
        record_many(changes, actor=actor, now=now)
        _touch([subject.key for payload, subject in changes if isinstance(payload, EditionRecorded)])
    if progress:
        editions = sum(len(fact.editions) for fact in facts)
        numbers = {"instruments": len(facts), "editions": editions, "changes": len(changes)}
        progress(_("法规：%(instruments)d 件文件、%(editions)d 个版本，变更 %(changes)d 处") % numbers)
    return len(changes)


def _apply(facts: list[InstrumentFact], now: datetime) -> list[Change]:
    instruments = {row.slug: row for row in Instrument.objects.filter(slug__in=[fact.slug for fact in facts])}
    slugs = [edition.slug for fact in facts for edition in fact.editions]
    editions = {row.slug: row for row in Edition.objects.filter(slug__in=slugs)}
    changed: dict[str, tuple[str, ...]] = {}
    changes: list[Change] = []
    created = set(slugs) - editions.keys()
    for fact in facts:
        instrument, touched = _instrument(instruments.get(fact.slug), fact)
        if touched:
            payload = InstrumentRecorded(fact.slug, fact.title, fact.slug not in instruments, touched)
            changes.append((payload, Subject("law-instrument", fact.slug)))
        for entry in fact.editions:
            row, differing = _edition(editions.get(entry.slug), instrument, fact, entry, now)
            editions[entry.slug] = row
            if differing:
                changed[entry.slug] = differing
    for slug in _link(facts, editions):
        changed[slug] = (*changed.get(slug, ()), "replaces")
    Edition.objects.filter(slug__in=changed).update(changed_at=now)
    for slug, fields in changed.items():
        row = editions[slug]
        payload_ = EditionRecorded(slug, row.title, row.version, slug in created, fields)
        changes.append((payload_, Subject("law", slug)))
    refresh_spans(row.pk for row in editions.values())
    return changes


def _instrument(row: Instrument | None, fact: InstrumentFact) -> tuple[Instrument, tuple[str, ...]]:
    values = {"title": fact.title, "kind": fact.kind, "jurisdiction": fact.jurisdiction}
    return _saved(row or Instrument(slug=fact.slug), values)


def _edition(
    row: Edition | None, instrument: Instrument, fact: InstrumentFact, entry: EditionFact, now: datetime
) -> tuple[Edition, tuple[str, ...]]:
    values = {
        "instrument_id": instrument.pk,
        "title": fact.title,
        "version": entry.version,
        "number": entry.number,
        "issuer": entry.issuer,
        "year": entry.year,
        "issued_on": entry.issued,
        "effective_on": entry.effective,
        "abolished_on": entry.abolished,
        "draft": entry.draft,
        "unverified": list(entry.unverified),
        "note": entry.note,
        "confidence": entry.confidence,
        "source": entry.source,
    }
    return _saved(row or Edition(slug=entry.slug, changed_at=now), values)


def _saved(row: Any, values: dict[str, Any]) -> tuple[Any, tuple[str, ...]]:
    """The row with ``values``, saved when any differs, and the names of those that did."""
    differing = tuple(name for name, value in values.items() if row.pk is None or getattr(row, name) != value)
    if differing:
        for name in differing:
            setattr(row, name, values[name])
        row.save()
    return row, differing


def _wanted(facts: list[InstrumentFact]) -> dict[str, Links]:
    """For each edition: what it replaces, with partial, note and source."""
    wanted: dict[str, Links] = {}
    for fact in facts:
        for entry in fact.editions:
            wanted[entry.slug] = {r.edition: (r.partial, r.note, entry.source) for r in entry.replaces}
        enacted = [entry for entry in fact.editions if not entry.draft]
        for before, after in pairwise(enacted):
            wanted[after.slug][before.slug] = (False, after.version, after.source)
    return wanted


def _link(facts: list[InstrumentFact], editions: dict[str, Edition]) -> list[str]:
    """Make the replacements what the facts say; the editions whose replacements changed."""
    present: dict[str, Links] = {}
    rows = Supersession.objects.filter(successor__in=[row.pk for row in editions.values()])
    for row in rows.select_related("successor", "predecessor"):
        present.setdefault(row.successor.slug, {})[row.predecessor.slug] = (row.partial, row.note, row.source)
    differing = []
    for slug, links in _wanted(facts).items():
        if present.get(slug, {}) == links:
            continue
        differing.append(slug)
        Supersession.objects.filter(successor=editions[slug]).delete()
        Supersession.objects.bulk_create(
            [
                Supersession(
                    successor=editions[slug], predecessor=editions[before], partial=partial, note=note, source=source
                )
                for before, (partial, note, source) in links.items()
            ]
        )
    return differing


def _touch(slugs: Iterable[str]) -> None:
    """An edition and its articles, whose titles and notes come from it, are to be indexed again."""
    keys = list(slugs)
    touch("law", keys)
    articles = Article.objects.filter(edition__slug__in=keys).values_list("edition__slug", "anchor")
    touch("law-article", [f"{slug}/{anchor}" for slug, anchor in articles])
