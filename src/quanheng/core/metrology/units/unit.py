"""Units: atoms of the catalogue, and what is made of them."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from quanheng.core.metrology.units.dimension import NONE, Dimension
from quanheng.core.metrology.units.errors import OffsetUnit
from quanheng.core.metrology.units.factor import ONE, Factor
from quanheng.core.metrology.units.kind import UNSPECIFIED, Kind


@dataclass(frozen=True, slots=True)
class Prefix:
    """词头: ``k``, 千, 10³."""

    id: str
    symbol: str
    names: tuple[str, ...]
    exponent: int
    since: str

    @property
    def factor(self) -> Factor:
        """Its power of ten."""
        return Factor(Fraction(10) ** self.exponent)


@dataclass(frozen=True, slots=True)
class Atom:
    """A unit with a name of its own. ``id`` is its permanent name in this platform.

    ``symbol`` is the one we write, ``symbols`` all we read; ``names`` are Chinese (first the one we write);
    ``prefixes`` the ids of the prefixes it takes; ``exact`` is false when the factor is measured or conventional
    beyond its digits, and ``reference`` says where the factor comes from.
    """

    id: str
    symbol: str
    symbols: tuple[str, ...]
    names: tuple[str, ...]
    dsi: str
    ucum: tuple[str, ...]
    prefixes: frozenset[str]
    factor: Factor
    dimension: Dimension
    kind: Kind = UNSPECIFIED
    offset: Fraction = Fraction(0)
    exact: bool = True
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One factor of a written unit: an atom, its prefix if any, and its exponent."""

    atom: Atom
    prefix: Prefix | None = None
    exponent: int = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit. A value x in it is ``x * factor + offset`` in coherent SI units of ``dimension``.

    Two units are equal when they mean the same; how they were written (``terms``) does not count. ``terms`` is ``None``
    when a number is part of the unit (``L/(100 km)``).
    """

    factor: Factor = ONE
    dimension: Dimension = NONE
    kind: Kind = UNSPECIFIED
    offset: Fraction = Fraction(0)
    exact: bool = field(default=True, compare=False)
    terms: tuple[Term, ...] | None = field(default=(), compare=False)

    def __mul__(self, other: "Unit") -> "Unit":
        for unit in (self, other):
            if unit.offset:
                raise OffsetUnit(unit)
        return Unit(
            self.factor * other.factor,
            self.dimension * other.dimension,
            self.kind * other.kind,
            exact=self.exact and other.exact,
            terms=None if self.terms is None or other.terms is None else _merged(self.terms + other.terms),
        )

    def __pow__(self, exponent: int) -> "Unit":
        if self.offset:
            raise OffsetUnit(self)
        return Unit(
            self.factor**exponent,
            self.dimension**exponent,
            self.kind**exponent,
            exact=self.exact,
            terms=None
            if self.terms is None
            else _merged(tuple(Term(t.atom, t.prefix, t.exponent * exponent) for t in self.terms)),
        )

    def __truediv__(self, other: "Unit") -> "Unit":
        return self * other**-1

    @property
    def interval(self) -> "Unit":
        """The unit of a difference: the same scale without the zero point. Other units are their own interval."""
        return replace(self, offset=Fraction(0), kind=UNSPECIFIED) if self.offset else self

    def of_kind(self, kind: Kind) -> "Unit":
        """The same unit, said to be of ``kind``."""
        return replace(self, kind=kind)


def atomic(atom: Atom, prefix: Prefix | None = None) -> Unit:
    """The unit of one atom, prefixed or not."""
    return Unit(
        atom.factor * prefix.factor if prefix else atom.factor,
        atom.dimension,
        atom.kind,
        atom.offset,
        exact=atom.exact,
        terms=(Term(atom, prefix),),
    )


def number(value: Fraction) -> Unit:
    """A number as part of a unit; 1 is the unit one."""
    return Unit() if value == 1 else Unit(Factor(value), terms=None)


def _merged(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    totals: dict[tuple[str, str], Term] = {}
    for term in terms:
        key = (term.atom.id, term.prefix.id if term.prefix else "")
        seen = totals.get(key)
        totals[key] = Term(term.atom, term.prefix, term.exponent + (seen.exponent if seen else 0))
    return tuple(term for term in totals.values() if term.exponent)
