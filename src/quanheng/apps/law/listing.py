"""The list of legal instruments: page, exports and API filters."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from quanheng.apps.law.models import Edition, Instrument
from quanheng.apps.law.queries import search_editions
from quanheng.apps.law.words import STATUS_CHOICES, jurisdiction_label, status_label
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.spans import holding_on
from quanheng.kernel.ui.badges import status_badge, tag


def edition_href(row: Any) -> str:
    """The page of a row."""
    return reverse("law:edition", args=[row.slug])


def status_of(row: Any) -> str:
    """The status of an annotated row in words."""
    return status_label(row.status, amended=row.amended)


def _title(row: Any) -> SafeString:
    version = format_html('<span class="law-version">{}</span>', row.version) if row.version else ""
    marks = [tag(str(_("征求意见稿")), "warn")] if row.draft else []
    if row.synthetic:
        marks.append(tag(str(_("合成数据")), "warn"))
    link = format_html('<a class="law-title" href="{}">{}</a>', edition_href(row), row.title)
    return format_html("{}{} {}", link, version, SafeString(" ").join(marks))


def _kind(row: Any) -> str:
    return str(row.instrument.get_kind_display())


def _status(row: Any) -> SafeString:
    return status_badge(row.status, status_of(row), presumed=row.presumed)


def completeness_tag(row: Any) -> SafeString:
    """The mark of how much of the text is there."""
    tones = {"partial": "warn", "complete": "", "none": ""}
    return tag(row.get_completeness_display(), tones[row.completeness])


LAW = Listing(
    key="law",
    title=_("法规政策"),
    columns=(
        Column("title", _("名称"), render=_title, export=lambda row: row.title, sort=("title", "year")),
        Column("version", _("版次"), shown=False),
        Column("number", _("文号"), sort=("number",)),
        Column("kind", _("效力级别"), render=_kind, export=_kind, sort=("instrument__kind",)),
        Column("issuer", _("发布机关"), sort=("issuer",)),
        Column("issued_on", _("公布"), sort=("issued_on",), nowrap=True),
        Column("effective_on", _("施行"), sort=("effective_on",), nowrap=True),
        Column("status", _("状态"), render=_status, export=status_of, nowrap=True),
        Column("presumed", _("推定"), shown=False),
        Column("completeness", _("文本"), render=completeness_tag, sort=("completeness",), nowrap=True),
        Column("abolished_on", _("废止"), shown=False),
        Column(
            "jurisdiction",
            _("适用地域"),
            export=lambda row: jurisdiction_label(row.instrument.jurisdiction),
            shown=False,
        ),
        Column("confidence", _("可信度"), shown=False),
        Column("source", _("来源"), shown=False),
        Column("synthetic", _("合成数据"), shown=False),
        Column("slug", _("地址"), shown=False),
    ),
    facets=(
        Facet("kind", _("效力级别"), lookup="instrument__kind", options=Instrument.Kind.choices),
        Facet("status", _("状态"), lookup="spans__status", scope=holding_on, options=STATUS_CHOICES),
        Facet("text", _("文本"), lookup="completeness", options=Edition.Completeness.choices),
        Facet(
            "jurisdiction", _("适用地域"), lookup="instrument__jurisdiction", label_of=jurisdiction_label, order="value"
        ),
        Facet("year", _("年份"), lookup="year", order="-value", collapsed=True),
    ),
    search=search_editions,
    search_placeholder=_("名称、文号或发布机关"),
    default_sort="-issued_on",
    row_href=edition_href,
    asof=True,
    description=_("与计量有关的法律、法规、规章、公告和政策文件，状态按查询日期计算。"),
)
