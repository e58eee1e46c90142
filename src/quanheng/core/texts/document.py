"""What a document says of itself (文种要素): its title, number and date, each where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quanheng.core.texts.cleaning.cleaned import Cleaned, Paragraph
from quanheng.core.texts.cleaning.page_lines import NUMBER, TITLE
from quanheng.core.texts.points.point import Outline
from quanheng.core.texts.received import Place

_DATE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_ADDRESSED = re.compile(r".*[:：]\s*$")
_DAMAGED_NUMBER = re.compile(r"[\u3400-\u9fff]{2,8}[发發函办辦]\s?[〔\[（(?？][\d?？〔〕]{3,12}[?？号]")
_BRACKET = re.compile(r"\s*[(（〔\[][^》]{0,30}$")
MOST_LINES = 3  # above the last one of a title
_NOTICE = re.compile(r"印[发發].*通知$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the document: a proposal with the place where they stand; ``damaged`` when they are not whole."""

    text: str
    place: Place
    damaged: bool = False


def title(cleaned: Cleaned, outline: Outline) -> Quoted | None:
    """The title nearest to the text; of a notice that brings a document, the document's. Its lines are joined."""
    front = [cleaned.paragraphs[index] for index in outline.front]
    candidates = [i for i, each in enumerate(front) if TITLE.fullmatch(each.text)]
    if not candidates:
        return None
    last = next((i for i in reversed(candidates) if not _NOTICE.search(front[i].text)), candidates[-1])
    first = last
    while first and last - first < MOST_LINES and _continues(front[first - 1], front[first]):
        first -= 1
    whole = "".join(each.text for each in front[first : last + 1])
    return Quoted(_BRACKET.sub("", whole), front[first].place)


def _continues(above: Paragraph, below: Paragraph) -> bool:
    """Whether two lines are one title: neighbours, neither a sentence nor another title nor an address."""
    neighbours = above.place.page == below.place.page and above.place.line + 1 == below.place.line
    other = (
        TITLE.fullmatch(above.text) or NUMBER.search(above.text) or _ADDRESSED.match(above.text) or "文件" in above.text
    )
    apart = _DATE.search(above.text) or above.text.startswith(("(", "（"))
    return neighbours and not other and not apart and "。" not in above.text


def number(cleaned: Cleaned, outline: Outline) -> Quoted | None:
    """The number of the document (发文字号), from its head or from the table of facts that the page gave."""
    front = [(cleaned.paragraphs[index].text, cleaned.paragraphs[index].place) for index in outline.front]
    removed = [(each.text, each.place) for each in cleaned.listed]
    for pattern, damaged in ((NUMBER, False), (_DAMAGED_NUMBER, True)):
        for text, place in [*front, *removed]:
            found = pattern.search(text)
            if found and not _cited(text, found.start()):
                return Quoted(found[0], place, damaged)
    return None


def _cited(text: str, at: int) -> bool:
    """Whether the number stands behind the name of another document: 《……》（国发〔2021〕37号）."""
    return text[:at].rstrip().endswith(("》(", "》（", "》")) or len(text) > 120  # noqa: PLR2004  a sentence


def dated(cleaned: Cleaned, outline: Outline) -> tuple[Quoted, date] | None:
    """The date under the text, or under the notice before it."""
    for index in (*outline.closing, *outline.front):
        paragraph = cleaned.paragraphs[index]
        found = _DATE.fullmatch(paragraph.text.strip())
        if found:
            try:
                return Quoted(found[0], paragraph.place), date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def texts(paragraphs: Sequence[Paragraph]) -> str:
    """The cleaned text as one, a paragraph a line."""
    return "\n".join(each.text for each in paragraphs)
