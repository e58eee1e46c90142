"""The list of committees."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.models import Committee
from quanheng.apps.committees.queries import search_committees
from quanheng.kernel.listing import Column, Facet, Listing, Sort
from quanheng.kernel.records import Confidence


def committee_href(row: Any) -> str:
    """The page of a committee."""
    return reverse("committees:detail", args=[row.key])


def _name(row: Any) -> Any:
    marks = [_("拟成立")] if row.planned else []
    marks += [_("未核实")] if row.confidence == Confidence.R else []
    tags = format_html_join("", ' <span class="tag tag--warn">{}</span>', ((mark,) for mark in marks))
    return format_html("{}{}", row.name, tags)


def _hosts(row: Any) -> str:
    return "、".join(hosting.organisation.name for hosting in row.hosts)


def _fields(row: Any) -> str:
    return "、".join(field.name for field in row.fields.all())


def _host_known(values: tuple[str, ...], _day: date) -> Q:
    """Both values chosen is no condition at all."""
    if len(set(values)) != 1:
        return Q()
    known = Q(hostings__isnull=False)
    return known if values[0] == "yes" else ~known


def _numbered(values: tuple[str, ...], _day: date) -> Q:
    if len(set(values)) != 1:
        return Q()
    return ~Q(code="") if values[0] == "yes" else Q(code="")


COMMITTEES = Listing(
    key="committees",
    title=_("计量技术委员会"),
    columns=(
        Column("name", _("名称"), render=_name, export=lambda row: row.name, sort=("name",)),
        Column("code", _("代号"), sort=("position",), nowrap=True),
        Column("level", _("层级"), nowrap=True),
        Column("tier", _("类型"), nowrap=True),
        Column("fields", _("专业领域"), render=_fields, export=_fields),
        Column("host", _("挂靠单位"), render=_hosts, export=_hosts),
        Column("key", _("登记号"), shown=False),
        Column("parent__key", _("上级委员会"), shown=False),
        Column("approved_by__name", _("批准机关"), shown=False),
        Column("founded_on", _("成立"), shown=False),
        Column("planned", _("拟成立"), shown=False),
        Column("confidence", _("可信度"), shown=False),
        Column("source", _("来源"), shown=False),
    ),
    facets=(
        Facet("level", _("层级"), lookup="level", options=Committee.Level.choices),
        Facet("tier", _("类型"), lookup="tier", options=Committee.Tier.choices),
        Facet("field", _("专业领域"), lookup="fields__slug", label_lookup="fields__name", many=True),
        Facet("host", _("挂靠单位"), where=_host_known, options={"yes": _("已知"), "no": _("未知")}),
        Facet("number", _("国家编号"), where=_numbered, options={"yes": _("有"), "no": _("未见公开")}),
        Facet("confidence", _("可信度"), lookup="confidence", options=Confidence.choices, collapsed=True),
    ),
    sorts=(Sort("level", _("层级"), ("level", "position")),),
    search=search_committees,
    search_placeholder=_("名称、代号（任意写法）或挂靠单位"),
    default_sort="code",
    row_href=committee_href,
    description=_("国家、部门、地方和区域计量技术委员会及其分技术委员会、工作组。"),
)
