"""abandon: an import is given up before anything was changed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.events import ImportAbandoned
from quanheng.apps.imports.models import Import
from quanheng.apps.imports.policies import may_work_on
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.subjects import Subject

OPEN = (Import.State.OPEN, Import.State.READING, Import.State.FAILED, Import.State.READY)


def abandon(*, one: Import, actor: Actor, now: datetime) -> Import:
    """Give it up. ``BadInput`` once anything was applied: then it can be undone."""
    may_work_on(actor, one).require()
    with transaction.atomic():
        if not Import.objects.filter(pk=one.pk, state__in=OPEN).update(state=Import.State.ABANDONED, changed_at=now):
            raise bad_input("", _("这次导入已经开始办理"), _("请改用撤销。"))
        record(ImportAbandoned(one.file_name), actor=actor, subject=Subject("import", one.key), now=now)
    one.refresh_from_db()
    return one
