"""record_edition: enter one edition into the register."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.specifications.actions.load_editions import load_editions
from quanheng.apps.specifications.loading.reading import records_of
from quanheng.apps.specifications.loading.records import EditionRecord
from quanheng.apps.specifications.models import Edition
from quanheng.apps.specifications.policies import may_record
from quanheng.apps.specifications.rules.numbers import edition_number, parse_edition
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input


def record_edition(*, facts: dict[str, Any], actor: Actor, now: datetime) -> Edition:
    """Record the edition ``facts`` describe (the fields of a record of ``specifications.yaml``; the number in any
    spelling), with what it replaces and its amendment sheets, as one event.

    :class:`BadInput` names each field at fault; a number already on record is refused.
    """
    may_record(actor).require()
    number = parse_edition(str(facts.get("number", "")))
    facts = facts | {"number": number.canonical} if number else facts
    [placed] = records_of(EditionRecord, _("登记表"), [(1, facts)], key=lambda record: record.number, label="number")
    lookup = edition_number(placed.record.number).lookup
    with transaction.atomic():
        known = Edition.objects.filter(lookup=lookup).first()
        if known is not None:
            raise bad_input(_("编号"), _("%s 已登记") % known.number, _("请改用更正。"))
        load_editions(records=[placed], actor=actor, now=now)
        return Edition.objects.get(lookup=lookup)
