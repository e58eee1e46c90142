"""The dated rule profile of this register (``data/status_rules.yaml``): each number with its basis."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from quanheng.core.basis import Basis

RULES = ("presumed_years", "later_edition_replaces", "scheme_serials", "kind_by_title")


@dataclass(frozen=True, slots=True)
class DatedRule:
    """One edition of a rule: its value, the days it holds on (``start <= day < end``), and its basis."""

    name: str
    value: Any
    start: date
    end: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class PresumedYears:
    """After how many years a document with unknown dates is presumed in force, and what that rests on."""

    years: int
    basis: Basis


@cache
def profile() -> dict[str, tuple[DatedRule, ...]]:
    """Every rule by name. ``ValueError`` names the rule that is missing, unknown or without a basis."""
    loaded = yaml.safe_load((files("quanheng.apps.specifications") / "data" / "status_rules.yaml").read_bytes())
    if set(loaded) != set(RULES):
        raise ValueError(f"status_rules.yaml: rules must be exactly {RULES}, not {sorted(loaded)}")
    return {name: tuple(_edition(name, item) for item in items) for name, items in loaded.items()}


def rule(name: str, day: date) -> DatedRule:
    """The edition of rule ``name`` that holds on ``day``; the first one before its time."""
    editions = profile()[name]
    return next((edition for edition in editions if edition.start <= day < edition.end), editions[0])


def presumed_years(day: date) -> PresumedYears:
    """The presumption as it stands on ``day``."""
    found = rule("presumed_years", day)
    return PresumedYears(int(found.value), found.basis)


def _edition(name: str, item: dict[str, Any]) -> DatedRule:
    basis = item["basis"]
    if not basis.get("source"):
        raise ValueError(f"status_rules.yaml: {name} has no source")
    return DatedRule(
        name,
        item["value"],
        item["from"],
        item.get("to", date.max),
        Basis(basis["instrument"], basis["article"], item["status"], basis["source"].strip()),
    )
