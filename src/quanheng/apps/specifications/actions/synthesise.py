"""synthesise: a synthetic register of any size, for measuring and trying out; never to be taken for the real one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, pairwise
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from quanheng.apps.committees.public import Committee, Field
from quanheng.apps.evidence.public import record
from quanheng.apps.specifications.events import SyntheticRegisterMade
from quanheng.apps.specifications.models import Edition, EditionSpan, Issuer, Level, Replacement, Work
from quanheng.apps.specifications.policies import may_synthesise
from quanheng.apps.specifications.rules.numbers import SYNTHETIC_ISSUER, SpecificationNumber
from quanheng.apps.specifications.rules.profile import presumed_years
from quanheng.apps.specifications.rules.status import Dates, Successor, spans_of
from quanheng.apps.specifications.rules.synthetic import FIRST_SERIAL, LAST_SERIAL, PlannedWork, plan
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import bad_input
from quanheng.kernel.records import Confidence
from quanheng.kernel.spans import stored
from quanheng.kernel.subjects import Subject
from quanheng.kernel.synthetic import mark_synthetic

AT_ONCE = 2000
PARTIAL = 0.04
SOURCE = "quanheng synth"

Progress = Callable[[str], None]


def synthesise(*, count: int, seed: int, actor: Actor, now: datetime, progress: Progress | None = None) -> int:
    """Make ``count`` synthetic editions with their works, replacements and spans: one transaction, one event.

    Every one is marked (``synthetic``, 〔合成〕 before the title, the issuer 合成 in its number, serials beyond the
    four digits of real ones), and so is the database. The search outbox is not filled: the caller rebuilds the index.
    Returns how many were made.
    """
    may_synthesise(actor).require()
    with transaction.atomic():
        issuer = _issuer()
        highest = Work.objects.filter(issuer=issuer).aggregate(Max("number"))["number__max"]
        first = (highest or FIRST_SERIAL - 1) + 1
        if count < 1 or first + count > LAST_SERIAL:
            raise bad_input("count", _("须在 1 至 %s 之间") % (LAST_SERIAL - first), _("请改小数量，或用新的数据库。"))
        maker = _Maker.create(now)
        works, made = plan(count, seed, first), 0
        while chunk := list(islice(works, AT_ONCE)):
            made += maker.write(chunk)
            if progress:
                progress(_("合成规范：%(made)s / %(count)s") % {"made": made, "count": count})
        mark_synthetic()
        payload = SyntheticRegisterMade(made, seed)
        record(payload, actor=actor, subject=Subject("vocabulary", "specifications"), now=now)
    return made


def _issuer() -> Issuer:
    return Issuer.objects.get_or_create(
        short=SYNTHETIC_ISSUER,
        defaults={"name": _("合成数据"), "level": Level.DEPARTMENT, "source": SOURCE},
    )[0]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Turns planned works into rows. ``fields`` are slugs, ``committees`` ids; empty where none are on record."""

    now: datetime
    presumed_years: int
    fields: list[str]
    committees: list[int]

    @classmethod
    def create(cls, now: datetime) -> "_Maker":
        return cls(
            now=now,
            presumed_years=presumed_years(now.astimezone(LEGAL_ZONE).date()).years,
            fields=list(Field.objects.values_list("slug", flat=True)),
            committees=list(Committee.objects.filter(tier="tc").order_by("pk").values_list("pk", flat=True)),
        )

    def write(self, planned: list[PlannedWork]) -> int:
        """The works of one chunk with all that hangs on them. Returns the number of editions."""
        works = Work.objects.bulk_create(map(_work, planned))
        pairs = list(zip(planned, works, strict=True))
        rows = [edition for plan_, work in pairs for edition in self._editions(plan_, work)]
        editions = iter(Edition.objects.bulk_create(rows))
        links: list[Replacement] = []
        spans: list[Any] = []
        for work in planned:
            own = list(islice(editions, len(work.editions)))
            partial = work.fate < PARTIAL
            links += _replacements(own, partial=partial)
            spans += self._spans(work, own, partial=partial)
        Replacement.objects.bulk_create(links)
        EditionSpan.objects.bulk_create(spans)
        return len(rows)

    def _editions(self, work: PlannedWork, row: Work) -> Iterable[Edition]:
        for planned in work.editions:
            number = _number(work, planned.year)
            yield Edition(
                work=row,
                key=number.key,
                number=number.canonical,
                lookup=number.lookup,
                year=planned.year,
                kind=work.kind,
                field_id=_pick(self.fields, work.fate),
                field_basis=Edition.FieldBasis.SOURCE if self.fields else "",
                committee_id=_pick(self.committees, 1 - work.fate),
                title=work.title,
                issued_on=planned.issued_on,
                effective_on=planned.effective_on,
                abolished_on=planned.abolished_on,
                confidence=Confidence.R,
                source=SOURCE,
                synthetic=True,
                changed_at=self.now,
            )

    def _spans(self, work: PlannedWork, rows: list[Edition], *, partial: bool) -> Iterable[Any]:
        dates = [Dates(e.year, e.issued_on, e.effective_on, e.abolished_on) for e in work.editions]
        for place, row in enumerate(rows):
            successors = [Successor(later, partial=partial) for later in dates[place + 1 : place + 2]]
            yield from stored(
                EditionSpan, row.pk, spans_of(dates[place], successors, presumed_years=self.presumed_years)
            )


def _number(work: PlannedWork, year: int | None) -> SpecificationNumber:
    return SpecificationNumber(work.series, SYNTHETIC_ISSUER, str(work.serial), year=year)


def _work(work: PlannedWork) -> Work:
    number = _number(work, None)
    return Work(
        key=number.key,
        designation=number.canonical,
        lookup=number.lookup,
        series=work.series,
        issuer_id=SYNTHETIC_ISSUER,
        level=Level.DEPARTMENT,
        number=work.serial,
        synthetic=True,
    )


def _replacements(rows: list[Edition], *, partial: bool) -> Iterable[Replacement]:
    note = _("〔合成〕部分") if partial else ""
    for old, new in pairwise(rows):
        yield Replacement(successor=new, predecessor=old, partial=partial, note=note, source=SOURCE)


def _pick(values: list[Any], fate: float) -> Any:
    return values[int(fate * len(values)) % len(values)] if values else None
