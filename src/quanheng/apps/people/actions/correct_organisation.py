"""correct_organisation: what the register says about an organisation was wrong, or its name changed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.people.checks import credit_code_or_fault, region_or_fault, save_or_fault
from quanheng.apps.people.events import OrganisationCorrected
from quanheng.apps.people.models import FormerName, Organisation
from quanheng.apps.people.policies import may_register
from quanheng.apps.people.rules.names import name_key
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.subjects import Subject

CORRECTABLE = ("name", "kind", "credit_code", "region", "public", "source", "confidence")


def correct_organisation(  # noqa: PLR0913  a correction has a reason and may be a renaming
    *,
    organisation: Organisation,
    changes: Mapping[str, str | bool],
    reason: str,
    actor: Actor,
    now: datetime,
    renamed: bool = False,
    renamed_on: date | None = None,
) -> Organisation:
    """Correct the fields in ``changes`` (of ``CORRECTABLE``; region by code). ``renamed``: the old name was right
    until ``renamed_on`` (unknown when ``None``) and stays findable as a former name; otherwise it was a mistake.
    Raises ``BadInput`` naming each field, also when nothing would change.
    """
    may_register(actor).require()
    if not reason.strip():
        raise bad_input("reason", _("没有填写更正理由"), _("请写明依据，例如机构更名文件。"))
    with transaction.atomic():
        before = {field: _text(organisation, field) for field in CORRECTABLE}
        old_name = organisation.name
        for field, value in changes.items():
            _assign(organisation, field, value)
        changed = [field for field in CORRECTABLE if _text(organisation, field) != before[field]]
        if not changed:
            raise bad_input("", _("没有任何变化"), _("请修改后再提交。"))
        organisation.name_key = name_key(organisation.name)
        organisation.changed_at = now
        save_or_fault(organisation)
        if renamed and "name" in changed:
            save_or_fault(
                FormerName(organisation=organisation, name=old_name, name_key=name_key(old_name), until=renamed_on)
            )
        touch("organisation", [organisation.key])
        record(
            OrganisationCorrected(
                organisation.name,
                tuple(changed),
                tuple(before[field] for field in changed),
                tuple(_text(organisation, field) for field in changed),
                reason.strip(),
            ),
            actor=actor,
            subject=Subject("organisation", organisation.key),
            now=now,
            private=not organisation.public,
        )
    return organisation


def _assign(organisation: Organisation, field: str, value: str | bool) -> None:
    if field not in CORRECTABLE:
        raise bad_input(field, _("这一项不能更正"), "")
    if field == "credit_code":
        organisation.credit_code = credit_code_or_fault(str(value))
    elif field == "region":
        organisation.region = region_or_fault(str(value))
    else:
        setattr(organisation, field, value.strip() if isinstance(value, str) else value)


def _text(organisation: Organisation, field: str) -> str:
    value = getattr(organisation, field)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if field in ("kind", "confidence"):
        return str(getattr(organisation, f"get_{field}_display")())
    return "" if value is None else str(value)
