"""Rows and facets of a register list, put together in Python: in a template each cell costs some ten look-ups."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from quanheng.kernel.ui.words import UNKNOWN, grouped

SHOWN_AT_ONCE = 8
NAMELESS = (None, "", UNKNOWN)


def linked(cells: list[Any], href: str) -> list[Any]:
    """The cells of a row, the first known one as a link to the row's page; a cell with a link of its own is that link.

    A dash is no name for a link: a committee without a code is reached by its name.
    """
    place = next((place for place, cell in enumerate(cells) if cell not in NAMELESS), None)
    if not href or place is None or (hasattr(cells[place], "__html__") and "<a " in cells[place]):
        return cells
    return [*cells[:place], format_html('<a href="{}">{}</a>', href, cells[place]), *cells[place + 1 :]]


def rows(bound: Any) -> SafeString:
    """The ``<tbody>`` of a bound list; a row with a ``heading`` starts a group of rows under it."""
    openings = [_opening(column) for column in bound.columns]
    unnamed = SafeString('<td class="unnamed">')
    pieces = ["<tbody>"]
    for number, row in enumerate(bound.rows):
        heading = getattr(row, "heading", "")
        if heading:
            pieces += ["</tbody><tbody>" if number else "", _heading(heading, len(openings))]
        cells = linked([cell for _column, cell in row.cells], row.href)
        pieces.append("<tr>")
        first = unnamed if cells[0] in NAMELESS else openings[0]
        for opening, cell in zip([first, *openings[1:]], cells, strict=True):
            pieces += [opening, conditional_escape(cell), "</td>"]
        pieces.append("</tr>\n")
    pieces.append("</tbody>")
    return mark_safe("".join(pieces))  # noqa: S308  labels, cells and links were escaped above


def _opening(column: Any) -> SafeString:
    kind = "num" if column.numeric else "nowrap" if column.nowrap else ""
    return format_html(
        '<td data-label="{}"{}>', column.label, SafeString(f' class="{kind}"') if kind else SafeString("")
    )


def _heading(text: Any, span: int) -> SafeString:
    return format_html('<tr class="table__group"><th scope="rowgroup" colspan="{}">{}</th></tr>', span, text)


def facet(shown: Any) -> SafeString:
    """One facet: its values as links, the first eight at once. A folded value that is chosen unfolds the rest.

    ``shown`` has ``key``, ``label``, ``options`` (``value label count href selected``) and, if it may start closed,
    ``collapsed``.
    """
    options = list(shown.options)
    rest = options[SHOWN_AT_ONCE:]
    more = ""
    if rest:
        open_ = SafeString(" open") if any(option.selected for option in rest) else ""
        more = format_html(
            '<details class="facet__more"{}><summary>{}</summary><ul>{}</ul></details>',
            open_,
            _("更多"),
            _values(shown.key, rest),
        )
    chosen = any(option.selected for option in options)
    return format_html(
        '<details class="facet"{}><summary class="facet__name">{}</summary><ul>{}</ul>{}</details>',
        SafeString("" if getattr(shown, "collapsed", False) and not chosen else " open"),
        shown.label,
        _values(shown.key, options[:SHOWN_AT_ONCE]),
        more,
    )


def _values(key: str, options: Iterable[Any]) -> SafeString:
    return mark_safe("".join(_each(key, options)))  # noqa: S308  each was escaped


def _each(key: str, options: Iterable[Any]) -> Iterator[SafeString]:
    for option in options:
        count = (
            "" if option.count is None else format_html('<span class="facet__count">{}</span>', grouped(option.count))
        )
        yield format_html(
            '<li><a class="facet__option" id="facet-{0}-{1}" href="{2}" hx-get="{2}"{3}>'
            '<span class="facet__box" aria-hidden="true"></span><span class="facet__label">{4}</span>{5}</a></li>',
            key,
            "-".join(str(option.value).split()),
            option.href,
            SafeString(' aria-current="true"') if option.selected else "",
            option.label,
            count,
        )
