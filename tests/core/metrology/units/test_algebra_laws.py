"""Laws of units, kinds and quantities that hold for every unit of the catalogue and every product of them."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quanheng.core.metrology.units import (
    Factor,
    Quantity,
    Unit,
    UnknownUnit,
    catalogue,
    convert,
    dsi_text,
    read_unit,
    symbol_text,
)
from quanheng.core.metrology.units.unit import atomic

BOOK = catalogue()
SCALES = [
    atomic(atom, BOOK.prefixes[prefix] if prefix else None)
    for atom in BOOK.atoms.values()
    if not atom.offset
    for prefix in ("", *sorted(atom.prefixes))
]
exponents = st.integers(-3, 3)
values = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**9)


@st.composite
def units(draw):
    unit = Unit()
    for each in draw(st.lists(st.sampled_from(SCALES), max_size=3)):
        unit = unit * each ** draw(exponents)
    return unit


@st.composite
def alike(draw):
    """Two units of one dimension and kind: the second has other atoms or prefixes where the first has its own."""
    one = other = Unit()
    for each in draw(st.lists(st.sampled_from(SCALES), min_size=1, max_size=3)):
        peers = [peer for peer in SCALES if peer.dimension == each.dimension and peer.kind == each.kind]
        exponent = draw(exponents)
        one, other = one * each**exponent, other * draw(st.sampled_from(peers)) ** exponent
    return one, other


@given(units(), units(), exponents)
def test_a_power_of_a_product_is_the_product_of_powers(a, b, n):
    assert (a * b) ** n == a**n * b**n
    assert a**-1 * a == Unit()
    assert (a / b) ** -1 == b / a


@given(units(), units())
def test_factor_dimension_and_kind_multiply_with_the_unit(a, b):
    product = a * b
    assert product.factor == a.factor * b.factor
    assert product.dimension == a.dimension * b.dimension
    assert product.kind == a.kind * b.kind
    assert product.exact == (a.exact and b.exact)


@given(st.data(), units(), units())
def test_equal_units_are_equal_however_they_were_written(data, a, b):
    assert hash(a * b) == hash(b * a)
    assert (a * b).terms is not None
    again = a * data.draw(st.sampled_from(SCALES)) ** 0
    assert again == a


@given(values, alike())
def test_every_conversion_of_compounds_goes_back_exactly(value, pair):
    one, other = pair
    there = Quantity.of(value, one).to(other)
    assert there.to(one).value.ratio == value
    assert there.to(one).value.pi == 0 or value == 0


@given(values, alike(), st.data())
def test_conversion_by_way_of_a_third_unit_is_the_same(value, pair, data):
    one, other = pair
    prefix = data.draw(st.sampled_from(list(BOOK.prefixes.values())))
    third = Unit(other.factor * prefix.factor, other.dimension, other.kind, terms=None)
    direct = Quantity.of(value, one).to(other)
    assert Quantity.of(value, one).to(third).to(other).value == direct.value


@given(values, values, alike())
def test_sums_do_not_depend_on_the_unit_they_are_taken_in(x, y, pair):
    one, other = pair
    assume((one.factor / other.factor).pi == 0)
    total = Quantity.of(x, one) + Quantity.of(y, one)
    split = Quantity.of(x, one) + Quantity.of(y, one).to(other)
    assert split.value == total.value
    assert (total - Quantity.of(y, one)).value.ratio == x


@given(values, values, units(), units())
def test_quantities_multiply_as_their_values_and_units_do(x, y, a, b):
    product = Quantity.of(x, a) * Quantity.of(y, b)
    assert (product.value, product.unit) == (Factor(x * y), a * b)
    if y:
        assert (product / Quantity.of(y, b)).value.ratio == x


@given(units(), units())
def test_kinds_are_comparable_in_both_directions_or_in_none(a, b):
    assert a.kind.compatible(b.kind) == b.kind.compatible(a.kind)
    assert a.kind.compatible(a.kind)


@given(units())
def test_d_si_text_is_read_back_the_same(unit):
    assume(unit.terms and all(term.atom.dsi and abs(term.exponent) < 10 for term in unit.terms))
    again = read_unit(dsi_text(unit))
    assert (again.factor, again.dimension) == (unit.factor, unit.dimension)


@given(values, st.sampled_from([atom for atom in BOOK.atoms.values() if atom.offset or atom.id == "kelvin"]), st.data())
def test_temperatures_come_back_exactly(value, atom, data):
    peers = [BOOK.atoms["kelvin"], BOOK.atoms["celsius"], BOOK.atoms["fahrenheit"]]
    source, target = atomic(atom), atomic(data.draw(st.sampled_from(peers)))
    there = convert(value, source, target).result.ratio
    assert convert(there, target, source).result.ratio == value
    rise = convert(value + 1, source, target).result.ratio - there
    assert rise == source.factor.ratio / target.factor.ratio


@pytest.mark.parametrize("atom", [atom for atom in BOOK.atoms.values() if "kilo" in atom.prefixes], ids=lambda a: a.id)
def test_the_kilo_is_a_thousand_of_every_unit_that_takes_it(atom):
    assert convert(Fraction(1), atomic(atom, BOOK.prefixes["kilo"]), atomic(atom)).result.ratio == 1000


@pytest.mark.parametrize("notation", ["any", "symbol", "chinese", "dsi", "ucum"])
@pytest.mark.parametrize("name", ["li", "mu", "rpm"])
def test_names_that_other_libraries_read_as_something_else_are_refused_in_every_notation(name, notation):
    """Other software takes these for the imperial league, the dalton or an angle per time; none is a unit here."""
    with pytest.raises(UnknownUnit):
        read_unit(name, notation)


def test_symbols_are_printed_with_one_solidus():
    for text in ("W/(m²·K)", "kg/m³", "kcal/(kg·℃)", "s⁻¹"):
        assert symbol_text(read_unit(text)) == text
