"""Legal status of units (法定地位), simple and compound, on any day."""

from collections.abc import Mapping
from datetime import date

from quanheng.apps.units.records import LegalStatus, Standing, UnitRecord
from quanheng.core.metrology.units import Unit

NEUTRAL_ATOMS = frozenset({"one-percent", "celsius-difference"})


def legal_status(unit: Unit, day: date, by_atom: Mapping[str, UnitRecord]) -> tuple[Standing | None, list[UnitRecord]]:
    """The standing of ``unit`` on ``day`` and the parts it is due to.

    A unit made of legal units, or by a prefix, is legal (1984 order, items 5 and 6); a compound has the worst status of
    its parts. ``None`` for a pure number, and for a part that the register does not hold.
    """
    parts = [term.atom.id for term in unit.terms or () if term.atom.id not in NEUTRAL_ATOMS]
    records = [by_atom[part] for part in dict.fromkeys(parts) if part in by_atom]
    if not records or len(records) < len(set(parts)):
        return None, records
    standings = [(record.on(day), record) for record in records]
    worst = max(standings, key=lambda pair: pair[0].status.severity)[0]
    return worst, [record for standing, record in standings if standing.status == worst.status]


def is_legal(standing: Standing | None) -> bool:
    """Whether a unit of this standing may be used without a remark."""
    return standing is None or standing.status == LegalStatus.LEGAL
