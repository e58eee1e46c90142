"""Numbers of specifications (编号): one canonical spelling for every way people write them.

Grammar of what is accepted, after full-width forms become ASCII and letters upper case::

    number    = series [ "(" issuer ")" ] serial [ "." part ] [ dash year [ sep "XG" ordinal dash year4 ] ]
    series    = "JJG" | "JJF"          issuer = 1 to 8 Chinese characters
    serial    = 1 to 4 digits          part   = 1 to 3 digits, not starting with 0
    year      = 4 digits (1949 to 2100) or 2 digits (49 to 99, read 1949 to 1999)

Blanks may stand between any two of these; a dash may stand between series (or bracket) and serial, as in addresses.
Two digits are a year of the 20th century, because no number with a two-digit year was issued after 1999;
``JJF 1070-23`` is therefore refused, not guessed. A local or department serial keeps its leading zeros
(``JJG(粤) 055-2019``); they do not distinguish two numbers. The marked issuer of synthetic registers (合成) has serials
of up to 6 digits, so that they cannot collide with real ones. Anything else is outside the grammar;
:mod:`suggestions` offers, and never decides.
"""

import re
from dataclasses import dataclass

LONGEST = 80
FIRST_YEAR, LAST_YEAR = 1949, 2100
SYNTHETIC_ISSUER = "合成"
SERIAL_DIGITS = 4
SHORT_YEAR = 2

DASHES = "-‐‑‒–—―─━－﹣﹘−"
BLANKS = " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

_FOLD = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {ord(dash): "-" for dash in DASHES}
    | {ord(blank): " " for blank in BLANKS}
    | {ord("﹙"): "(", ord("﹚"): ")"}
)
_UPPER = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}

_GRAMMAR = re.compile(
    r"(?P<series>JJG|JJF) *(?:\( *(?P<issuer>[\u4e00-\u9fff]{1,8}) *\))? *-? *"
    r"(?P<serial>[0-9]{1,6})(?: ?\. ?(?P<part>[1-9][0-9]{0,2}))?"
    r"(?: *- *(?P<year>[0-9]{4}|[0-9]{2})(?: *[-/]? *XG *(?P<ordinal>[1-9][0-9]?) *- *(?P<amended>[0-9]{4}))?)?"
)


@dataclass(frozen=True, slots=True)
class SpecificationNumber:
    """编号. ``year`` is ``None`` for the number of a work; ``ordinal`` and ``amended`` name an amendment sheet."""

    series: str
    issuer: str
    serial: str
    part: int | None = None
    year: int | None = None
    ordinal: int | None = None
    amended: int | None = None

    @property
    def number(self) -> int:
        """The serial as a number."""
        return int(self.serial)

    @property
    def canonical(self) -> str:
        """The one spelling: ``JJF 1070-2023``, ``JJG(冀) 121-2015``, ``JJF 1070.2-2011 XG1-2012``."""
        return self._written(self.serial, " ", " ")

    @property
    def key(self) -> str:
        """The address: ``JJF-1070-2023``, ``JJG(冀)-121-2015``."""
        return self._written(self.serial, "-", "-")

    @property
    def lookup(self) -> str:
        """The key without leading zeros: equal for every spelling of one number."""
        return self._written(str(self.number), "-", "-")

    @property
    def work(self) -> "SpecificationNumber":
        """The number without year: ``JJF 1070``."""
        return SpecificationNumber(self.series, self.issuer, self.serial, self.part)

    @property
    def edition(self) -> "SpecificationNumber":
        """The number without amendment sheet."""
        return SpecificationNumber(self.series, self.issuer, self.serial, self.part, self.year)

    def sheet(self, ordinal: int, year: int) -> "SpecificationNumber":
        """The number of an amendment sheet of this edition: ``JJF 1070.2-2011 XG1-2012``."""
        return SpecificationNumber(self.series, self.issuer, self.serial, self.part, self.year, ordinal, year)

    def _written(self, serial: str, blank: str, join: str) -> str:
        issuer = f"({self.issuer})" if self.issuer else ""
        part = f".{self.part}" if self.part else ""
        year = f"-{self.year}" if self.year else ""
        sheet = f"{join}XG{self.ordinal}-{self.amended}" if self.ordinal else ""
        return f"{self.series}{issuer}{blank}{serial}{part}{year}{sheet}"


def fold(text: str) -> str:
    """``text`` with full-width forms, dashes and blanks as ASCII, in upper case. Nothing else changes."""
    return text.translate(_FOLD).translate(_UPPER)


def parse(text: str) -> SpecificationNumber | None:
    """The number ``text`` spells, or ``None`` when it is outside the grammar."""
    if len(text) > LONGEST:
        return None
    match = _GRAMMAR.fullmatch(fold(text).strip(" "))
    if match is None:
        return None
    issuer, serial = match["issuer"] or "", match["serial"]
    if int(serial) == 0 or (len(serial) > SERIAL_DIGITS and issuer != SYNTHETIC_ISSUER):
        return None
    year, amended = _year(match["year"]), _year(match["amended"])
    if (match["year"] and year is None) or (match["amended"] and amended is None):
        return None
    return SpecificationNumber(
        series=match["series"],
        issuer=issuer,
        serial=serial if issuer else str(int(serial)),
        part=int(match["part"]) if match["part"] else None,
        year=year,
        ordinal=int(match["ordinal"]) if match["ordinal"] else None,
        amended=amended,
    )


def parse_edition(text: str) -> SpecificationNumber | None:
    """The number of an edition (a year, no amendment sheet), or ``None``."""
    number = parse(text)
    return number if number and number.year and not number.ordinal else None


def edition_number(text: str) -> SpecificationNumber:
    """The number of an edition that was checked before; ``ValueError`` when it was not."""
    number = parse_edition(text)
    if number is None:
        raise ValueError(f"no number of an edition: {text!r}")
    return number


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    year = int(digits) + (1900 if len(digits) == SHORT_YEAR else 0)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None
