"""How an appointment enters the record and how it ends, whoever may do so. Actions call this and write the event."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from quanheng.apps.people.actors import held_on
from quanheng.apps.people.checks import save_or_fault
from quanheng.apps.people.models import Appointment, Office, Organisation, Person
from quanheng.apps.people.policies import ADMINISTRATORS
from quanheng.apps.people.separation import separate_or_fault
from quanheng.kernel.actor import reach
from quanheng.kernel.clock import FIRST_DAY, LAST_DAY
from quanheng.kernel.errors import bad_input
from quanheng.kernel.regions import nationwide


def may_begin_or_fault(
    *, person: Person, office: Office, organisation: Organisation, start: date, end: date | None
) -> None:
    """Raise ``BadInput`` when the days are none the platform knows, when the person holds this office there on one of
    them, or holds one beside which it may not be held.
    """
    if not FIRST_DAY <= start <= LAST_DAY:
        raise bad_input("start", _("任职起日超出范围"), _("请填写 1949-10-01 至 2100-12-31 之间的日期。"))
    running = Appointment.objects.filter(person=person, office=office, organisation=organisation).filter(
        Q(end=None) | Q(end__gt=start)
    )
    if end is not None:
        running = running.filter(start__lt=end)
    if running.exists():
        raise bad_input("start", _("与该人员已登记的同一任职在时间上重叠"), _("请先终止原任职，或改正起止日期。"))
    separate_or_fault(person, office, start, end)


def begin(appointment: Appointment) -> Appointment:
    """Enter an appointment that is not on record yet."""
    may_begin_or_fault(
        person=appointment.person,
        office=appointment.office,
        organisation=appointment.organisation,
        start=appointment.start,
        end=appointment.end,
    )
    save_or_fault(appointment)
    return appointment


def may_end_or_fault(appointment: Appointment, day: date) -> None:
    """Raise ``BadInput`` when it has an end, or when the platform would be left without one of its administrators."""
    if appointment.end is not None:
        raise bad_input("end", _("该任职已终止"), _("终止日只登记一次；要更正请另行登记。"))
    if set(appointment.office.grants) & ADMINISTRATORS and not _another(appointment, day):
        raise bad_input(
            "end",
            _("这是最后一名%(office)s") % {"office": appointment.office.name},
            _("请先任命另一名，并为其开立账户。"),
        )


def finish(appointment: Appointment, day: date, now: datetime) -> Appointment:
    """Set the end of an appointment: it is held for the last time on the day before ``day``."""
    may_end_or_fault(appointment, day)
    appointment.end = day
    appointment.changed_at = now
    save_or_fault(appointment)
    return appointment


def _another(appointment: Appointment, day: date) -> bool:
    """Whether somebody else with an account holds the same office on ``day``, for the whole country where this one
    does: an administrator of a province can give nobody an office of the platform itself.
    """
    others = Appointment.objects.filter(held_on(day), office=appointment.office_id, person__account__is_active=True)
    if not reach(appointment.organisation.region_id or ""):
        others = others.filter(nationwide("organisation__region"))
    return bool(others.exclude(person=appointment.person_id).exists())


def may_become_local_or_fault(organisation: Organisation, region: str, day: date) -> None:
    """Raise ``BadInput`` when an organisation of the whole country would become one of ``region`` while the platform's
    last holder of a platform office for the whole country is in it: the operating organisation, wherever it sits.
    """
    if reach(organisation.region_id or "") or not reach(region):
        return
    held = Appointment.objects.filter(held_on(day), organisation=organisation).exclude(office__grants=[])
    elsewhere = Appointment.objects.filter(
        held_on(day), nationwide("organisation__region"), person__account__is_active=True
    ).exclude(organisation=organisation)
    for office in Office.objects.filter(pk__in=held.values("office")):
        if not elsewhere.filter(office=office).exists():
            raise bad_input(
                "region",
                _("登记后，平台不再有面向全国的%(office)s") % {"office": office.name},
                _("全国性机构和平台运行单位的行政区划留空；确要登记的，请先在另一全国性机构任命一名。"),
            )
