"""Boxes with content: headers, panels, notices, empty states, fact lists, tabs."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quanheng.kernel.ui.assets import icon
from quanheng.kernel.ui.badges import LOOKS


def page_header(content: str, title: str, lead: str = "", eyebrow: str = "") -> SafeString:
    """The page's one ``<h1>``, a line that says what the page is for, and its actions."""
    return format_html(
        '<header class="page-header"><div class="page-header__text">{}<h1>{}</h1>{}</div>{}</header>',
        format_html('<p class="page-header__eyebrow">{}</p>', eyebrow) if eyebrow else "",
        title,
        format_html('<p class="page-header__lead">{}</p>', lead) if lead else "",
        format_html('<div class="page-header__actions cluster">{}</div>', content) if content.strip() else "",
    )


def panel(content: str, title: str = "", identity: str = "", tone: str = "") -> SafeString:
    """A section card; its heading names the section for screen readers when the panel has an ``id``."""
    names = format_html(' id="{0}" aria-labelledby="{0}-title"', identity) if identity and title else ""
    if identity and not title:
        names = format_html(' id="{}"', identity)
    heading_id = format_html(' id="{}-title"', identity) if identity else ""
    return format_html(
        '<section class="panel{}"{}>{}<div class="panel__body">{}</div></section>',
        f" panel--{tone}" if tone else "",
        names,
        format_html('<h2 class="panel__title"{}>{}</h2>', heading_id, title) if title else "",
        content,
    )


def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """A message box. Its sign and its title say the tone in words, not the colour alone."""
    words = {"info": _("提示"), "ok": _("已完成"), "warn": _("请注意"), "danger": _("有问题")}
    kind = tone if tone in words else "info"
    return format_html(
        '<div class="notice notice--{}" role="note">{}<div class="notice__text"><p class="notice__title">{}</p>{}'
        "</div></div>",
        kind,
        icon(LOOKS[kind].sign),
        title or words[kind],
        content,
    )


def empty(content: str, title: str, hint: str = "") -> SafeString:
    """An empty state: says that there is nothing, why, and the way on."""
    return format_html(
        '<div class="empty">{}<p class="empty__title">{}</p>{}<div class="empty__ways">{}</div></div>',
        icon("inbox"),
        title,
        format_html('<p class="empty__hint">{}</p>', hint) if hint else "",
        content,
    )


def fact(content: str, label: str) -> SafeString:
    """One row of a fact list."""
    return format_html('<div class="fact"><dt>{}</dt><dd>{}</dd></div>', label, (content.strip() and content) or "—")


def page_tab(text: str, url: str, *, current: bool = False) -> SafeString:
    """One page tab: a link, marked when it is the page shown."""
    mark = SafeString(' aria-current="page"') if current else ""
    return format_html('<li><a class="tabs__tab" href="{}"{}>{}</a></li>', url, mark, text)


def crumb(text: str, url: str = "") -> SafeString:
    """One breadcrumb; without an address it is the page itself."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, text)
    return format_html('<li aria-current="page">{}</li>', text)


def copy_button(text: str, label: str = "") -> SafeString:
    """A button that copies ``text``; shown only where scripts run."""
    return format_html(
        '<button type="button" class="copy" data-copy="{}" data-copied="{}">{}<span>{}</span></button>',
        text,
        _("已复制"),
        icon("copy"),
        label or _("复制"),
    )
