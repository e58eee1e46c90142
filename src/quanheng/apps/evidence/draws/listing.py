"""The lists of draws and of frozen name lists."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.models.draws import Stage
from quanheng.apps.evidence.models.name_lists import NameList
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.ui.badges import status_badge
from quanheng.kernel.ui.words import moment

TONES = {Stage.DRAWN: "ok", Stage.VOID: "danger", Stage.ABANDONED: "inactive", Stage.PUBLISHED: "info"}


def draw_href(row: Any) -> str:
    """The page of a draw."""
    return reverse("evidence:draw", args=[row.draw_id])


def list_href(row: Any) -> str:
    """The page of a name list."""
    return reverse("evidence:name-list", args=[row.key])


def _search_draws(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return rows.filter(Q(draw_id__icontains=text) | Q(title__icontains=text) | Q(organiser_name__icontains=text))


def _search_lists(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return rows.filter(Q(key__istartswith=text) | Q(title__icontains=text) | Q(organiser_name__icontains=text))


def _search_entries(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return rows.filter(Q(name__icontains=text) | Q(number__startswith=text) | Q(code__startswith=text))


def _stage(row: Any) -> Any:
    return status_badge(TONES.get(row.stage, ""), row.get_stage_display())


def _open_after(row: Any) -> Any:
    return moment(row.open_after)


DRAWS = Listing(
    key="draws",
    title=_("随机抽取"),
    columns=(
        Column("title", _("名称"), sort=("title",)),
        Column("draw_id", _("抽取编号"), sort=("draw_id",), nowrap=True),
        Column("organiser_name", _("组织机构")),
        Column("stage", _("进度"), render=_stage, export=lambda row: row.get_stage_display(), nowrap=True),
        Column(
            "open_after",
            _("公共号码起算时间"),
            sort=("open_after",),
            render=lambda row: moment(row.open_after),
            nowrap=True,
        ),
    ),
    facets=(
        Facet("stage", _("进度"), lookup="stage", options=Stage.choices),
        Facet("organiser", _("组织机构"), lookup="organiser_name"),
    ),
    search=_search_draws,
    search_placeholder=_("名称、编号或组织机构"),
    default_sort="-open_after",
    row_href=draw_href,
    empty_title=_("还没有随机抽取"),
    empty_hint=_("监管部门公布抽取方案后，会列在这里。"),
    description=_("“双随机”抽取：方案先公布，随机数后产生，任何人都可以重算。"),
)

NAME_LISTS = Listing(
    key="name-lists",
    title=_("封存的名录"),
    columns=(
        Column("title", _("名称"), sort=("title",)),
        Column("key", _("名录号"), sort=("id",), nowrap=True),
        Column("kind", _("种类"), nowrap=True),
        Column("organiser_name", _("封存机构")),
        Column("count", _("条数"), numeric=True),
        Column("frozen_at", _("封存时间"), render=lambda row: moment(row.frozen_at), nowrap=True),
        Column("digest", _("摘要"), shown=False),
    ),
    facets=(
        Facet("kind", _("种类"), lookup="kind", options=NameList.Kind.choices),
        Facet("organiser", _("封存机构"), lookup="organiser_name"),
    ),
    search=_search_lists,
    search_placeholder=_("名称、名录号或封存机构"),
    default_sort="-key",
    row_href=list_href,
    description=_("抽取前封存的检查对象名录和执法检查人员名录：条数和摘要。"),
    empty_title=_("还没有封存的名录"),
    empty_hint=_("抽查组织员封存名录后，会列在这里。"),
)


def entries_listing(one: NameList) -> Listing:
    """The entries of a list with their names, for those who may read them. Where names are not open, also with the
    number (核对码) by which an entry finds itself in the result: who draws tells it to whom it concerns.
    """
    if one.kind == NameList.Kind.INSPECTORS:
        return INSPECTOR_ENTRIES
    return OPEN_OBJECTS if one.open else CLOSED_OBJECTS


_KNOWN = (
    Column("name", _("名称"), sort=("name",)),
    Column("number", _("编号"), sort=("number",), nowrap=True),
)
_CODE = Column("code", _("抽取编号"), sort=("code",))
_SALT = Column("salt", _("核对码"))
_STRATUM = Column("stratum", _("风险等级"), nowrap=True)


def _entries(key: str, *columns: Column, by_class: bool = True) -> Listing:
    return Listing(
        key=key,
        title=_("名录条目"),
        columns=(*_KNOWN, *columns),
        facets=(Facet("stratum", _("风险等级"), lookup="stratum", order="value"),) if by_class else (),
        search=_search_entries,
        search_placeholder=_("名称、编号"),
        default_sort="number",
    )


OPEN_OBJECTS = _entries("list-objects", _STRATUM, _CODE)
CLOSED_OBJECTS = _entries("list-closed-objects", _STRATUM, _CODE, _SALT)
INSPECTOR_ENTRIES = _entries(
    "list-inspectors",
    Column("skills", _("专业"), render=lambda row: "、".join(row.skills[1:])),
    Column("barred", _("回避对象"), render=lambda row: "、".join(row.barred)),
    _CODE,
    _SALT,
    by_class=False,
)
