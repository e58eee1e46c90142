"""The lists of people: organisations for everybody, persons and appointments for those who keep the register."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.models import OfficeProposal, Organisation
from quanheng.apps.people.queries.accounts import search_accounts
from quanheng.apps.people.queries.organisations import search_organisations
from quanheng.apps.people.queries.persons import search_persons
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.records import Confidence


def organisation_href(row: Any) -> str:
    """The page of an organisation."""
    return reverse("people:organisation", args=[row.key])


def person_href(row: Any) -> str:
    """The page of a person."""
    return reverse("people:person", args=[row.key])


def _name(row: Any) -> Any:
    if row.synthetic:
        return format_html('{} <span class="tag tag--warn">{}</span>', row.name, _("合成"))
    return row.name


def _offices(row: Any) -> Any:
    return format_html_join("；", "{}{}", ((a.organisation.name, a.office.name) for a in row.seen_appointments))


ORGANISATIONS = Listing(
    key="organisations",
    title=_("机构"),
    columns=(
        Column("name", _("名称"), render=_name, export=lambda row: row.name, sort=("name",)),
        Column("kind", _("类别"), nowrap=True),
        Column("region__name", _("行政区划"), nowrap=True),
        Column("credit_code", _("统一社会信用代码"), nowrap=True),
        Column("key", _("登记号"), sort=("key",), nowrap=True),
        Column("confidence", _("可信度"), shown=False),
        Column("source", _("来源"), shown=False),
        Column("synthetic", _("合成数据"), shown=False),
        Column("changed_at", _("最近变更"), shown=False),
    ),
    facets=(
        Facet("kind", _("类别"), lookup="kind", options=Organisation.Kind.choices),
        Facet("region", _("行政区划"), lookup="region", label_lookup="region__name", order="value"),
        Facet("confidence", _("可信度"), lookup="confidence", options=Confidence.choices, collapsed=True),
    ),
    search=search_organisations,
    search_placeholder=_("名称、曾用名、登记号或信用代码"),
    default_sort="key",
    row_href=organisation_href,
    description=_("计量治理中的监管部门、技术机构、委员会、企业和社会团体。"),
)

PERSONS = Listing(
    key="persons",
    title=_("人员"),
    columns=(
        Column("name", _("姓名"), render=_name, sort=("name",)),
        Column("employer__name", _("所在单位")),
        Column("offices", _("任职（含已终止）"), render=_offices),
        Column("key", _("登记号"), sort=("key",), nowrap=True),
    ),
    search=search_persons,
    search_placeholder=_("姓名或登记号"),
    default_sort="key",
    row_href=person_href,
    exports=(),
)

OFFICE_HOLDERS = Listing(
    key="office-holders",
    title=_("任职"),
    columns=(
        Column("office__name", _("职务"), sort=("office__order", "organisation__key")),
        Column(
            "organisation", _("机构或委员会"), render=lambda row: row.organisation.name, sort=("organisation__key",)
        ),
        Column("person__name", _("姓名"), sort=("person__key",)),
        Column("start", _("任职起"), sort=("start",), nowrap=True),
        Column("end", _("任职止"), nowrap=True),
        Column("instrument", _("任命文件")),
    ),
    facets=(
        Facet("office", _("职务"), lookup="office", label_lookup="office__name"),
        Facet("organisation", _("机构或委员会"), lookup="organisation__key", label_lookup="organisation__name"),
    ),
    default_sort="office__name",
    row_href=lambda row: person_href(row.person),
    asof=True,
    exports=(),
)


def _decided(row: Any) -> Any:
    return {None: _("待决定"), True: _("已同意"), False: _("未同意")}[row.accepted]


PROPOSALS = Listing(
    key="proposals",
    title=_("平台职务任免"),
    columns=(
        Column("accepted", _("状态"), render=_decided, nowrap=True),
        Column("kind", _("事项"), render=lambda row: row.get_kind_display(), nowrap=True),
        Column("person__name", _("姓名")),
        Column("office", _("职务"), render=lambda row: row.office.name),
        Column("start", _("任职起"), nowrap=True),
        Column("end", _("任职止"), nowrap=True),
        Column("proposed_by", _("提议人"), render=lambda row: row.proposed_by.person.name),
        Column("proposed_at", _("提议时间"), sort=("proposed_at",), nowrap=True),
    ),
    facets=(Facet("kind", _("事项"), lookup="kind", options=OfficeProposal.Kind.choices),),
    default_sort="-proposed_at",
    row_href=lambda row: reverse("people:decide-proposal", args=[row.pk]),
    exports=(),
)


def _account_state(row: Any) -> Any:
    return _("启用") if row.is_active else _("停用")


ACCOUNTS = Listing(
    key="accounts",
    title=_("账户"),
    columns=(
        Column("username", _("登录名"), sort=("username",)),
        Column("person__name", _("姓名")),
        Column("is_active", _("状态"), render=_account_state, nowrap=True),
        Column("last_login", _("最近登录"), nowrap=True),
        Column("created_at", _("开立"), sort=("created_at",), nowrap=True),
    ),
    facets=(
        Facet("active", _("状态"), lookup="is_active", options={"True": _("启用"), "False": _("停用")}),
        Facet("initial", _("首次启动所建"), lookup="initial", options={"True": _("是"), "False": _("否")}),
    ),
    search=search_accounts,
    search_placeholder=_("登录名或姓名"),
    default_sort="username",
    row_href=lambda row: reverse("people:account", args=[row.pk]),
    exports=(),
)
