"""Symbols, Chinese names, D-SI and UCUM are read to the same units; D-SI is written."""

import csv
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.metrology.units import (
    AmbiguousUnit,
    NoNotation,
    UnitError,
    UnknownUnit,
    catalogue,
    dsi_text,
    read_unit,
    symbol_text,
)

SAME = [
    ("kW·h", "千瓦时", r"\kilo\watt\hour", "kW.h"),
    ("m/s²", "米每二次方秒", r"\metre\second\tothe{-2}", "m/s2"),
    ("kg/m³", "千克每立方米", r"\kilogram\metre\tothe{-3}", "kg/m3"),
    ("W/(m²·K)", "瓦每平方米开", r"\watt\metre\tothe{-2}\kelvin\tothe{-1}", "W.m-2.K-1"),
    ("km²", "平方公里", r"\kilo\metre\tothe{2}", "km2"),
    ("℃", "摄氏度", r"\degreecelsius", "Cel"),
    ("μg", "微克", r"\micro\gram", "ug"),
    ("mmHg", "毫米汞柱", r"\mmHg", "mm[Hg]"),
    ("n mile", "海里", r"\nauticalmile", "[nmi_i]"),
    ("°", "度", r"\degree", "deg"),
    ("m/s", "米每秒", r"\metre\per\second", "m/s"),
    ("dB", "分贝", r"\decibel", "dB"),
]


@pytest.mark.parametrize(("symbol", "chinese", "dsi", "ucum"), SAME)
def test_the_four_notations_agree(symbol, chinese, dsi, ucum):
    unit = read_unit(symbol, "symbol")
    assert read_unit(chinese, "chinese") == unit
    assert read_unit(dsi, "dsi") == unit
    assert read_unit(ucum, "ucum") == unit


@pytest.mark.parametrize(
    ("written", "plain"),
    [("ＫＧ", None), ("ｋＷ・ｈ", "kW·h"), ("㎏", "kg"), ("㎡", "m²"), ("m^2", "m²"), ("m2", "m²"),
     ("µm", "μm"), ("°C", "℃"), ("℉", "°F"), ("kg * m / s^2", "kg·m/s²"), ("公 斤", "kg"), ("安", "A"), ("安[培]", "A"),
     ("小时", "h"), ("时", "h"),
     ("L/(100km)", "10^-2·L/km"), ("1/s", "s⁻¹"), ("l", "L"), ("Ω", "Ω"), ("sh ton", "短吨"), ("公里/小时", "km/h")],
)  # fmt: skip
def test_ways_of_writing_one_unit(written, plain):
    if plain is None:
        with pytest.raises(UnknownUnit):
            read_unit(written)
    else:
        assert read_unit(written) == read_unit(plain)


@pytest.mark.parametrize("text", ["W/m²·K", "W/m/K", "a/b/c", "m/s m"])
def test_a_second_solidus_or_a_product_after_it_needs_parentheses(text):
    with pytest.raises((AmbiguousUnit, UnknownUnit)):
        read_unit(text, "symbol")
    with pytest.raises(AmbiguousUnit):
        read_unit("W/m²·K")


def test_a_plain_symbol_comes_before_a_prefixed_one():
    assert read_unit("Gs").terms[0].atom.id == "gauss"
    assert read_unit("min").terms[0].atom.id == "minute"
    assert read_unit("cd").terms[0].atom.id == "candela"
    assert read_unit("rad").terms[0].atom.id == "radian"
    assert read_unit("拉德").terms[0].atom.id == "rad-dose"


def test_unknown_names_come_with_near_ones():
    with pytest.raises(UnknownUnit) as refused:
        read_unit("Kpa")
    assert "kPa" in refused.value.suggestions
    with pytest.raises(UnknownUnit) as refused:
        read_unit("毫米汞")
    assert "毫米汞柱" in refused.value.suggestions


def test_dsi_goes_out_and_in_again():
    for text in ("kg·m²/s²", "kW·h", "μmol/L", "mmHg", "°", "1"):
        unit = read_unit(text)
        assert read_unit(dsi_text(unit)).factor == unit.factor
    assert dsi_text(read_unit("m/s")) == r"\metre\second\tothe{-1}"
    for text in ("亩", "L/(100km)", "psi"):
        with pytest.raises(NoNotation):
            dsi_text(read_unit(text))


@pytest.mark.parametrize(
    "text", [r"\metre\tothe{0.5}", r"\kilo", r"\foo", r"\metre{2}", r"\tothe{2}", r"\metre x", r"\per"]
)
def test_dsi_that_is_no_unit_of_ours_is_refused(text):
    with pytest.raises(UnknownUnit):
        read_unit(text)


@pytest.mark.parametrize("code", ["", "m..s", "(m", "m)", "10*123", "[foo]", "m100", "M.", "{a{b}}", "0"])
def test_ucum_codes_that_are_none_are_refused(code):
    with pytest.raises(UnknownUnit):
        read_unit(code, "ucum")


def test_ucum_reads_from_left_to_right():
    assert read_unit("W/m2.K", "ucum").dimension == read_unit("W·K/m²").dimension
    assert read_unit("10*3/uL", "ucum").factor == read_unit("10^12/m³").factor
    assert read_unit("{Ery}/L", "ucum") == read_unit("1/L")
    assert read_unit("/min", "ucum").factor.ratio == Fraction(1, 60)


@given(st.text(max_size=150))
def test_any_text_is_a_unit_or_a_unit_error(text):
    for notation in ("any", "symbol", "chinese", "dsi", "ucum"):
        try:
            read_unit(text, notation)
        except UnitError:
            continue


@given(st.text(alphabet="kmgsWhK·/()²^-1 \\米每方平克[]", max_size=40))
def test_text_of_unit_letters_is_a_unit_or_a_unit_error(text):
    try:
        unit = read_unit(text)
    except UnitError:
        return
    symbol_text(unit)


def test_every_bipm_unit_and_prefix_is_read_by_its_d_si_name(shared_data):
    book = catalogue()
    with (shared_data / "units" / "si_units_bipm.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["type"] != "Definition"]
    assert len(rows) > 30
    for row in rows:
        unit = read_unit("\\" + row["id"].lower())
        if row["numeric_factor"] and unit.factor.pi == 0:
            assert unit.factor.ratio == Fraction(row["numeric_factor"]), row["id"]
    with (shared_data / "units" / "si_prefixes_bipm.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["symbol"]:
                prefix = book.prefixes[row["label_en"]]
                assert (prefix.symbol, prefix.exponent) == (row["symbol"].replace("µ", "μ"), int(row["exponent"]))


def test_long_text_is_refused_at_once():
    random.seed(1)
    for text in ("m" * 10**6, "(" * 10**6, "\\metre" * 10**5, "米" * 10**6):
        with pytest.raises(UnknownUnit):
            read_unit(text)
