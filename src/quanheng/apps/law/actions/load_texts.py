"""Load the texts of editions from checked files. All of a batch or none of it; one event for each edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record, record_many
from quanheng.apps.law.actions.refresh_spans import refresh_spans
from quanheng.apps.law.events import EditionRecorded, InstrumentRecorded, TextCorrected, TextLoaded
from quanheng.apps.law.models import Article, Edition, Instrument
from quanheng.apps.law.policies import may_load_texts
from quanheng.apps.law.text_files import LawText
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.records import Confidence
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``loaded``, ``corrected`` or ``unchanged``."""

    text: LawText
    what: str
    created: bool = False


def load_texts(*, texts: Sequence[LawText], actor: Actor, now: datetime, correction: str = "") -> list[Outcome]:
    """Load ``texts``. The same text again changes nothing; another text for a loaded edition is refused unless
    ``correction`` gives the reason, which the event keeps with the digest of what stood before.

    Raises :class:`BadInput` with every fault; nothing is changed then.
    """
    outcomes = []
    with transaction.atomic():
        rows = Edition.objects.filter(slug__in=[text.slug for text in texts]).select_related("instrument")
        editions = {row.slug: row for row in rows}
        kinds = {editions[text.slug].instrument.kind if text.slug in editions else text.kind for text in texts}
        may_load_texts(actor, kinds).require()
        if faults := _faults(texts, editions, correction):
            raise BadInput(faults)
        for text in texts:
            edition = editions.get(text.slug)
            created = edition is None
            if edition is None:
                edition = _register(text, actor, now)
            outcomes.append(Outcome(text, _load(edition, text, actor, now, correction), created))
    return outcomes


def _faults(texts: Sequence[LawText], editions: dict[str, Edition], correction: str) -> list[Fault]:
    faults = []
    files: dict[str, str] = {}
    instruments = set(Instrument.objects.filter(slug__in=[text.slug for text in texts]).values_list("slug", flat=True))
    for text in texts:
        if text.slug in files:
            faults.append(Fault(text.file, _("与 %s 是同一版本的文本") % files[text.slug], _("一次只载入一份。")))
        files[text.slug] = text.file
        edition = editions.get(text.slug)
        if edition is None:
            faults.extend(_unknown(text, text.slug in instruments))
        elif edition.text_digest and not _same(edition, text) and not correction:
            what = _("%s 已有文本，内容或说明与此文件不同；已载入的条文不再改动") % text.slug
            faults.append(Fault(text.file, what, _("确属更正的，用 --as-correction 写明理由。")))
    return faults


def _unknown(text: LawText, is_instrument: bool) -> list[Fault]:
    if is_instrument:
        return [Fault(f"{text.file} id", _("%s 是文件地址，不是版本地址") % text.slug, _("请用 --as 指明版本。"))]
    if text.kind:
        return []
    what = _("登记簿中没有 %s，文件也未写明效力级别") % text.slug
    return [Fault(f"{text.file} level", what, _("请补上 level，或用 --as 指明登记簿中已有的版本。"))]


def _register(text: LawText, actor: Actor, now: datetime) -> Edition:
    """Enter an unknown instrument and its edition from what the file says."""
    instrument = Instrument.objects.create(slug=text.slug[:80], title=text.title, kind=text.kind)
    first = text.issued_on or text.effective_on
    ordered = not (text.issued_on and text.effective_on and text.effective_on < text.issued_on)
    edition = Edition.objects.create(
        instrument=instrument,
        slug=text.slug,
        title=text.title,
        number=text.number,
        issuer=text.issuer,
        year=first.year if first else None,
        issued_on=text.issued_on if ordered else None,
        effective_on=text.effective_on,
        confidence=Confidence.B,
        source=text.source,
        changed_at=now,
    )
    refresh_spans([edition.pk])
    changes: list[tuple[InstrumentRecorded | EditionRecorded, Subject]] = [
        (InstrumentRecorded(instrument.slug, text.title, True, ()), Subject("law-instrument", instrument.slug)),
        (EditionRecorded(text.slug, text.title, "", True, ()), Subject("law", text.slug)),
    ]
    record_many(changes, actor=actor, now=now)
    return edition


def _same(edition: Edition, text: LawText) -> bool:
    return (edition.text_digest, edition.completeness, edition.text_note, edition.text_source) == (
        text.digest,
        _completeness(text),
        text.note,
        text.source,
    )


def _completeness(text: LawText) -> str:
    return Edition.Completeness.COMPLETE if text.complete else Edition.Completeness.PARTIAL


def _load(edition: Edition, text: LawText, actor: Actor, now: datetime, correction: str) -> str:
    if edition.text_digest and _same(edition, text):
        return "unchanged"
    old = edition.text_digest
    gone = set(edition.articles.values_list("anchor", flat=True))
    edition.articles.all().delete()
    Article.objects.bulk_create(
        [
            Article(
                edition=edition,
                anchor=article.anchor,
                label=article.label,
                order=order,
                chapter=article.chapter,
                section=article.section,
                paragraphs=list(article.paragraphs),
            )
            for order, article in enumerate(text.articles, start=1)
        ],
        batch_size=1000,
    )
    edition.completeness = _completeness(text)
    edition.text_source, edition.text_note, edition.text_digest = text.source, text.note, text.digest
    edition.changed_at = now
    edition.save(update_fields=["completeness", "text_source", "text_note", "text_digest", "changed_at"])
    record(_event(edition, text, old, correction), actor=actor, subject=Subject("law", edition.slug), now=now)
    touch("law", [edition.slug])
    touch("law-article", sorted({f"{edition.slug}/{a}" for a in gone | {a.anchor for a in text.articles}}))
    return "corrected" if old else "loaded"


def _event(edition: Edition, text: LawText, old: str, correction: str) -> TextLoaded | TextCorrected:
    if old:
        return TextCorrected(
            edition.slug,
            edition.title,
            correction,
            old,
            text.digest,
            len(text.articles),
            text.complete,
            text.source,
        )
    return TextLoaded(
        edition.slug,
        edition.title,
        len(text.articles),
        text.characters,
        text.complete,
        text.digest,
        text.source,
    )
