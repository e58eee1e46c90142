"""correct_organisations: what the register says about organisations was wrong, or their names changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record_many
from quanheng.apps.people.appointing import may_become_local_or_fault
from quanheng.apps.people.checks import credit_code_or_fault, faults_of, region_or_fault
from quanheng.apps.people.events import OrganisationCorrected
from quanheng.apps.people.jurisdiction import regions_of
from quanheng.apps.people.models import FormerName, Organisation
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.rules.names import name_key
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

CORRECTABLE = ("name", "kind", "credit_code", "region", "public", "source", "confidence")
_COLUMNS = (*CORRECTABLE, "name_key", "changed_at")


@dataclass(frozen=True, slots=True)
class Correction:
    """The fields of an organisation to correct (of ``CORRECTABLE``; region by code). ``renamed``: the old name was
    right until ``renamed_on`` (unknown when ``None``) and stays findable as a former name; else it was a mistake.
    ``former_name``: such a renaming was the mistake, and this former name goes again.
    """

    organisation: Organisation
    changes: Mapping[str, str | bool]
    renamed: bool = False
    renamed_on: date | None = None
    former_name: str = ""


@dataclass(frozen=True, slots=True)
class _Corrected:
    correction: Correction
    was: Mapping[str, str]
    changed: tuple[str, ...]


def correct_organisations(*, corrections: Sequence[Correction], reason: str, actor: Actor, now: datetime) -> None:
    """Make all the corrections, with one event each, or none: ``BadInput`` names each field at fault, also of one that
    would change nothing. The number of queries does not depend on how many there are.
    """
    may_register(actor, *regions_of(*(one.organisation for one in corrections)), *_new_regions(corrections)).require()
    if not reason.strip():
        raise bad_input("reason", _("没有填写更正理由"), _("请写明依据，例如机构更名文件。"))
    _none_becomes_local_or_fault(corrections, now)
    with transaction.atomic():
        corrected = [_assigned(one, now) for one in corrections]
        if faults := [*_broken(corrected), *_taken(corrected)]:
            raise BadInput(faults)
        rows = [one.correction.organisation for one in corrected]
        Organisation.objects.bulk_update(rows, _COLUMNS, batch_size=200)
        _former_names(corrected)
        touch("organisation", [row.key for row in rows])
        for public in (True, False):
            told = [one for one in corrected if one.correction.organisation.public is public]
            record_many(
                [(_payload(one, reason), Subject("organisation", one.correction.organisation.key)) for one in told],
                actor=actor,
                now=now,
                private=not public,
            )


def _new_regions(corrections: Sequence[Correction]) -> set[str]:
    return {str(one.changes["region"]) for one in corrections if "region" in one.changes}


def _none_becomes_local_or_fault(corrections: Sequence[Correction], now: datetime) -> None:
    today = now.astimezone(LEGAL_ZONE).date()
    for one in corrections:
        may_become_local_or_fault(one.organisation, str(one.changes.get("region", "")), today)


def _assigned(correction: Correction, now: datetime) -> _Corrected:
    organisation = correction.organisation
    was = {field: _text(organisation, field) for field in CORRECTABLE} | {"old_name": organisation.name}
    for field, value in correction.changes.items():
        _assign(organisation, field, value)
    changed = tuple(field for field in CORRECTABLE if _text(organisation, field) != was[field])
    if not changed:
        raise bad_input("", _("没有任何变化"), _("请修改后再提交。"))
    organisation.name_key = name_key(organisation.name)
    organisation.changed_at = now
    return _Corrected(correction, was, changed)


def _assign(organisation: Organisation, field: str, value: str | bool) -> None:
    if field not in CORRECTABLE:
        raise bad_input(field, _("这一项不能更正"), "")
    if field == "credit_code":
        organisation.credit_code = credit_code_or_fault(str(value))
    elif field == "region":
        if organisation.region_id != (value or None):
            organisation.region = region_or_fault(str(value))
    else:
        setattr(organisation, field, value.strip() if isinstance(value, str) else value)


def _text(organisation: Organisation, field: str) -> str:
    if field == "region":
        return str(organisation.region or "")
    value = getattr(organisation, field)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if field in ("kind", "confidence"):
        return str(getattr(organisation, f"get_{field}_display")())
    return "" if value is None else str(value)


def _broken(corrected: Sequence[_Corrected]) -> Iterator[Fault]:
    """What each field says against its new value."""
    for one in corrected:
        try:
            one.correction.organisation.clean_fields(exclude=["region", "merged_into"])
        except ValidationError as error:
            yield from faults_of(error).faults


def _taken(corrected: Sequence[_Corrected]) -> Iterator[Fault]:
    """Credit codes that another organisation has, on record or among these."""
    wanted = [one.correction.organisation for one in corrected if "credit_code" in one.changed]
    codes = [one.credit_code for one in wanted if one.credit_code]
    on_record = dict(Organisation.objects.filter(credit_code__in=codes).values_list("credit_code", "pk"))
    for one in wanted:
        if one.credit_code and (on_record.get(one.credit_code, one.pk) != one.pk or codes.count(one.credit_code) > 1):
            yield Fault("credit_code", _("该统一社会信用代码已登记在另一机构名下"), _("请核对。"))


def _former_names(corrected: Sequence[_Corrected]) -> None:
    kept = [
        FormerName(
            organisation=one.correction.organisation,
            name=one.was["old_name"],
            name_key=name_key(one.was["old_name"]),
            until=one.correction.renamed_on,
        )
        for one in corrected
        if one.correction.renamed and "name" in one.changed
    ]
    known = set(
        FormerName.objects.filter(organisation__in=[one.organisation_id for one in kept]).values_list(
            "organisation_id", "name"
        )
    )
    if any((one.organisation_id, one.name) in known for one in kept):
        raise bad_input("name", _("该曾用名已登记"), _("请核对。"))
    FormerName.objects.bulk_create(kept)
    for one in corrected:
        if former := one.correction.former_name:
            rows = FormerName.objects.filter(organisation=one.correction.organisation, name=former, until=None)
            rows.delete()


def _payload(one: _Corrected, reason: str) -> OrganisationCorrected:
    organisation = one.correction.organisation
    return OrganisationCorrected(
        organisation.name,
        one.changed,
        tuple(one.was[field] for field in one.changed),
        tuple(_text(organisation, field) for field in one.changed),
        reason.strip(),
    )
