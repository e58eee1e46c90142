"""open_import: somebody gives a file that is to go into a register."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.events import ImportOpened
from quanheng.apps.imports.models import Import
from quanheng.kernel.actor import Actor, Refused, denied
from quanheng.kernel.imports import Importer
from quanheng.kernel.models import StoredFile
from quanheng.kernel.subjects import Subject


def open_import(*, importer: Importer, file: StoredFile, name: str, actor: Actor, now: datetime) -> Import:
    """Begin an import of ``file`` (called ``name`` by whoever gave it) in the office the actor acts in."""
    importer.may(actor).require()
    account = actor.account_id
    if account is None:
        raise Refused(denied(_("导入须由登录的人员办理。")))
    office = actor.acting_as
    with transaction.atomic():
        one: Import = Import.objects.create(
            importer=importer.key,
            file=file,
            file_name=name,
            account_id=account,
            organisation_id=office.organisation_id if office else None,
            office=office.office if office else "",
            by_id=account,
            by_appointment=office.appointment_id if office else None,
            opened_at=now,
            changed_at=now,
        )
        payload = ImportOpened(str(importer.label), name, file.sha256, again=False)
        record(payload, actor=actor, subject=Subject("import", one.key), now=now)
    return one
