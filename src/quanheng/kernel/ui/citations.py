"""How a rule shows where it comes from: the instrument, the article, and how sure we are."""

import re
from collections.abc import Callable
from urllib.parse import quote

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from quanheng.core.basis import Basis
from quanheng.core.texts.numerals import article_anchor, point_anchor
from quanheng.kernel.records import Sourced
from quanheng.kernel.ui.badges import status_badge, tag

# Addresses in running Chinese text end at the first character that is not ASCII: no space follows them.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9/?#@!$&*+=:%._~,;-]*[A-Za-z0-9/=#%_~-]")

_title_sources: list[Callable[[str], str]] = []


def name_instruments_with(titles: Callable[[str], str]) -> None:
    """Called by the app that keeps the law: ``titles`` gives the title of an edition's address, or an empty string."""
    _title_sources[:] = [titles]


def instrument_title(slug: str) -> str:
    """The title on record, or the address itself where no register knows it."""
    return next((title for titles in _title_sources if (title := titles(slug))), slug)


def basis_address(basis: Basis) -> str:
    """The permanent address of the article a rule rests on, or of the instrument when no article is named."""
    anchor = article_anchor(basis.article) or point_anchor(basis.article)
    return f"/law/{quote(basis.instrument)}/" + (f"{anchor}/" if anchor else "")


def basis_line(basis: Basis | None, title: str = "") -> SafeString:
    """依据: a link to the law register and 已核实, 类比 or 未核实. Nothing when a rule has no basis."""
    if basis is None:
        return SafeString("")
    words = {"confirmed": _("已核实"), "analog": _("类比"), "assumed": _("未核实")}
    name = title or instrument_title(basis.instrument)
    where = format_html("《{}》", name) if basis.instrument else ""
    link = (
        format_html('<a href="{}">{}{}</a>', basis_address(basis), where, basis.article)
        if basis.instrument
        else _("没有规定，为平台推定")
    )
    source = (
        format_html('<span class="basis__source">{}{}</span>', _("依据来源："), basis.source) if basis.source else ""
    )
    return format_html(
        '<span class="basis"><span class="basis__word">{}</span>{} {} {}</span>',
        _("依据："),
        link,
        status_badge(basis.status, words[basis.status]),
        source,
    )


def provenance_line(record: Sourced) -> SafeString:
    """来源 and 可信度 of a record, and 合成数据 where it was made up for tests."""
    source = with_links(record.source)
    synthetic = tag(_("合成数据"), "warn") if record.synthetic else ""
    return format_html(
        '<p class="provenance"><span class="provenance__label">{}</span>{} '
        '<span class="provenance__label">{}</span><span class="provenance__level">{}</span> {}</p>',
        _("来源："),
        source,
        _("可信度："),
        record.get_confidence_display(),
        synthetic,
    )


def with_links(text: str) -> SafeString:
    """``text``, escaped, with the addresses in it as links."""
    pieces, after = [], 0
    for found in _ADDRESS.finditer(text):
        pieces.append(conditional_escape(text[after : found.start()]))
        pieces.append(format_html('<a href="{0}" rel="nofollow noopener">{0}</a>', found[0]))
        after = found.end()
    pieces.append(conditional_escape(text[after:]))
    return mark_safe("".join(pieces))  # noqa: S308  every piece was escaped above
