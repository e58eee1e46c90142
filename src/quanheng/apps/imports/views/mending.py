"""Before anything is applied: columns, rows, another file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quanheng.apps.imports import queries
from quanheng.apps.imports.actions.correct_row import correct_row
from quanheng.apps.imports.actions.replace_file import replace_file
from quanheng.apps.imports.actions.set_columns import set_columns
from quanheng.apps.imports.forms import ColumnsForm, RowForm, UploadForm
from quanheng.apps.imports.listing import state_badge
from quanheng.apps.imports.looking import look
from quanheng.apps.imports.models import ImportRow
from quanheng.apps.imports.views.access import actor_of, crumbs_of, import_or_404, row_or_404
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import now
from quanheng.kernel.errors import BadInput
from quanheng.kernel.files import store, takes_uploads
from quanheng.kernel.files.naming import safe_name
from quanheng.kernel.forms import FormPage, acting
from quanheng.kernel.imports import TABLES, importer_of
from quanheng.kernel.subjects import subject_kind


@never_cache
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """Which column is which field. ``?sheet=`` and ``?heading=`` look at another place of the file."""
    one = import_or_404(request, number)
    importer = importer_of(one.importer)
    fields = importer.fields()
    asked = request.POST if request.method == "POST" else request.GET
    seen = look(one.file, one.file_name, fields, _number(asked, "sheet"), _number(asked, "heading"))
    initial = {"sheet": seen.sheet, "heading": seen.heading.last if seen.heading else 0}
    form = ColumnsForm(request.POST or None, initial=initial, fields=fields, seen=seen)
    here = reverse("imports:detail", args=[one.pk])
    lead = _("每一栏取自文件的哪一列？没有列的，可以给所有行填同一内容。")
    page = FormPage(_("核对对应关系"), lead, _("读取并比对"), here, crumbs_of(one))

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        sheet = seen.sheets[seen.sheet].name if seen.sheets else ""
        set_columns(one=one, columns=form.column_map(), sheet=sheet, actor=actor_of(request), now=now())
        return here, _("已开始读取。")

    return acting(request, page, form, act, template="imports/columns.html", seen=seen, one=one)


def _number(asked: Any, name: str) -> int | None:
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None  # noqa: PLR2004


@never_cache
def row(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """One row, with the record's present values beside it, to be typed over."""
    one = import_or_404(request, number)
    found = row_or_404(request, one, row)
    fields = importer_of(one.importer).fields()
    form = RowForm(request.POST or None, fields=fields, row=found)
    here = reverse("imports:detail", args=[one.pk])
    title = _("第 %d 行") % found.number
    page = FormPage(title, found.label, _("保存并重新比对"), here, crumbs_of(one))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        made = correct_row(row=found, texts=data, actor=actor_of(request), now=now())
        return _after(made, actor_of(request)), _("第 %(row)d 行：%(state)s。") % {
            "row": row,
            "state": made.get_state_display(),
        }

    kind = importer_of(one.importer).subject
    context = {
        "one": one,
        "row": found,
        "badge": state_badge(found),
        "whole": form.whole(),
        "further": queries.next_to_mend(actor_of(request), found),
        "record_url": subject_kind(kind).url(found.target) if found.target else "",
        "differs": _("将更正") if found.state == ImportRow.State.CHANGE else _("不同"),
        "lists": [(each.key, [str(label) for label in each.words().values()]) for each in fields if each.words()],
        "can_correct": one.state in ("ready", "done") and found.outcome != ImportRow.Outcome.APPLIED,
    }
    return acting(request, page, form, act, template="imports/row.html", **context)


def _after(row: ImportRow, actor: Actor) -> str:
    """To this row while it is to be mended, to the next one that is, or else back to the import."""
    number = row.number if row.state in ImportRow.TO_MEND else queries.next_to_mend(actor, row)
    if number is not None:
        return reverse("imports:row", args=[row.batch_id, number])
    return reverse("imports:detail", args=[row.batch_id])


@never_cache
@require_POST
def skip(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Leave a row out, or take it in again."""
    one = import_or_404(request, number)
    found = row_or_404(request, one, row)
    leave_out = found.state != ImportRow.State.SKIPPED
    try:
        correct_row(row=found, texts={}, skip=leave_out, actor=actor_of(request), now=now())
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已跳过这一行。") if leave_out else _("不再跳过这一行。"))
    return HttpResponseRedirect(reverse("imports:row", args=[one.pk, found.number]))


@takes_uploads
@never_cache
def replace(request: HttpRequest, number: int) -> HttpResponse:
    """A corrected file in place of the one given before."""
    one = import_or_404(request, number)
    form = UploadForm(request.POST or None, request.FILES or None)
    here = reverse("imports:detail", args=[one.pk])
    lead = _("用更正后的文件代替“%s”，重新读取。在页面上作的更正不再保留。") % one.file_name
    page = FormPage(_("改用更正后的文件"), lead, _("上传"), here, crumbs_of(one))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        name = safe_name(data["file"].name or "")
        file = store(data["file"], name, allowed=TABLES)
        look(file, name, importer_of(one.importer).fields())
        replace_file(one=one, file=file, name=name, actor=actor_of(request), now=now())
        return reverse("imports:columns", args=[one.pk]), _("已上传。请核对每一列对应的栏目。")

    return acting(request, page, form, act)
