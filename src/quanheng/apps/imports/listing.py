"""The list of imports, and the rows of one."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.imports.models import Import, ImportRow
from quanheng.kernel.imports import Field, importers
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.subjects import subject_kind
from quanheng.kernel.ui.badges import status_badge

LOOKS = {
    "new": "ok",
    "change": "info",
    "same": "inactive",
    "conflict": "conflict",
    "duplicate": "warn",
    "error": "danger",
    "skipped": "inactive",
    "applied": "ok",
    "stale": "warn",
    "refused": "danger",
    "undone": "inactive",
    "kept": "warn",
    "open": "upcoming",
    "reading": "upcoming",
    "failed": "danger",
    "ready": "info",
    "applying": "upcoming",
    "stopped": "warn",
    "done": "ok",
    "checking": "upcoming",
    "undoing": "upcoming",
    "abandoned": "inactive",
}


def importer_label(key: str) -> Any:
    """What the register of an importer is called."""
    return next((one.label for one in importers() if one.key == key), key)


def state_badge(row: Any) -> SafeString:
    """The state of an import or a row: colour, sign and word."""
    return status_badge(LOOKS.get(row.state, ""), str(row.get_state_display()))


def _by_file(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return rows.filter(file_name__icontains=text)


IMPORTS = Listing(
    key="imports",
    title=gettext_lazy("导入"),
    columns=(
        Column("id", gettext_lazy("号"), sort=("id",), numeric=True),
        Column(
            "file_name",
            gettext_lazy("文件"),
            render=lambda one: format_html(
                '<a href="{}">{}</a>', reverse("imports:detail", args=[one.pk]), one.file_name
            ),
        ),
        Column("importer", gettext_lazy("登记簿"), render=lambda one: importer_label(one.importer), nowrap=True),
        Column("state", gettext_lazy("状态"), render=state_badge, export=lambda one: str(one.get_state_display())),
        Column("opened_at", gettext_lazy("上传时间"), sort=("opened_at",), nowrap=True),
    ),
    facets=(
        Facet("state", gettext_lazy("状态"), lookup="state", options=Import.State.choices),
        Facet("importer", gettext_lazy("登记簿"), lookup="importer", label_of=importer_label),
    ),
    search=_by_file,
    search_placeholder=gettext_lazy("文件名"),
    default_sort="-id",
    empty_title=gettext_lazy("还没有导入过文件"),
    empty_hint=gettext_lazy("请在上方选择要导入的登记簿。"),
)


def rows_listing(one: Import, fields: Sequence[Field]) -> Listing:
    """The rows of ``one``: what each would do, or did."""
    return Listing(
        key=f"import-{one.importer}-rows",
        title=_("各行"),
        columns=(
            Column("number", _("行"), render=_number, sort=("number",), numeric=True),
            Column("state", _("比对结果"), render=_state, export=lambda row: str(row.get_state_display())),
            Column("label", _("记录"), render=_record(one), export=lambda row: row.label),
            Column("said", _("问题与变化"), render=_said(fields), export=said_in_words(fields)),
        ),
        facets=(
            Facet("state", _("比对结果"), lookup="state", options=ImportRow.State.choices),
            Facet("outcome", _("办理结果"), lookup="outcome", options=ImportRow.Outcome.choices),
        ),
        search=_by_text,
        search_placeholder=_("名称，或行号"),
        default_sort="number",
        exports=(),
        empty_title=_("没有符合条件的行"),
    )


def _by_text(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    named = Q(label__icontains=text)
    return rows.filter(named | Q(number=int(text))) if text.isascii() and text.isdecimal() else rows.filter(named)


def _number(row: ImportRow) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("imports:row", args=[row.batch_id, row.number]), row.number)


def _state(row: ImportRow) -> SafeString:
    planned = state_badge(row)
    if not row.outcome:
        return planned
    done = status_badge(LOOKS[row.outcome], str(row.get_outcome_display()))
    return format_html("{} {}", planned, done)


def _record(one: Import) -> Callable[[Any], SafeString | str]:
    kind = next((each.subject for each in importers() if each.key == one.importer), "")

    def cell(row: Any) -> SafeString | str:
        withdrawn = row.state == ImportRow.State.NEW and row.outcome == ImportRow.Outcome.UNDONE
        if not row.target or withdrawn:
            return str(row.label) or "—"
        url = subject_kind(kind).url(row.target) if kind else ""
        name = row.label or row.target
        return format_html('<a href="{}">{}</a>', url, name) if url else str(name)

    return cell


def _said(fields: Sequence[Field]) -> Callable[[Any], SafeString]:
    by_key = {one.key: one for one in fields}

    def cell(row: Any) -> SafeString:
        lines = [*_faults(row, by_key), *([row.note] if row.note else []), *_changes(row, by_key)]
        if row.corrected:
            lines.append(_("已在页面更正"))
        told = format_html_join("", "<div>{}</div>", ((line,) for line in lines))
        return format_html("<div>{}</div>", told) if told else told

    return cell


def said_in_words(fields: Sequence[Field]) -> Callable[[Any], str]:
    """The same as plain text."""
    by_key = {one.key: one for one in fields}

    def words(row: Any) -> str:
        return "；".join([*_faults(row, by_key), *([row.note] if row.note else []), *_changes(row, by_key)])

    return words


def _faults(row: Any, by_key: dict[str, Field]) -> list[str]:
    said = []
    for fault in row.faults:
        one = by_key.get(fault["field"])
        where = " ".join(part for part in (fault["cell"], str(one.label) if one else "") if part)
        text = f"{fault['what']}。{fault['remedy']}"
        said.append(f"{where}：{text}" if where else text)
    return said


def _changes(row: Any, by_key: dict[str, Field]) -> list[str]:
    if not row.target or row.state not in ("change", "conflict"):
        return []
    return [
        _("%(field)s：%(was)s → %(now)s")
        % {
            "field": by_key[key].label,
            "was": by_key[key].shown(row.was.get(key, "")) or "—",
            "now": by_key[key].shown(now) or "—",
        }
        for key, now in row.now.items()
        if key in by_key
    ]
