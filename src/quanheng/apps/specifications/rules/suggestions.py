"""What a text that is not a number may have meant. Only ever offered to a person, never acted upon.

Scans and typing confuse some signs (``JJFl022—199l``). Each is read back only where the grammar wants a digit, a dash
or a letter; the outcome must then pass :func:`numbers.parse`.
"""

import re
from itertools import islice

from quanheng.apps.specifications.rules.numbers import LONGEST, SHORT_YEAR, SpecificationNumber, fold, parse

MOST = 6

_DIGITS = str.maketrans(
    {
        **dict.fromkeys("LI|!]丨∣ⅠJ", "1"),
        **dict.fromkeys("OQDU∪〇○°。Ο", "0"),
        **dict.fromkeys("Z", "2"),
        **dict.fromkeys("S$", "5"),
        **dict.fromkeys("B", "8"),
        **dict.fromkeys("G", "6"),
        **dict.fromkeys("A", "4"),
    }
)
_SERIES = {"G": "JJG", "C": "JJG", "6": "JJG", "Q": "JJG", "O": "JJG", "F": "JJF", "P": "JJF", "E": "JJF", "T": "JJF"}
_DIGIT = r"[0-9LI|!\]丨∣ⅠJOQDU∪〇○°。ΟZS$BGA]"
_DASH = r"[-一ー_~～·•=]"
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_LENIENT = re.compile(
    r"(?<![A-Z])[JIL1][ .]?[JIL1][ .]?(?P<series>[GC6QOFPET]) *"
    r"(?:[\(\[〔【{<] *(?P<issuer>[\u4e00-\u9fff]{1,8}) *[\)\]〕】}>])? *" + f"{_DASH}* *"
    f"(?P<serial>{_DIGIT}{{1,6}}?)(?: ?[.,·・。] ?(?P<part>{_DIGIT}{{1,3}}))?"
    f"(?:(?: *{_DASH} *)+(?P<year>{_DIGIT}{{4}}|{_DIGIT}{{2}}))?(?![0-9A-Z∪〇○])"
)


def suggest(text: str) -> list[str]:
    """Canonical numbers that ``text`` may have meant, likeliest first; never one that ``text`` already spells.

    At most ``MOST``; only the first ``LONGEST`` characters are looked at.
    """
    spelt = parse(text)
    folded = fold(_INVISIBLE.sub("", text[: LONGEST + 1]))
    found: dict[str, None] = {}
    for match in islice(_LENIENT.finditer(folded), MOST):
        number = _reading(match)
        if number and (spelt is None or number.edition.lookup != spelt.edition.lookup):
            found.setdefault(number.canonical)
    return list(found)[:MOST]


def _reading(match: re.Match[str]) -> SpecificationNumber | None:
    """The number one lenient match may mean; two digits that are no year of the 20th century are one of the 21st."""
    issuer = f"({match['issuer']})" if match["issuer"] else ""
    part = f".{match['part'].translate(_DIGITS)}" if match["part"] else ""
    stem = f"{_SERIES[match['series']]}{issuer} {match['serial'].translate(_DIGITS)}{part}"
    year = (match["year"] or "").translate(_DIGITS)
    spelt = parse(f"{stem}-{year}" if year else stem)
    if spelt is None and len(year) == SHORT_YEAR:
        spelt = parse(f"{stem}-20{year}")
    return spelt
