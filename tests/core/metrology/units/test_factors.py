"""Factors against NIST SP 811, the validation cases, and each other."""

import csv
import json
from fractions import Fraction

import pytest

from quanheng.core.metrology.units import BadNumber, Factor, convert, decimal_text, exact_number, read_unit
from quanheng.core.metrology.units.catalogue import Catalogue, CatalogueError, catalogue

LISTED_ROUNDED = {"英亩", "立方英寸", "英吨", "磅每立方英尺", "磅力每平方英寸", "毫米汞柱", "托"}
SURVEY_FOOT = {"英亩"}
COMPOSED = {
    "平方英尺": "ft²",
    "平方英寸": "in²",
    "平方英里": "mile²",
    "平方码": "yd²",
    "立方英尺": "ft³",
    "立方英寸": "in³",
    "立方码": "yd³",
    "英尺每秒": "ft/s",
    "英里每小时": "mile/h",
    "磅每立方英尺": "lb/ft³",
    "磅每立方英寸": "lb/in³",
}


def _nonlegal(shared_data):
    with (shared_data / "units" / "nonlegal_units_cn.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _ours(row):
    unit = read_unit(COMPOSED.get(row["name"], row["name"]))
    return unit.factor.ratio if not unit.factor.pi else Fraction(decimal_text(unit.factor, 12)[0])


def test_fifty_factors_agree_with_nist_and_seven_of_the_listed_ones_were_rounded(shared_data):
    agreeing, rounded = set(), set()
    for row in _nonlegal(shared_data):
        if row["check_result"] == "by definition" or row["name"] == "华氏度":
            continue
        ours, nist = _ours(row), Fraction(row["check_value"])
        listed = Fraction(row["factor_to_si"])
        tolerance = Fraction(5, 10**6) if row["name"] in SURVEY_FOOT else Fraction(1, 10**6)
        assert abs(ours / nist - 1) < tolerance, row["name"]
        (agreeing if abs(listed / nist - 1) <= Fraction(2, 10**6) else rounded).add(row["name"])
    fahrenheit = convert(Fraction(1), read_unit("°F").interval, read_unit("K")).result.ratio
    assert fahrenheit == Fraction(5, 9)
    assert len(agreeing) + 1 == 50
    assert rounded == LISTED_ROUNDED


def test_market_units_have_their_defined_values(shared_data):
    rows = [row for row in _nonlegal(shared_data) if row["check_result"] == "by definition"]
    assert len(rows) == 5
    for row in rows:
        assert abs(_ours(row) / Fraction(row["factor_to_si"]) - 1) < Fraction(1, 10**10)
    assert read_unit("亩").factor.ratio == Fraction(2000, 3)
    assert read_unit("市斤").factor.ratio == Fraction(1, 2)


def test_legal_units_outside_the_si_reproduce_the_validation_case(shared_data):
    cases = json.loads((shared_data / "validation" / "units_cn_legal.json").read_text(encoding="utf-8"))["cases"]
    expected = cases[0]["expected"]
    names = {"deg": "°", "arcmin": "′", "arcsec": "″", "hm2": "hm²"}
    for name, value in expected["factor_to_SI"]["value"].items():
        ours = float(decimal_text(read_unit(names.get(name, name)).factor, 17)[0].replace("×10⁻", "e-").translate(SUP))
        assert ours == pytest.approx(value, rel=1e-12), name
    for name, value in cases[1]["expected"]["factor_to_SI"]["value"].items():
        chinese = {"li": "市里", "zhang": "市丈", "chi": "市尺", "cun": "市寸", "mu": "市亩"}[name]
        assert float(read_unit(chinese).factor.ratio) == pytest.approx(value, rel=1e-12)


SUP = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def test_the_atomic_mass_unit_is_that_of_codata_2022_and_says_it_is_measured(shared_data):
    """The validation case prints CODATA 2018 (1.660 539 066 60e-27); the difference is that of the two adjustments."""
    with (shared_data / "units" / "codata_constants.csv").open(encoding="utf-8") as file:
        codata = next(row for row in csv.DictReader(file) if row["symbol"] == "u")
    unit = read_unit("u")
    assert float(unit.factor.ratio) == pytest.approx(float(codata["value"]), rel=1e-12)
    assert not unit.exact
    assert not convert(Fraction(1), unit, read_unit("kg")).exact
    assert convert(Fraction(1), unit, unit).exact


EXACT = [
    ("in", "mm", "25.4"),
    ("lb", "kg", "0.45359237"),
    ("ft²", "m²", "0.09290304"),
    ("at", "kPa", "98.0665"),
    ("atm", "Torr", "760"),
    ("mmHg", "Pa", "133.322387415"),
    ("[米制]马力", "W", "735.49875"),
    ("bbl", "L", "158.987294928"),
    ("USdrypt", "in³", "33.6003125"),
    ("kn", "km/h", "1.852"),
    ("eV", "J", "1.602176634×10⁻¹⁹"),
    ("kcal", "J", "4186.8"),
    ("Ci", "GBq", "37"),
    ("d", "h", "24"),
    ("′", "″", "60"),
]


@pytest.mark.parametrize(("source", "target", "value"), EXACT)
def test_exact_conversions_are_given_exactly(source, target, value):
    assert decimal_text(convert(Fraction(1), read_unit(source), read_unit(target)).result, 12) == (value, True)


def test_the_degree_is_a_rational_times_pi():
    assert read_unit("°").factor == Factor(Fraction(1, 180), 1)
    result = convert(Fraction(180), read_unit("°"), read_unit("rad")).result
    assert decimal_text(result, 40) == ("3.141592653589793238462643383279502884197", False)
    assert decimal_text(convert(Fraction(1), read_unit("Oe"), read_unit("A/m")).result, 7) == ("79.57747", False)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234.5", "1234.5"), ("１２．５", "12.5"), ("2.5e-3", "0.0025"), ("2.5×10⁻³", "0.0025"), ("1/3", "1/3"),
     ("-.5", "-0.5"), ("1 000", "1000"), ("+7", "7"), ("0", "0")],
)  # fmt: skip
def test_numbers_are_taken_exactly(text, value):
    assert exact_number(text) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "syntax"), ("1e999999", "range"), ("1e99999999999999999999", "range"), ("9" * 61, "long"), ("nan", "syntax"),
     ("inf", "syntax"), ("1/0", "syntax"), ("1e", "syntax"), ("一百", "syntax"), ("٣", "syntax"), ("1_000", "syntax")],
)  # fmt: skip
def test_what_is_no_number_says_why(text, reason):
    with pytest.raises(BadNumber) as refused:
        exact_number(text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(Fraction(1, 3), 6, "0.333333"), (Fraction(2, 3), 6, "0.666667"), (Fraction(999999999, 1000000007), 3, "1.00"),
     (Fraction(10) ** 40, 6, "1×10⁴⁰"), (Fraction(1, 10**9), 6, "1×10⁻⁹"),
     (Fraction(-1, 7), 4, "-0.1429"), (Fraction(0), 3, "0")],
)  # fmt: skip
def test_decimals_are_rounded_half_away_from_zero(value, digits, text):
    assert decimal_text(Factor(value), digits)[0] == text


def test_a_catalogue_that_contradicts_itself_is_refused():
    book = Catalogue()
    row = {"id": "x", "symbol": "x", "names": ["甲"], "of": "base:0", "reference": "test"}
    book.add(row)
    with pytest.raises(CatalogueError, match="twice"):
        book.add(row)
    with pytest.raises(CatalogueError, match="is that of x"):
        book.add({**row, "id": "y"})
    with pytest.raises(CatalogueError, match="unknown keys"):
        book.add({**row, "id": "z", "symbol": "z", "colour": "red"})


def test_chinese_names_do_not_hide_each_other_by_accident():
    """Only the names that the order itself leaves to context are shared: 秒 and 分 of time and of angle."""
    book = catalogue()
    seen: dict[str, str] = {}
    shared = set()
    for atom in book.atoms.values():
        for name in atom.names:
            short = name.replace("[", "").replace("]", "")
            if seen.setdefault(short, atom.id) != atom.id:
                shared.add(short)
    assert shared == set()
