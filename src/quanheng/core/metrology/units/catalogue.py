"""The catalogue: every atom and prefix, indexed by symbol, Chinese name, D-SI name and UCUM code.

It is read from ``data/*.toml``; anything wrong there (an unknown key, a symbol used twice, a unit defined by a later
one) is a :class:`CatalogueError` that names the unit.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from quanheng.core.metrology.units import dimension
from quanheng.core.metrology.units.factor import Factor
from quanheng.core.metrology.units.kind import Kind, kind_of
from quanheng.core.metrology.units.symbols import read_symbols
from quanheng.core.metrology.units.unit import Atom, Prefix, Unit, atomic

KEYS = frozenset(
    "id symbol symbols names of factor pi offset kind dsi ucum prefixes exact reference".split()  # noqa: SIM905
)


class CatalogueError(ValueError):
    """The catalogue contradicts itself."""


class Catalogue:
    """Units that can be read and written. ``symbols``, ``names``, ``dsi`` and ``ucum`` map text to a unit."""

    def __init__(self) -> None:
        self.prefixes: dict[str, Prefix] = {}
        self.atoms: dict[str, Atom] = {}
        self.symbols: dict[str, Unit] = {}
        self.names: dict[str, Unit] = {}
        self.dsi: dict[str, Atom] = {}
        self.ucum: dict[str, Unit] = {}
        self.compounds: dict[frozenset[tuple[str, int]], Kind] = {}

    def add_prefix(self, prefix: Prefix) -> None:
        """Add a prefix; all of them come before the first atom."""
        self.prefixes[prefix.id] = prefix

    def add(self, row: Mapping[str, Any]) -> Atom:
        """Add one ``[[unit]]`` row, index every way of writing it, and return its atom."""
        strange = set(row) - KEYS
        if strange:
            raise CatalogueError(f"unit {row.get('id')}: unknown keys {sorted(strange)}")
        if row["id"] in self.atoms:
            raise CatalogueError(f"unit {row['id']} is defined twice")
        atom = self._atom(row)
        self.atoms[atom.id] = atom
        self._index(atom)
        return atom

    def unit(self, atom_id: str) -> Unit:
        """The unit of the atom with this id; ``KeyError`` when there is none."""
        return atomic(self.atoms[atom_id])

    def said(self, unit: Unit) -> Unit:
        """``unit`` as written: a product that by custom means one kind of quantity gets that kind (N·m is a moment)."""
        if unit.kind.marks and not any(len(key) == len(unit.terms or ()) for key in self.compounds):
            return unit
        key = frozenset((term.atom.id, term.exponent) for term in unit.terms or ())
        kind = self.compounds.get(key)
        return unit.of_kind(kind) if kind else unit

    def _atom(self, row: Mapping[str, Any]) -> Atom:
        base, at = self._definition(str(row["of"]))
        symbol = row.get("symbol", "")
        prefixes = row.get("prefixes", ())
        return Atom(
            id=row["id"],
            symbol=symbol,
            symbols=tuple(text for text in (symbol, *row.get("symbols", ())) if text),
            names=tuple(row["names"]),
            dsi=row.get("dsi", ""),
            ucum=tuple(row.get("ucum", ())),
            prefixes=frozenset(self.prefixes if prefixes == "all" else prefixes),
            factor=Factor(Fraction(row.get("factor", "1")), row.get("pi", 0)) * base,
            dimension=at,
            kind=kind_of(dict.fromkeys(row.get("kind", ()), 1)),
            offset=Fraction(row.get("offset", "0")),
            exact=row.get("exact", True),
            reference=row["reference"],
        )

    def _definition(self, text: str) -> tuple[Factor, dimension.Dimension]:
        if text.startswith("base:"):
            return Factor(Fraction(1)), dimension.base(int(text.removeprefix("base:")))
        unit = read_symbols(text, self.symbols)
        return unit.factor, unit.dimension

    def _index(self, atom: Atom) -> None:
        """Plain symbols must be unique; a prefixed one gives way to a plain one (Gs is the gauss)."""
        for text in atom.symbols:
            known = self.symbols.get(text)
            if known and known.terms and known.terms[0].prefix is None:
                raise CatalogueError(f"symbol {text} of {atom.id} is that of {known.terms[0].atom.id}")
            self.symbols[text] = atomic(atom)
        for name in spellings(atom.names):
            self.names.setdefault(name, atomic(atom))
        for code in atom.ucum:
            self.ucum[code] = atomic(atom)
        if atom.dsi:
            self.dsi[atom.dsi] = atom
        for prefix in (self.prefixes[key] for key in sorted(atom.prefixes)):
            self._index_prefixed(atom, prefix)

    def _index_prefixed(self, atom: Atom, prefix: Prefix) -> None:
        unit = atomic(atom, prefix)
        for text in atom.symbols:
            self.symbols.setdefault(prefix.symbol + text, unit)
        for before, name in product(spellings(prefix.names), spellings(atom.names)):
            self.names.setdefault(before + name, unit)
        ucum_prefix = {"μ": "u"}.get(prefix.symbol, prefix.symbol)
        for code in atom.ucum:
            self.ucum.setdefault(ucum_prefix + code, unit)


def spellings(names: Iterable[str]) -> list[str]:
    """Every way a name may be written: ``安[培]`` as 安培 and as 安."""
    found: list[str] = []
    for name in names:
        full = name.replace("[", "").replace("]", "")
        short = re.sub(r"\[[^]]*\]", "", name)
        found += [full] if full == short else [full, short]
    return found


@cache
def catalogue() -> Catalogue:
    """The catalogue of this platform, read once."""
    book = Catalogue()
    for row in _read("prefixes.toml")["prefix"]:
        book.add_prefix(Prefix(row["id"], row["symbol"], tuple(row["names"]), row["exponent"], row["since"]))
    table = _read("units.toml")
    for row in table["unit"]:
        book.add(row)
    for row in table["alias"]:
        book.names[row["name"]] = book.symbols[row["symbol"]]
    for row in table["compound"]:
        terms = read_symbols(row["of"], book.symbols).terms or ()
        book.compounds[frozenset((t.atom.id, t.exponent) for t in terms)] = kind_of(dict.fromkeys(row["kind"], 1))
    return book


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))
