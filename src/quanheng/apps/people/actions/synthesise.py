"""Generate marked synthetic organisations and persons for measurements of scale. No real body or person is meant."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.events import Synthesised
from quanheng.apps.people.models import Organisation, Person, Region
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.rules.names import name_key
from quanheng.apps.people.rules.synthetic import credit_code, organisation_name, person_name
from quanheng.kernel.actor import Actor
from quanheng.kernel.records import Confidence
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject
from quanheng.kernel.synthetic import mark_synthetic

BATCH = 10_000
EMPLOYERS = 10_000
SOURCE = "合成数据，随机生成"
KINDS = (Organisation.Kind.ENTERPRISE,) * 8 + (Organisation.Kind.INSTITUTE, Organisation.Kind.ASSOCIATION)
Progress = Callable[[str], None]


def synthesise(  # noqa: PLR0913  what to make, for whom, and whom to tell
    *,
    organisations: int,
    persons: int,
    seed: int,
    actor: Actor,
    now: datetime,
    progress: Progress | None = None,
) -> None:
    """Add synthetic organisations (S0000001 …, credit codes with right check characters under an authority that does
    not exist) and persons (Q0000001 …) in one transaction with one event. Names depend on ``seed``, numbers go on.
    """
    may_register(actor, "").require()
    chance = random.Random(seed)  # noqa: S311  test data, not secrets
    with transaction.atomic():
        mark_synthetic()
        for made in _organisations(organisations, chance, now):
            if progress:
                progress(_("合成机构 %(made)d / %(all)d") % {"made": made, "all": organisations})
        for made in _persons(persons, chance, now):
            if progress:
                progress(_("合成人员 %(made)d / %(all)d") % {"made": made, "all": persons})
        payload = Synthesised(organisations, persons, seed)
        record(payload, actor=actor, subject=Subject("vocabulary", f"synthetic-{seed}"), now=now)


def _organisations(count: int, chance: random.Random, now: datetime) -> Iterator[int]:
    regions = sorted(Region.objects.values_list("code", flat=True))
    first = _next_number(Organisation, "S")
    for start in range(0, count, BATCH):
        numbers = range(first + start, first + min(start + BATCH, count))
        rows = [_organisation(number, chance, regions, now) for number in numbers]
        Organisation.objects.bulk_create(rows, batch_size=2000)
        touch("organisation", [row.key for row in rows])
        yield start + len(rows)


def _organisation(number: int, chance: random.Random, regions: list[str], now: datetime) -> Organisation:
    name = organisation_name(number, chance)
    region = chance.choice(regions) if regions else None
    return Organisation(
        key=f"S{number:07d}",
        name=name,
        name_key=name_key(name),
        kind=chance.choice(KINDS),
        credit_code=credit_code(number, region or "000000"),
        region_id=region,
        confidence=Confidence.R,
        source=SOURCE,
        synthetic=True,
        changed_at=now,
    )


def _persons(count: int, chance: random.Random, now: datetime) -> Iterator[int]:
    employers = list(
        Organisation.objects.filter(synthetic=True).order_by("-pk").values_list("pk", flat=True)[:EMPLOYERS]
    )
    first = _next_number(Person, "Q")
    for start in range(0, count, BATCH):
        numbers = range(first + start, first + min(start + BATCH, count))
        rows = [
            Person(
                key=f"Q{number:07d}",
                name=person_name(chance),
                employer_id=chance.choice(employers) if employers else None,
                confidence=Confidence.R,
                source=SOURCE,
                synthetic=True,
                changed_at=now,
            )
            for number in numbers
        ]
        Person.objects.bulk_create(rows, batch_size=2000)
        yield start + len(rows)


def _next_number(model: type[Organisation | Person], letter: str) -> int:
    """Synthetic numbers all have seven digits, so the last in the order of keys is the highest."""
    last = model.objects.filter(key__startswith=letter).order_by("-key").values_list("key", flat=True).first()
    return int(last[1:]) + 1 if last else 1
