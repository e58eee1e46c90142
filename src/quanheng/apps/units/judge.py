"""The units register as the judge of the unit linter."""

from datetime import date
from functools import lru_cache

from quanheng.apps.units.records import LegalStatus
from quanheng.apps.units.register import register
from quanheng.apps.units.rules import legal_status
from quanheng.core.metrology.units import Unit, read_unit
from quanheng.core.metrology.units.lint import Judgement

REPORTED = frozenset({LegalStatus.NOT_LEGAL, LegalStatus.ABOLISHED})


def register_judge(unit: Unit, day: date) -> Judgement | None:
    """法定地位 of ``unit`` on ``day`` with its basis; only what is plainly not legal is reported.

    亩 (视用途而定), units that no table lists, restricted and transitional ones need a reader who knows the use.
    """
    standing, _due = legal_status(unit, day, register().by_atom)
    if standing is None:
        return None
    return Judgement(
        standing.status.value, standing.status not in REPORTED, standing.basis, standing.note, same_kind_legal(unit)
    )


@lru_cache(1024)
def same_kind_legal(unit: Unit) -> tuple[str, ...]:
    """Legal units of exactly the kind of quantity of ``unit``; empty when no list has them (kgf·m is not energy)."""
    for quantity in register().quantities.values():
        first = read_unit(quantity.legal[0])
        if first.dimension == unit.dimension and (first.kind == unit.kind or unit.offset):
            return quantity.legal
    return ()
