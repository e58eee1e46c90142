"""What the linter reports."""

from dataclasses import dataclass
from enum import StrEnum

from quanheng.core.basis import Basis


class FindingKind(StrEnum):
    """类别 of a finding."""

    NON_LEGAL = "non-legal"
    WRITING = "writing"
    AMBIGUOUS = "ambiguous"
    FULL_WIDTH = "full-width"


@dataclass(frozen=True, slots=True)
class Converted:
    """The quantity in a legal unit: ``text`` as one writes it (``(4.54～9.07) kg``), exact or rounded to ``digits``
    significant digits (the largest number used when there are several values).
    """

    text: str
    unit: str
    exact: bool
    digits: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. ``start`` and ``end`` bound the unit in the original text, counted in characters; ``line`` and
    ``column`` count from 1; ``whole_start`` and ``whole_end`` bound the quantity with its number, where there is one.

    ``unit`` is our symbol of the unit meant (empty when it stays open), ``legal`` what may be written instead,
    ``replacement`` the text to put in place of the whole quantity (``None`` when a person must decide).
    ``status`` is the judge's word for a unit that is not legal, ``rule`` the key of a rule of writing.
    """

    kind: FindingKind
    start: int
    end: int
    line: int
    column: int
    text: str
    whole_start: int
    whole_end: int
    whole: str
    unit: str
    legal: tuple[str, ...]
    converted: Converted | None
    replacement: str | None
    rule: str
    status: str
    basis: Basis | None
    remark: str
