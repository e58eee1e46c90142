"""Pinyin annotations (注音) that a converter put behind characters: 计(jì)量."""

import re
import unicodedata

from quanheng.core.texts.cleaning.cleaned import Removed
from quanheng.core.texts.cleaning.sheet import Sheet

FEWEST = 5  # fewer may be a pronunciation that the author gave
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_ANNOTATION = re.compile(
    rf"(?<=[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
    rf"[(（]\s?(?P<sound>[a-züA-ZÜ\u0300-\u036f{_TONES}]{{1,12}})\s?[)）]"
)
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|uai|uan|iao|ian|van|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|vn|a|o|e|i|u|v)"
    r"|m|n|ng"
)
_MARKS = {"\u0304", "\u0301", "\u030c", "\u0300"}  # the four tones


def remove_pinyin(sheet: Sheet) -> None:
    """Remove annotations of one syllable behind a character, when the text is full of them.

    A syllable with a tone mark is certain; one without (了(le)) is taken only beside many that have one.
    """
    found = [(row, list(_ANNOTATION.finditer(row.text))) for row in sheet.rows]
    if sum(_toned(match["sound"]) for _row, matches in found for match in matches) < FEWEST:
        return
    for row, matches in found:
        spans = [match.span() for match in matches if _SYLLABLE.fullmatch(_bare(match["sound"]))]
        sheet.remove(row, spans, Removed.PINYIN)


def _toned(sound: str) -> bool:
    return any(mark in _MARKS for mark in unicodedata.normalize("NFD", sound))


def _bare(sound: str) -> str:
    """The syllable in lower case without its tone; ü is v."""
    parts = unicodedata.normalize("NFD", sound.lower())
    return unicodedata.normalize("NFC", "".join(each for each in parts if each not in _MARKS)).replace("ü", "v")
