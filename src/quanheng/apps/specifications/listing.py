"""The lists of specifications and of international documents: pages, exports and API filters."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quanheng.apps.specifications.models import Edition, InternationalDocument
from quanheng.apps.specifications.models.work import Level
from quanheng.apps.specifications.queries import with_status
from quanheng.apps.specifications.queries_pages import search_editions, search_international
from quanheng.apps.specifications.words import STATUS_LABELS, status_label
from quanheng.apps.specifications.words_pages import CLAIM_LOOKS, KIND_WORDS, relation_kind
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.records import Confidence
from quanheng.kernel.ui.badges import status_badge, tag


def edition_href(row: Any) -> str:
    """The page of an edition."""
    return reverse("specifications:detail", args=[row.key])


def international_href(row: Any) -> str:
    """The page of an international document."""
    return reverse("specifications:international", args=[row.key])


def _title(row: Any) -> Any:
    title = row.title or _t("名称未收录")
    if row.synthetic:
        return format_html("{} {}", title, tag(_t("合成数据"), "warn"))
    return title if row.title else format_html('<span class="muted">{}</span>', title)


def _kind(row: Any) -> Any:
    return row.get_kind_display()


def _status(row: Any) -> SafeString:
    return status_badge(row.status, str(status_label(row.status)), presumed=row.presumed)


def answerable(row: Any) -> str:
    """归口: the committee, or what the source names instead."""
    return str(row.committee.name if row.committee else row.responsible)


EDITIONS = Listing(
    key="specifications",
    title=_("计量技术规范"),
    columns=(
        Column(
            "number", _("编号"), nowrap=True,
            sort=("work__series", "work__number", "work__issuer", "work__part", "year"),
        ),
        Column("title", _("名称"), render=_title, export=lambda row: row.title, sort=("title",)),
        Column("kind", _("种类"), render=_kind, export=_kind, sort=("kind",), nowrap=True),
        Column(
            "status", _("状态"), render=_status, export=lambda row: str(status_label(row.status)), sort=("status",),
            nowrap=True,
        ),
        Column("issued_on", _("发布"), sort=("issued_on",), nowrap=True),
        Column("effective_on", _("实施"), sort=("effective_on",), nowrap=True),
        Column("committee", _("归口"), render=answerable, export=answerable, sort=("committee__name",)),
        Column("presumed", _("状态为推定"), shown=False),
        Column("level", _("层级"), export=lambda row: row.work.get_level_display(), shown=False),
        Column("field", _("专业领域"), export=lambda row: row.field.name if row.field else "", shown=False),
        Column("title_en", _("英文名称"), shown=False),
        Column("abolished_on", _("废止日期"), shown=False),
        Column("announcement", _("公告号"), shown=False),
        Column("claimed_status", _("来源所称状态"), shown=False),
        Column("confidence", _("可信度"), shown=False),
        Column("source", _("来源"), shown=False),
        Column("synthetic", _("合成数据"), shown=False),
        Column("key", _("地址"), shown=False),
    ),
    facets=(
        Facet("status", _("状态"), lookup="status", options=[(str(k), v) for k, v in STATUS_LABELS.items()]),
        Facet("kind", _("种类"), lookup="kind", options=Edition.Kind.choices),
        Facet("level", _("层级"), lookup="work__level", options=Level.choices),
        Facet("field", _("专业领域"), lookup="field_id", label_lookup="field__name", order="count"),
        Facet(
            "committee", _("归口委员会"), lookup="committee__key", label_lookup="committee__name", order="count",
            collapsed=True,
        ),
        Facet(
            "issuer", _("发布主体"), lookup="work__issuer_id", label_lookup="work__issuer__name", order="count",
            collapsed=True,
        ),
        Facet("year", _("年份"), lookup="year", order="-value", collapsed=True),
        Facet("confidence", _("可信度"), lookup="confidence", options=Confidence.choices, collapsed=True),
    ),
    search=search_editions,
    search_placeholder=_("编号（任何写法）或名称"),
    default_sort="-issued_on",
    row_href=edition_href,
    asof=True,
    of_day=with_status,
    description=_("计量检定系统表、检定规程、型式评价大纲、校准规范和其他计量技术规范；状态按查询日期计算。"),
)  # fmt: skip


def _international_status(row: Any) -> Any:
    if not row.claimed:
        return ""
    return status_badge(CLAIM_LOOKS[row.claimed], str(row.get_claimed_display()))


INTERNATIONAL = Listing(
    key="international",
    title=_("国际文件"),
    columns=(
        Column("number", _("编号"), sort=("number",), nowrap=True),
        Column(
            "title_en", _("题名"), sort=("title_en",),
            render=lambda row: format_html('<span lang="{}">{}</span>', "en" if row.title_en else "fr",
                                           row.title_en or row.title_fr or "—"),
        ),
        Column("body", _("组织"), sort=("body",), nowrap=True),
        Column("kind", _("类型"), render=lambda row: relation_kind(KIND_WORDS, row.kind),
               export=lambda row: relation_kind(KIND_WORDS, row.kind), sort=("kind",), nowrap=True),
        Column("year", _("年份"), sort=("year",), nowrap=True),
        Column("claimed", _("来源所称状态"), render=_international_status,
               export=lambda row: str(row.get_claimed_display()), sort=("claimed",), nowrap=True),
        Column("title_fr", _("法文题名"), shown=False),
        Column("languages", _("语言"), shown=False),
        Column("quantity", _("量"), shown=False),
        Column("instrument", _("计量器具"), shown=False),
        Column("doi", _("DOI"), shown=False),
        Column("url", _("网址"), shown=False),
        Column("confidence", _("可信度"), shown=False),
        Column("source", _("来源"), shown=False),
        Column("key", _("地址"), shown=False),
    ),
    facets=(
        Facet("body", _("组织"), lookup="body", options=InternationalDocument.Body.choices),
        Facet("kind", _("类型"), lookup="kind", label_of=lambda kind: relation_kind(KIND_WORDS, kind), order="count"),
        Facet("status", _("来源所称状态"), lookup="claimed", options=InternationalDocument.Claimed.choices),
        Facet("organ", _("机构"), lookup="organ", order="count", collapsed=True),
        Facet("year", _("年份"), lookup="year", order="-value", collapsed=True),
    ),
    search=search_international,
    search_placeholder=_("编号或题名，例如 OIML R 76、GUM"),
    default_sort="number",
    row_href=international_href,
    description=_("OIML 出版物、BIPM 会议与决议、JCGM 文件的目录；来源相互矛盾处照录。"),
)  # fmt: skip
