"""Generate marked synthetic instruments for measurements of scale. Real texts are never copied."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.law.actions.refresh_spans import refresh_spans
from quanheng.apps.law.events import Synthesised
from quanheng.apps.law.models import Article, Edition, Instrument
from quanheng.apps.law.policies import may_register
from quanheng.apps.law.rules.sentences import article_text
from quanheng.core.texts.numerals import int_to_chinese
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Confidence
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject
from quanheng.kernel.synthetic import mark_synthetic

PER_INSTRUMENT = 100
BATCH = 5000
FIRST_DAY = date(1985, 1, 1)
DAYS = 15_000
KINDS = [kind.value for kind in Instrument.Kind]
SOURCE = "合成数据，随机生成"


def synthesise(
    *, clauses: int, seed: int, actor: Actor, now: datetime, progress: Callable[[str], None] | None = None
) -> int:
    """Add ``clauses`` synthetic articles, a hundred to an instrument; returns how many instruments were made.

    Texts depend on ``seed``; a second run with it goes on where the addresses of the first end.
    """
    may_register(actor).require()
    chance = random.Random(seed)  # noqa: S311 - test data, not secrets
    with transaction.atomic():
        mark_synthetic()
        editions = _editions(-(-clauses // PER_INSTRUMENT), seed, chance, now)
        refresh_spans(edition.pk for edition in editions)
        made = 0
        while made < clauses:
            batch = [_article(number, editions, chance) for number in range(made, min(made + BATCH, clauses))]
            Article.objects.bulk_create(batch, batch_size=1000)
            touch("law-article", [f"{article.edition.slug}/{article.anchor}" for article in batch])
            made += len(batch)
            if progress:
                progress(_("合成条文 %(made)d / %(all)d") % {"made": made, "all": clauses})
        touch("law", [edition.slug for edition in editions])
        event = Synthesised(len(editions), clauses, seed)
        record(event, actor=actor, subject=Subject("law-synthetic", str(seed)), now=now)
    return len(editions)


def _editions(count: int, seed: int, chance: random.Random, now: datetime) -> list[Edition]:
    first = Instrument.objects.filter(slug__startswith=f"synthetic-{seed}-").count()
    instruments = Instrument.objects.bulk_create(
        [
            Instrument(
                slug=f"synthetic-{seed}-{index}",
                title=f"〔合成〕计量管理办法之{int_to_chinese(index % 9999 + 1)}",
                kind=chance.choice(KINDS),
                synthetic=True,
            )
            for index in range(first, first + count)
        ],
        batch_size=1000,
    )
    return Edition.objects.bulk_create(
        [_edition(instrument, FIRST_DAY + timedelta(chance.randrange(DAYS)), now) for instrument in instruments],
        batch_size=1000,
    )


def _edition(instrument: Instrument, issued: date, now: datetime) -> Edition:
    return Edition(
        instrument=instrument,
        slug=instrument.slug,
        title=instrument.title,
        version=f"{issued.year} 年合成",
        number=f"合成令第{instrument.pk}号",
        issuer="合成机关",
        year=issued.year,
        issued_on=issued,
        effective_on=issued + timedelta(90),
        confidence=Confidence.R,
        source=SOURCE,
        text_source=SOURCE,
        completeness=Edition.Completeness.COMPLETE,
        synthetic=True,
        changed_at=now,
    )


def _article(number: int, editions: list[Edition], chance: random.Random) -> Article:
    index, place = divmod(number, PER_INSTRUMENT)
    return Article(
        edition=editions[index],
        anchor=str(place + 1),
        label=f"第{int_to_chinese(place + 1)}条",
        order=place + 1,
        chapter=f"第{int_to_chinese(place // 20 + 1)}章",
        section="",
        paragraphs=article_text(chance),
    )
