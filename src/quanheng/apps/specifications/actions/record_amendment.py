"""record_amendment: attach an amendment sheet (修改单) to an edition."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.specifications.events import AmendmentRecorded
from quanheng.apps.specifications.models import Amendment, Edition
from quanheng.apps.specifications.policies import may_record
from quanheng.apps.specifications.rules.numbers import FIRST_YEAR, LAST_YEAR, edition_number
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

MOST = 99


def record_amendment(  # noqa: PLR0913  the facts of one record
    *,
    edition: Edition,
    ordinal: int,
    year: int,
    source: str,
    confidence: str,
    actor: Actor,
    now: datetime,
    issued_on: date | None = None,
    effective_on: date | None = None,
    announcement: str = "",
    note: str = "",
) -> Amendment:
    """Record amendment sheet ``ordinal`` of ``edition``. It may be issued before the edition takes effect.

    :class:`BadInput` when it is on record already or its dates cannot be.
    """
    may_record(actor, [edition.number]).require()
    with transaction.atomic():
        _check(edition, ordinal, year, issued_on, effective_on)
        number = edition_number(edition.number).sheet(ordinal, year)
        amendment = Amendment.objects.create(
            edition=edition,
            ordinal=ordinal,
            year=year,
            number=number.canonical,
            key=number.key,
            issued_on=issued_on,
            effective_on=effective_on,
            announcement=announcement,
            note=note,
            source=source,
            confidence=confidence,
            synthetic=edition.synthetic,
            changed_at=now,
        )
        Edition.objects.filter(pk=edition.pk).update(changed_at=now)
        payload = AmendmentRecorded(number.canonical, edition.number)
        record(payload, actor=actor, subject=Subject("specification", edition.key), now=now)
        touch("specification", [edition.key])
    return amendment


def _check(edition: Edition, ordinal: int, year: int, issued_on: date | None, effective_on: date | None) -> None:
    faults = []
    if not 1 <= ordinal <= MOST:
        faults.append(Fault(_("第几号"), _("须在 1 至 %s 之间") % MOST))
    if not FIRST_YEAR <= year <= LAST_YEAR or year < edition.year:
        faults.append(Fault(_("年份"), _("修改单不能早于规范"), _("请核对年份。")))
    if issued_on and edition.issued_on and issued_on < edition.issued_on:
        faults.append(Fault(_("发布日期"), _("修改单不能早于规范发布"), _("请核对日期。")))
    if issued_on and effective_on and effective_on < issued_on:
        faults.append(Fault(_("实施日期"), _("实施日期不能早于发布日期"), _("请核对两个日期。")))
    if Amendment.objects.filter(edition=edition, ordinal=ordinal, year=year).exists():
        faults.append(Fault(_("第几号"), _("该修改单已登记"), _("请改用更正。")))
    if faults:
        raise BadInput(faults)
