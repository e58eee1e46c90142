"""The steps of cleaning in their order, and the report."""

from quanheng.core.texts.cleaning.account import balance
from quanheng.core.texts.cleaning.cleaned import Cleaned, Paragraph, Span
from quanheng.core.texts.cleaning.damage import damages
from quanheng.core.texts.cleaning.joining import join_broken
from quanheng.core.texts.cleaning.markup import remove_markup
from quanheng.core.texts.cleaning.page import remove_page
from quanheng.core.texts.cleaning.pinyin import remove_pinyin
from quanheng.core.texts.cleaning.sheet import Row, Sheet
from quanheng.core.texts.received import Received

STEPS = (remove_markup, remove_page, remove_pinyin, join_broken)


def clean(received: Received) -> Cleaned:
    """The paragraphs of ``received`` and the report of what was done to get them."""
    sheet = Sheet(received)
    for step in STEPS:
        step(sheet)
    text = "".join(row.text for row in sheet.rows)
    return Cleaned(
        paragraphs=tuple(_paragraph(sheet, index, row) for index, row in enumerate(sheet.rows)),
        removals=tuple(sorted(sheet.removals, key=lambda each: each.start)),
        replacements=tuple(sheet.replacements()),
        joins=tuple(sheet.joins),
        damages=tuple(damages(sheet, received.bad_bytes)),
        account=balance(sheet),
        beyond_gb2312=sum(not _in_gb2312(each) for each in text if _is_han(each)),
        han=sum(_is_han(each) for each in text),
    )


def _paragraph(sheet: Sheet, index: int, row: Row) -> Paragraph:
    spans, at = [], 0
    for piece in row.pieces:
        spans.append(Span(at, len(piece.text), piece.start, piece.end))
        at += len(piece.text)
    return Paragraph(index, row.text, sheet.received.place(row.pieces[0].start), tuple(spans))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
