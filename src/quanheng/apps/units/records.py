"""The plain values of the units register."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from quanheng.core.basis import Basis
from quanheng.core.metrology.units import Unit


class LegalStatus(StrEnum):
    """法定地位 of a unit on a day. The order is that of severity: a compound has the worst status of its parts."""

    LEGAL = "legal"
    LEGAL_RESTRICTED = "legal_restricted"
    TRANSITIONAL = "transitional"
    CONTEXT = "context"
    UNLISTED = "unlisted"
    NO_RECORD = "no_record"
    NOT_LEGAL = "not_legal"
    ABOLISHED = "abolished"

    @property
    def severity(self) -> int:
        """0 for a legal unit, more for worse."""
        return list(LegalStatus).index(self)


@dataclass(frozen=True, slots=True)
class Standing:
    """The status that holds from ``start`` (``None``: before any record) until ``end`` (``None``: open)."""

    start: date | None
    end: date | None
    status: LegalStatus
    basis: Basis | None = None
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Group:
    """分组: a table of the 1984 order, or a system outside it."""

    key: str
    name: str
    article: str
    source: str


@dataclass(frozen=True, slots=True)
class QuantityKind:
    """量: with the legal units that measure it."""

    key: str
    name: str
    legal: tuple[str, ...]


@dataclass(frozen=True)
class UnitRecord:
    """One row of the register. ``written`` is the text our reader takes; ``seen`` whether the row was seen in the
    retrieved pages; ``rounded`` the rounded factor that is often printed.
    """

    slug: str
    written: str
    unit: Unit
    name: str
    symbol: str
    group: Group
    quantity: QuantityKind
    standings: tuple[Standing, ...]
    relation: str = ""
    condition: str = ""
    seen: str = ""
    bipm: str = ""
    rounded: str = ""
    note: str = ""
    line: int = 0

    @cached_property
    def plain_name(self) -> str:
        """The name in full: 安[培] is 安培."""
        return self.name.replace("[", "").replace("]", "")

    @property
    def bipm_iri(self) -> str:
        """The unit in the SI Reference Point of the BIPM; empty when it is not there."""
        return f"https://si-digital-framework.org/SI/units/{self.bipm}" if self.bipm else ""

    def on(self, day: date) -> Standing:
        """法定地位 on ``day``; exactly one standing holds."""
        return next(standing for standing in self.standings if standing.holds(day))
