"""The components of the design system, as template tags: the table in docs/engineering/conventions.md."""

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from quanheng.core.basis import Basis
from quanheng.kernel.clock import FIRST_DAY, LAST_DAY, legal_today
from quanheng.kernel.records import Sourced
from quanheng.kernel.ui import assets, badges, blocks, citations, registers, words

register = template.Library()

_SCRIPT_SAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file."""
    return assets.asset(path)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; ``label`` when it stands alone."""
    return assets.icon(name, label)


@register.simple_tag
def status_badge(status: str, label: str, presumed: bool = False) -> SafeString:
    """A status pill: colour, sign and word."""
    return badges.status_badge(status, label, presumed=presumed)


@register.simple_tag
def tag(text: str, tone: str = "") -> SafeString:
    """A small neutral label."""
    return badges.tag(text, tone)


@register.simple_block_tag(end_name="end_page_header")
def page_header(content: str, title: str, lead: str = "", eyebrow: str = "") -> SafeString:
    """The page's ``<h1>``, lead line and actions."""
    return blocks.page_header(content, title, lead, eyebrow)


@register.simple_block_tag(end_name="end_panel")
def panel(content: str, title: str = "", id: str = "", tone: str = "") -> SafeString:  # noqa: A002
    """A section card with ``<h2>``."""
    return blocks.panel(content, title, id, tone)


@register.simple_block_tag(end_name="end_facts")
def facts(content: str) -> SafeString:
    """A summary list."""
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag(end_name="end_fact")
def fact(content: str, label: str) -> SafeString:
    """One fact of a summary list."""
    return blocks.fact(content, label)


@register.simple_block_tag(end_name="end_notice")
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A message box."""
    return blocks.notice(content, tone, title)


@register.simple_block_tag(end_name="end_empty")
def empty(content: str, title: str, hint: str = "") -> SafeString:
    """An empty state with a way on."""
    return blocks.empty(content, title, hint)


@register.simple_block_tag(end_name="end_tabs")
def tabs(content: str, label: str = "") -> SafeString:
    """Page tabs as links."""
    return format_html('<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', label or _("本页分栏"), content)


@register.simple_tag
def tab(text: str, url: str, current: bool = False) -> SafeString:
    """One page tab."""
    return blocks.page_tab(text, url, current=bool(current))


@register.simple_tag
def crumb(text: str, url: str = "") -> SafeString:
    """One breadcrumb."""
    return blocks.crumb(text, url)


@register.filter
def ymd(day: date | datetime | str | None) -> SafeString:
    """An ISO date in ``<time>``; a dash when unknown."""
    return words.ymd(day)


@register.filter
def moment(at: datetime | None) -> SafeString:
    """A moment to the minute in Asia/Shanghai, in ``<time>``; a dash when unknown."""
    return words.moment(at)


@register.filter
def linked(text: str) -> SafeString:
    """``text``, escaped, with the addresses in it as links."""
    return citations.with_links(text)


@register.filter
def iso(day: date | None) -> str:
    """The bare ISO date, for attributes and inside sentences."""
    return day.isoformat() if day else ""


@register.filter
def grouped(number: int | None) -> str:
    """A count with its digits in groups of three."""
    return words.grouped(number)


@register.simple_tag
def highlight(text: str, query: str) -> SafeString:
    """``text`` with the words of ``query`` in ``<mark>``."""
    return words.highlight(text, query)


@register.simple_tag
def basis(basis: Basis | None, title: str = "") -> SafeString:
    """依据 with its status."""
    return citations.basis_line(basis, title)


@register.simple_tag
def provenance(record: Sourced) -> SafeString:
    """来源 and 可信度 of a record."""
    return citations.provenance_line(record)


@register.simple_tag
def copy(text: str, label: str = "") -> SafeString:
    """A copy-to-clipboard button."""
    return blocks.copy_button(text, label)


@register.simple_tag
def jsonld(data: Any) -> SafeString:
    """A schema.org data block. Not a script: the browser never runs it, so the policy against inline scripts holds."""
    text = json.dumps(data, ensure_ascii=False, default=str, separators=(",", ":")).translate(_SCRIPT_SAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped for script


@register.simple_tag
def table_rows(bound: Any) -> SafeString:
    """The body of a register table."""
    return registers.rows(bound)


@register.simple_tag
def table_facet(facet: Any) -> SafeString:
    """One facet of a register list."""
    return registers.facet(facet)


@register.inclusion_tag("ui/listing.html", takes_context=True)
def listing(context: Context, bound: Any) -> dict[str, Any]:
    """A whole register list of a ``BoundListing``."""
    request = context.get("request")
    return {"bound": bound, "path": request.path if request else "", "today": legal_today(), "request": request}


@register.inclusion_tag("ui/asof_picker.html", takes_context=True)
def asof_picker(context: Context, day: date | None) -> dict[str, Any]:
    """The 查询日期 form. It carries the other parameters of the address, but not the page."""
    request = context.get("request")
    query = request.GET.lists() if request else []
    carried = [(name, value) for name, values in query if name not in {"on", "page"} for value in values]
    today = legal_today()
    return {"day": day or today, "today": today, "carried": carried, "first": FIRST_DAY, "last": LAST_DAY}


@register.simple_tag(takes_context=True)
def current(context: Context, prefix: str) -> SafeString:
    """``aria-current`` for a navigation link: the page itself, or a part of the site the page belongs to."""
    path = getattr(context.get("request"), "path", "")
    if not path.startswith(prefix):
        return SafeString("")
    return SafeString(' aria-current="page"' if path == prefix else ' aria-current="true"')
