"""委员会代号: MTC26, MTC26/SC3, MTC1/WG4 in every spelling met, and the one they are kept in.

Grammar (全国专业计量技术委员会章程（2005）第四十六条, and spellings met in publications): an optional issuer (CSBTS,
AQSIQ, SAMR), MTC and one to three digits, then SC and WG with one or two digits each. Capital or small, full- or
half-width, with or without separators and leading zeros. Nothing outside this grammar is taken for a code.
"""

import re
import unicodedata
from dataclasses import dataclass

_SEPARATOR = r"[\s/\\_.·・—–‐\-]*"
_GRAMMAR = re.compile(
    rf"(?:(?:CSBTS|AQSIQ|SAMR){_SEPARATOR})?"
    rf"MTC{_SEPARATOR}0*(?P<mtc>[1-9][0-9]{{0,2}})"
    rf"(?:{_SEPARATOR}SC{_SEPARATOR}0*(?P<sc>[1-9][0-9]?))?"
    rf"(?:{_SEPARATOR}WG{_SEPARATOR}0*(?P<wg>[1-9][0-9]?))?",
    re.IGNORECASE | re.ASCII,
)
_OWN = re.compile(r"C-?0*([1-9][0-9]{0,3})", re.IGNORECASE | re.ASCII)
LONGEST = 60
WORKING_GROUPS = 100 * 100
UNNUMBERED = 1000 * 100_000


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """A committee's number: ``mtc``, and ``sc`` and ``wg`` (0 when it has none)."""

    mtc: int
    sc: int = 0
    wg: int = 0

    @property
    def text(self) -> str:
        """As it is written: ``MTC26/SC3``."""
        return self._joined("/")

    @property
    def key(self) -> str:
        """As it stands in an address: ``MTC26-SC3``."""
        return self._joined("-")

    @property
    def parent(self) -> "Code | None":
        """The code of the committee above, ``None`` for a technical committee."""
        if self.wg:
            return Code(self.mtc, self.sc)
        return Code(self.mtc) if self.sc else None

    def _joined(self, separator: str) -> str:
        parts = [f"MTC{self.mtc}"]
        parts += [f"SC{self.sc}"] if self.sc else []
        parts += [f"WG{self.wg}"] if self.wg else []
        return separator.join(parts)


def parse_code(text: str) -> Code | None:
    """The code ``text`` spells, ``None`` when it is none."""
    if len(text) > LONGEST:
        return None
    match = _GRAMMAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    return Code(int(match["mtc"]), int(match["sc"] or 0), int(match["wg"] or 0))


def canonical_key(text: str) -> str | None:
    """The register key ``text`` spells: a code, or one of our own numbers (``c1`` is ``C001``). ``None`` if neither."""
    code = parse_code(text)
    if code is not None:
        return code.key
    if len(text) > LONGEST:
        return None
    own = _OWN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"C{int(own[1]):03d}" if own else None


def position(key: str) -> int:
    """Where a committee stands in the order of the register: by number, subcommittees before working groups, those
    without a number after all others in the order of their own keys.
    """
    code = parse_code(key)
    if code is None:
        return UNNUMBERED + int("".join(filter(str.isdecimal, key)) or 0)
    below = code.sc * 100 if code.sc or not code.wg else WORKING_GROUPS
    return code.mtc * 100_000 + below + code.wg


def spellings(code: Code) -> tuple[str, ...]:
    """What people type for ``code``; the search index holds them all."""
    bare = code.text
    return (bare, code.key, bare.replace("/", ""), *(f"{issuer}/{bare}" for issuer in ("CSBTS", "AQSIQ", "SAMR")))
