"""Units form a group, convert back exactly, and keep what the dimension cannot tell apart."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.metrology.units import (
    DimensionMismatch,
    KindMismatch,
    OffsetUnit,
    Quantity,
    Unit,
    UnknownUnit,
    catalogue,
    convert,
    read_unit,
    symbol_text,
)
from quanheng.core.metrology.units.kind import kind_of
from quanheng.core.metrology.units.unit import atomic

BOOK = catalogue()
SCALES = [atomic(atom) for atom in BOOK.atoms.values() if not atom.offset]
values = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**9)


@st.composite
def units(draw):
    unit = Unit()
    for each in draw(st.lists(st.sampled_from(SCALES), min_size=0, max_size=4)):
        unit = unit * each ** draw(st.integers(-3, 3))
    return unit


@given(units(), units(), units())
def test_units_form_a_commutative_group(a, b, c):
    assert (a * b) * c == a * (b * c)
    assert a * b == b * a
    assert a * Unit() == a
    assert a / a == Unit()
    assert (a * b) / b == a


@given(units(), st.integers(-3, 3), st.integers(-3, 3))
def test_powers_add_and_multiply(a, m, n):
    assert a**m * a**n == a ** (m + n)
    assert (a**m) ** n == a ** (m * n)


@given(values, st.sampled_from(list(BOOK.atoms.values())), st.sampled_from(list(BOOK.atoms.values())))
def test_what_converts_converts_back_exactly(value, one, other):
    source, target = atomic(one), atomic(other)
    if source.dimension != target.dimension or not source.kind.compatible(target.kind):
        with pytest.raises((DimensionMismatch, KindMismatch)):
            convert(value, source, target)
        return
    there = convert(value, source, target).result
    if there.pi == 0:
        assert convert(there.ratio, target, source).result.ratio == value
    else:
        assert Quantity(there, target).to(source).value.ratio == value


@given(units())
def test_a_unit_written_as_symbols_is_read_back_the_same(unit):
    if any(abs(term.exponent) > 9 for term in unit.terms):
        return
    again = read_unit(symbol_text(unit)) if all(t.atom.symbol for t in unit.terms) else unit
    assert (again.factor, again.dimension) == (unit.factor, unit.dimension)


KINDS_APART = [
    ("N·m", "J"),
    ("Hz", "Bq"),
    ("Gy", "Sv"),
    ("V·A", "W"),
    ("var", "W"),
    ("r/min", "Hz"),
    ("rad/s", "Hz"),
    ("lm", "cd"),
    ("lx", "cd/m²"),
    ("Δ℃", "℃"),
    ("dB", "%"),
    ("rad", "sr"),
]


@pytest.mark.parametrize(("one", "other"), KINDS_APART)
def test_kinds_that_share_a_dimension_stay_apart(one, other):
    for source, target in ((one, other), (other, one)):
        with pytest.raises(KindMismatch):
            convert(Fraction(1), read_unit(source), read_unit(target))


@pytest.mark.parametrize(
    ("one", "other"),
    [("s⁻¹", "Hz"), ("s⁻¹", "Bq"), ("J/kg", "Gy"), ("J/kg", "Sv"), ("W·s", "J"), ("kW·h", "J"), ("K", "℃"), ("K", "Δ℃"),
     ("r/min", "s⁻¹"), ("V", "W/A"), ("J/m³", "Pa"), ("mmol/L", "mol/m³")],
)  # fmt: skip
def test_what_says_no_more_than_the_other_is_compatible(one, other):
    assert convert(Fraction(1), read_unit(one), read_unit(other)).result.ratio != 0


def test_a_scale_with_its_own_zero_is_not_multiplied_but_its_interval_is():
    celsius = read_unit("℃")
    with pytest.raises(OffsetUnit):
        celsius * read_unit("m")
    with pytest.raises(OffsetUnit):
        celsius**2
    assert read_unit("J/℃") == read_unit("J/K")
    assert celsius.interval == read_unit("K")


def test_temperatures_move_their_zero_and_differences_do_not():
    assert convert(Fraction("98.6"), read_unit("°F"), read_unit("℃")).result.ratio == 37
    assert convert(Fraction(0), read_unit("℃"), read_unit("K")).result.ratio == Fraction("273.15")
    assert convert(Fraction(5), read_unit("Δ℃"), read_unit("K")).result.ratio == 5


def test_a_quantity_adds_only_to_its_own_kind():
    assert (Quantity.of(1, read_unit("km")) + Quantity.of(1, read_unit("m"))).value.ratio == Fraction(1001, 1000)
    with pytest.raises(KindMismatch):
        Quantity.of(1, read_unit("J")) + Quantity.of(1, read_unit("N·m"))
    with pytest.raises(OffsetUnit):
        Quantity.of(1, read_unit("℃")) + Quantity.of(1, read_unit("℃"))


def test_a_mark_outside_the_vocabulary_of_kinds_is_refused():
    with pytest.raises(ValueError, match="marks"):
        kind_of({"colour": 1})


@pytest.mark.parametrize(
    "text", ["li", "mu", "rpm", "KG", "Kpa", "kwh", "M3", "yd²·", "m^99", "m^0", "", "　·", "((((((m"]
)
def test_names_that_mean_something_else_elsewhere_are_not_taken(text):
    if not text:
        assert read_unit(text) == Unit()
        return
    with pytest.raises(UnknownUnit):
        read_unit(text)
