"""What later apps and the doors may use of units."""

from quanheng.apps.units.judge import register_judge
from quanheng.apps.units.listing import UNITS, bind_units
from quanheng.apps.units.queries import legal_status, unit
from quanheng.apps.units.records import LegalStatus, Standing, UnitRecord
from quanheng.apps.units.register import register

__all__ = [
    "UNITS",
    "LegalStatus",
    "Standing",
    "UnitRecord",
    "bind_units",
    "legal_status",
    "register",
    "register_judge",
    "unit",
    "unit_count",
]


def unit_count() -> int:
    """How many units the register holds."""
    return len(register().units)
