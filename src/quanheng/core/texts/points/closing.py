"""Paragraphs that end a text (落款): annexes, date, signature, note on publication. They belong to no point."""

import re
from collections.abc import Sequence

LONGEST_SIGNATURE = 60
_DATE = re.compile(
    r"[0-9０-９?？〇○零一二三四五六七八九]{3,4}\s?[年?？.\-/]\s?[0-9０-９?？一二三四五六七八九十]{1,3}\s?[月?？.\-/]\s?[0-9０-９?？一二三四五六七八九十]{1,4}\s?[日?？]?"
)
_ANNEX = re.compile(r"附\s?[件表录錄图圖]\s?[0-9０-９一二三四五六七八九十]{0,3}\s?(?:[:：.、].*)?")
_NOTE = re.compile(r"[(（]\s?此件.*")
_MARKS = re.compile(r"[。；;！？!?]")


def closes(paragraphs: Sequence[str], at: int) -> bool:
    """Whether the paragraph at ``at`` is such an ending; a signature is known by the date that follows it."""
    text = paragraphs[at].strip()
    if _DATE.fullmatch(text) or _ANNEX.fullmatch(text) or _NOTE.match(text):
        return True
    following = [each.strip() for each in paragraphs[at + 1 : at + 4]]
    dated = next((i for i, each in enumerate(following) if _DATE.fullmatch(each)), None)
    if dated is None:
        return False
    return all(len(each) <= LONGEST_SIGNATURE and not _MARKS.search(each) for each in [text, *following[:dated]])
