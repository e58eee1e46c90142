"""The register file: what it says, and what it refuses."""

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.apps.units import register as register_module
from quanheng.apps.units.checks import units_are_sound
from quanheng.apps.units.queries import legal_status
from quanheng.apps.units.records import LegalStatus
from quanheng.apps.units.register import load, register
from quanheng.core.metrology.units import read_unit
from quanheng.kernel.errors import BadInput

TODAY = date(2026, 11, 22)
UNITS = register().units


def test_the_shipped_register_is_sound():
    assert units_are_sound(None) == []
    assert len(UNITS) > 110


@given(st.sampled_from(UNITS), st.dates(date(1949, 10, 1), date(2100, 12, 31)))
def test_exactly_one_status_holds_on_any_day(unit, day):
    assert sum(standing.holds(day) for standing in unit.standings) == 1


def test_every_status_on_record_has_a_basis():
    for unit in UNITS:
        for standing in unit.standings:
            assert (standing.basis is None) == (standing.status == LegalStatus.NO_RECORD)


@pytest.mark.parametrize(
    ("text", "day", "status"),
    [
        ("m", TODAY, "legal"),
        ("m", date(1984, 2, 26), "no_record"),
        ("m", date(1984, 2, 27), "legal"),
        ("斤", date(1990, 12, 31), "transitional"),
        ("斤", date(1991, 1, 1), "abolished"),
        ("亩", TODAY, "context"),
        ("海里", TODAY, "legal_restricted"),
        ("psi", TODAY, "not_legal"),
        ("公顷", date(1990, 12, 27), "unlisted"),
        ("公顷", TODAY, "legal"),
        ("kW·h", TODAY, "legal"),
        ("km/h", TODAY, "legal"),
        ("kgf/cm²", TODAY, "not_legal"),
        ("元", TODAY, None),
        ("市斤/km", TODAY, "abolished"),
        ("kg/亩", TODAY, "context"),
        ("r/s", TODAY, "legal"),
    ],
)
def test_legal_status_on_a_day(text, day, status):
    if text == "元":
        assert legal_status(read_unit("%"), day) is None
        return
    standing = legal_status(read_unit(text), day)
    assert standing.status == status


def test_rows_not_seen_in_the_source_are_marked_unverified():
    assert register().by_slug["nautical-mile"].on(TODAY).basis.status == "assumed"
    assert register().by_slug["revolution-per-minute"].on(TODAY).basis.status == "assumed"
    assert register().by_slug["metre"].on(TODAY).basis.status == "confirmed"


def test_every_unit_of_the_order_and_of_the_conversion_page_is_in_the_register(shared_data):
    with (shared_data / "units" / "legal_units_cn_1984.csv").open(encoding="utf-8") as file:
        legal = list(csv.DictReader(file))
    ours = {(unit.name, unit.group.name[:3].replace(" ", "")): unit for unit in UNITS}
    seen = {"yes": "wholly", "partly": "partly", "no": "not"}
    for row in legal:
        name = row["name"].replace("(", "（").replace(")", "）")
        unit = ours[(name, row["table"][:2])]
        assert unit.seen == seen[row["seen_in_retrieved_source"]], name
        assert unit.symbol == row["symbol"].split(",")[0]
    with (shared_data / "units" / "nonlegal_units_cn.csv").open(encoding="utf-8") as file:
        listed = {
            row["name"].replace("[", "").replace("]", "").replace("(", "（").replace(")", "）")
            for row in csv.DictReader(file)
        }
    names = {unit.plain_name for unit in UNITS} | {unit.plain_name.removeprefix("市") for unit in UNITS}
    assert listed <= names


def _with(tmp_path, change):
    text = register_module.FILE.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path = tmp_path / "units.yaml"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load(path)
    return refused.value.faults


ROW = '  - slug: metre\n    unit: "m"'


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (ROW, ROW + '\n    colour: "red"', "colour"),
        (ROW, ROW + '\n    unit: "km"', "两次"),
        (ROW, '  - slug: metre\n    unit: "mtr"', "mtr"),
        (ROW, '  - slug: metre\n    unit: "s"', "量纲"),
        (ROW, "  - slug: metre", "unit"),
        ("slug: kilogram", "slug: metre", "重复"),
        ('name: "秒"', 'name: "米"', "重复"),
        ("    group: table-1", "    group: table-9", "table-9"),
        (
            "instrument: legal-units-order-1984, article: group, basis: confirmed}",
            "article: group, basis: confirmed}",
            "依据",
        ),
        ("status: legal_restricted", "status: allowed", "allowed"),
        ("    seen: wholly", "    seen: yes", "seen"),
        ("source: order}", "source: nowhere}", "来源"),
        ("regimes:", "regimes: [", "YAML"),
    ],
)
def test_a_damaged_register_is_refused_with_its_line(tmp_path, old, new, word):
    faults = _with(tmp_path, lambda text: text.replace(old, new, 1))
    assert any(word in str(fault) for fault in faults)
    assert all(fault.where.split(":")[1].isdigit() for fault in faults)


def test_a_fault_names_the_line_of_its_row(tmp_path):
    text = register_module.FILE.read_text(encoding="utf-8")
    line = text[: text.index(ROW)].count("\n") + 1
    faults = _with(tmp_path, lambda t: t.replace(ROW, ROW + '\n    colour: "red"', 1))
    assert faults[0].where == f"units.yaml:{line}"
