"""The list of public changes, and the auditor's list of every event."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.catalogue import kinds
from quanheng.apps.evidence.lines import Line, line_of
from quanheng.kernel.actor import ANONYMOUS, Actor, system_actor
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.subjects import subject_kind


def kind_label(name: str) -> Any:
    """What the event kind ``name`` is called."""
    kind = kinds().get(name)
    return kind.label if kind else name


def subject_label(name: str) -> Any:
    """What the subject kind ``name`` is called."""
    try:
        return subject_kind(name).label
    except KeyError:
        return name


def _by_key(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Events are found by the key of their subject; the words shown are generated and never searched."""
    return rows.filter(subject_key__istartswith=text)


def _words(field: str, reader: Actor) -> Callable[[Any], Any]:
    return lambda row: getattr(line_of(row, reader), field)


def _linked(reader: Actor) -> Callable[[Any], Any]:
    def cell(row: Any) -> Any:
        line: Line = line_of(row, reader)
        return format_html('<a href="{}">{}</a>', line.url, line.subject) if line.url else line.subject

    return cell


def _address(row: Any) -> str:
    return f"{row.subject_kind}:{row.subject_key}"


def _columns(reader: Actor) -> tuple[Column, ...]:
    sentence, actor = _words("sentence", reader), _words("actor", reader)
    return (
        Column("at", _("时间"), sort=("id",), nowrap=True),
        Column("kind", _("事件"), render=lambda row: kind_label(row.kind), nowrap=True),
        Column(
            "subject", _("事项"), render=_linked(reader), export=lambda row: f"{row.subject_kind}:{row.subject_key}"
        ),
        Column("sentence", _("内容"), render=sentence, export=sentence),
        Column("actor", _("行为人"), render=actor, export=actor),
    )


FACETS = (
    Facet("subject", _("事项种类"), lookup="subject_kind", label_of=subject_label),
    Facet("kind", _("事件种类"), lookup="kind", label_of=kind_label, collapsed=True),
)

CHANGES = Listing(
    key="changes",
    title=_("变更记录"),
    columns=_columns(ANONYMOUS),
    facets=FACETS,
    search=_by_key,
    search_placeholder=_("事项编号，例如 MTC1"),
    default_sort="-at",
    description=_("登记数据的每一次变更都在这里留下一条记录，只能增加，不能修改或删除。"),
)

RECORD = Listing(
    key="history",
    title=_("一条记录的全部变更"),
    columns=_columns(ANONYMOUS),
    facets=(Facet("kind", _("事件种类"), lookup="kind", label_of=kind_label),),
    default_sort="-at",
    exports=(),
)

AUDIT = Listing(
    key="events",
    title=_("全部事件"),
    columns=_columns(system_actor("audit")),
    facets=(*FACETS, Facet("public", _("公开"), lookup="public", options={"True": _("公开"), "False": _("不公开")})),
    search=_by_key,
    search_placeholder=_("事项编号"),
    default_sort="-at",
)
