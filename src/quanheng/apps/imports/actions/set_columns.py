"""set_columns: somebody says which column is which field; reading begins."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.public import record
from quanheng.apps.imports.acting import on_behalf_of
from quanheng.apps.imports.events import ColumnsSet
from quanheng.apps.imports.models import Import
from quanheng.apps.imports.policies import may_work_on
from quanheng.apps.imports.work import read_file
from quanheng.kernel.actor import Actor
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.kernel.imports import ColumnMap, importer_of
from quanheng.kernel.subjects import Subject

MAPPABLE = (Import.State.OPEN, Import.State.FAILED, Import.State.READY)


def set_columns(*, one: Import, columns: ColumnMap, sheet: str, actor: Actor, now: datetime) -> Import:
    """Read the file by ``columns``; rows read before, and corrections of them, are gone. ``BadInput`` names each
    required field without a column or value, and columns given to two fields.
    """
    may_work_on(actor, one).require()
    _check(one, columns)
    with transaction.atomic():
        changed = Import.objects.filter(pk=one.pk, state__in=MAPPABLE).update(
            columns=replace(columns, named=sheet).as_json(),
            state=Import.State.READING,
            cursor=-1,
            remarks=[],
            message="",
            changed_at=now,
            **on_behalf_of(actor),
        )
        if not changed:
            raise bad_input("", _("这次导入已经开始办理，不能再改对应关系"), _("请刷新页面。"))
        fields = (*columns.columns, *columns.constants)
        record(ColumnsSet(sheet, fields), actor=actor, subject=Subject("import", one.key), now=now)
        read_file.enqueue(one.pk)
    one.refresh_from_db()
    return one


def _check(one: Import, columns: ColumnMap) -> None:
    fields = {field.key: field for field in importer_of(one.importer).fields()}
    faults = [
        Fault(key, _("没有指定“%s”在哪一列") % field.label, _("请选择一列，或填写固定值。"))
        for key, field in fields.items()
        if field.required and key not in columns.columns and key not in columns.constants
    ]
    taken: dict[int, str] = {}
    for key, column in columns.columns.items():
        if column in taken:
            what = _("这一列已经给了“%s”") % fields[taken[column]].label
            faults.append(Fault(key, what, _("一列只能对应一栏。")))
        taken.setdefault(column, key)
    if faults:
        raise BadInput(faults)
