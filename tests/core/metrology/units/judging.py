"""A judge for the tests of the pure linter: the market, imperial and technical units of the catalogue are not legal."""

from quanheng.core.basis import Basis
from quanheng.core.metrology.units import catalogue, read_unit
from quanheng.core.metrology.units.lint import Judgement

FIRST_NOT_LEGAL = "shi-li"
ATOMS = list(catalogue().atoms)
NOT_LEGAL = set(ATOMS[ATOMS.index(FIRST_NOT_LEGAL) :]) - {"shi-mu"}
LISTS = [
    ("m", "km", "cm", "mm"), ("m²", "km²"), ("m³", "L", "mL"), ("kg", "g", "t", "mg"), ("℃", "K"), ("N", "kN"),
    ("Pa", "kPa", "MPa"), ("J", "kJ"), ("W", "kW"), ("m/s", "km/h"), ("T", "mT"), ("Pa·s", "mPa·s"), ("Bq", "MBq"),
    ("Gy", "mGy"), ("Sv", "mSv"), ("C/kg",), ("A/m",), ("m/s²",), ("m²/s",), ("kg/m³",),
]  # fmt: skip
BASIS = Basis(instrument="legal-units-order-1984", article="第一项", status="confirmed")


def judge(unit, _day):
    parts = {term.atom.id for term in unit.terms or ()}
    if not parts:
        return None
    legal = next(
        (texts for texts in LISTS if (first := read_unit(texts[0])).dimension == unit.dimension
         and (first.kind == unit.kind or unit.offset)),
        (),
    )  # fmt: skip
    return Judgement("not_legal" if parts & NOT_LEGAL else "legal", not parts & NOT_LEGAL, BASIS, "", legal)
