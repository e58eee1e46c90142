"""replace_file: a corrected file takes the place of the one given before."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.events import ImportOpened
from quanheng.apps.imports.models import Import
from quanheng.apps.imports.policies import may_work_on
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports import importer_of
from quanheng.kernel.models import StoredFile
from quanheng.kernel.subjects import Subject

REPLACEABLE = (Import.State.OPEN, Import.State.FAILED, Import.State.READY)


def replace_file(*, one: Import, file: StoredFile, name: str, actor: Actor, now: datetime) -> Import:
    """The import begins again with ``file``; corrections made in the page are gone with the old one. ``BadInput`` once
    anything was applied: then the new file is an import of its own, which finds nothing to do where it says the same.
    """
    may_work_on(actor, one).require()
    with transaction.atomic():
        changed = Import.objects.filter(pk=one.pk, state__in=REPLACEABLE).update(
            file=file, file_name=name, state=Import.State.OPEN, columns={}, remarks=[], message="", changed_at=now
        )
        if not changed:
            raise bad_input("file", _("这次导入已经开始办理，不能换文件"), _("请另开一次导入。"))
        payload = ImportOpened(str(importer_of(one.importer).label), name, file.sha256, again=True)
        record(payload, actor=actor, subject=Subject("import", one.key), now=now)
    one.refresh_from_db()
    return one
