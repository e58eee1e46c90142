"""Who says whether a unit is legal. The algebra does not know law: the caller brings a judge."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from quanheng.core.basis import Basis
from quanheng.core.metrology.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Judgement:
    """法定地位 of a unit on a day. ``status`` is the judge's own word; ``acceptable`` whether the linter keeps silent;
    ``equivalents`` are symbols of legal units of the same kind of quantity, the preferred one first.
    """

    status: str
    acceptable: bool
    basis: Basis | None = None
    remark: str = ""
    equivalents: tuple[str, ...] = ()


class Judge(Protocol):
    """Judges a unit, simple or compound, on a day; ``None`` when it cannot say, and then nothing is reported."""

    def __call__(self, unit: Unit, day: date) -> Judgement | None:
        """The judgement on ``unit``."""
        ...


def silent(unit: Unit, day: date) -> Judgement | None:  # noqa: ARG001  the judge who knows no law
    """The judge who cannot say anything: with it only the writing is checked."""
    return None
