"""What the linter knows besides the catalogue, read from ``data/writings.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from quanheng.core.basis import Basis, RuleStatus
from quanheng.core.metrology.units.catalogue import catalogue
from quanheng.core.metrology.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of writing: its key, the sentence shown to people and where it comes from."""

    key: str
    why: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Entry:
    """How one text stands for a unit.

    ``means`` are the units it may mean, as our reader takes them; ``right`` is the right writing when there is exactly
    one. ``after`` are the Chinese characters that may follow (``None``: any); ``needs`` and ``unless`` are words looked
    for in the whole document.
    """

    means: tuple[str, ...]
    right: str = ""
    rule: Rule | None = None
    scale: Fraction = Fraction(1)
    where: str = "any"
    power: bool = False
    after: str | None = None
    not_before: re.Pattern[str] | None = None
    numerals: bool = True
    not_numerals: tuple[str, ...] = ()
    magnitude: bool = True
    per: bool = False
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def speaks(self, document: str) -> bool:
        """Whether the words it needs are in ``document`` and those it shuns are not."""
        if self.needs and not any(word in document for word in self.needs):
            return False
        return not any(word in document for word in self.unless)


@dataclass(frozen=True, slots=True)
class Passing:
    """Words beside which some atoms are let pass, or are not converted."""

    atoms: frozenset[str]
    words: tuple[str, ...]
    why: str

    def holds(self, unit: Unit, document: str) -> bool:
        """Whether ``unit`` has one of the atoms and ``document`` one of the words."""
        terms = unit.terms or ()
        return any(t.atom.id in self.atoms for t in terms) and any(word in document for word in self.words)


@dataclass(frozen=True)
class Vocabulary:
    """Everything in the file, indexed by the text found."""

    rules: Mapping[str, Rule]
    symbols: Mapping[str, Entry]
    odd_symbols: tuple[str, ...]
    names: Mapping[str, Entry]
    longest_name: int
    never: frozenset[str]
    not_alone: frozenset[str]
    shy: frozenset[str]
    idioms: re.Pattern[str]
    quantities: tuple[str, ...]
    permitted: tuple[Passing, ...]
    doubts: tuple[Passing, ...]


_SIMPLE = re.compile(r"[A-Za-zμΩÅ]+")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this platform, read once."""
    path = files("quanheng.core.metrology.units") / "data" / "writings.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    rules = {key: _rule(key, row) for key, row in data["rule"].items()}
    symbols = {text: _entry(row, rules) for row in data["symbol"] for text in row["wrong"]}
    names = {name: Entry((name,)) for name in catalogue().names if name not in data["unnamed"]}
    names |= {name: _entry(row, rules) for row in data["name"] for name in row["names"]}
    return Vocabulary(
        rules=rules,
        symbols=symbols,
        odd_symbols=tuple(sorted((t for t in symbols if not _SIMPLE.fullmatch(t)), key=len, reverse=True)),
        names=names,
        longest_name=max(map(len, names)),
        never=frozenset(data["never"]),
        not_alone=frozenset(data["not_alone"]),
        shy=frozenset(data["shy"]),
        idioms=re.compile("|".join(map(re.escape, data["idioms"]))),
        quantities=tuple(sorted(data["quantities"], key=len, reverse=True)),
        permitted=tuple(_passing(row) for row in data["permitted"]),
        doubts=tuple(_passing(row) for row in data["doubt"]),
    )


def _rule(key: str, row: Mapping[str, Any]) -> Rule:
    status: RuleStatus = row["status"]
    return Rule(key, row["why"], Basis(instrument="", status=status, source=row["source"]))


def _entry(row: Mapping[str, Any], rules: Mapping[str, Rule]) -> Entry:
    right = row.get("right", "")
    means = tuple(row.get("either", ())) or (row.get("unit") or right,)
    not_before = row.get("not_before")
    return Entry(
        means=means,
        right=right,
        rule=rules[row["rule"]] if "rule" in row else None,
        scale=Fraction(row.get("scale", "1")),
        where=row.get("where", "any"),
        power=row.get("power", False),
        after=row.get("after"),
        not_before=re.compile(not_before) if not_before else None,
        numerals=row.get("numerals", True),
        not_numerals=tuple(row.get("not_numerals", ())),
        magnitude=row.get("magnitude", True),
        per=row.get("per", False),
        needs=tuple(row.get("needs", ())),
        unless=tuple(row.get("unless", ())),
    )


def _passing(row: Mapping[str, Any]) -> Passing:
    return Passing(frozenset(row["atoms"]), tuple(row["words"]), row["why"])
