"""Converting a value from one unit to another, exactly."""

from dataclasses import dataclass
from fractions import Fraction

from quanheng.core.metrology.units.errors import DimensionMismatch, KindMismatch, OffsetUnit
from quanheng.core.metrology.units.factor import Factor
from quanheng.core.metrology.units.unit import Unit


@dataclass(frozen=True, slots=True)
class Conversion:
    """``value`` of ``source`` is ``result`` of ``target``. ``factor`` is how many ``target`` one ``source`` is (of the
    intervals, where zeros differ); ``exact`` is false when a factor behind it is measured.
    """

    value: Fraction
    source: Unit
    target: Unit
    result: Factor
    factor: Factor
    exact: bool


def check_comparable(source: Unit, target: Unit) -> None:
    """Raise ``DimensionMismatch`` or ``KindMismatch`` unless values may pass between the two."""
    if source.dimension != target.dimension:
        raise DimensionMismatch(source, target)
    if not source.kind.compatible(target.kind):
        raise KindMismatch(source, target)


def convert(value: Fraction, source: Unit, target: Unit) -> Conversion:
    """``value`` in ``source``, given in ``target``; errors of :func:`check_comparable`."""
    check_comparable(source, target)
    factor = source.factor / target.factor
    if source.offset == target.offset == 0:
        result = Factor(value * factor.ratio, factor.pi)
    elif source.factor.pi or target.factor.pi:
        raise OffsetUnit(source)
    else:
        absolute = value * source.factor.ratio + source.offset
        result = Factor((absolute - target.offset) / target.factor.ratio)
    same = source.factor == target.factor and source.offset == target.offset
    return Conversion(value, source, target, result, factor, exact=(source.exact and target.exact) or same)
