"""Every expected value of every validation case is asserted by a named test, or stands here with the reason why not.

A value counts as asserted when one test function names its case (in its body or its parameters) and the value. What a
test does with it is its own; that it is not forgotten is seen here.
"""

import ast
import json
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = sorted(path for path in HERE.rglob("test_*.py") if path != Path(__file__))

NOT_HELD = {
    ("RP1-S2-table-D1", "theta"): "a least-squares fit whose weights its source does not state gives 0.1035; the "
    "binomial likelihood that RP-1 asks for gives 0.0954, held as our own value in the same test",
    ("RP1-S2-table-D1", "interval_weeks"): "follows from theta: 7.9 weeks by likelihood, 7 by the other fit",
    ("RP1-S2-table-D1", "interval_weibull"): "the same fit: 7.0 weeks by likelihood, 6 by the other",
    (
        "CCQM-K30-Pb-wine",
        "huber_mu",
    ): "Huber's average with a fixed MAD is not offered: algorithm A, which iterates both, "
    "is what ISO 13528 prescribes",
    ("CCQM-K30-Pb-wine", "huber_s"): "the MAD itself, held as MADe",
    ("GB3100-non-SI-legal", "not_SI_exact"): "CODATA 2018; ours is CODATA 2022, 1.4e-9 away, held in the units' tests",
    ("GB3100-non-SI-legal", "logarithmic"): "a text, not a number; the units' tests refuse a factor for levels",
}


def named_in(function, constants):
    """Every text a function names, in its body, its decorators, and the module constants it uses."""
    found, patterns = set(), set()
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        if isinstance(node, ast.JoinedStr):
            start = node.values[0]
            if isinstance(start, ast.Constant) and len(node.values) == 2:
                patterns.add(start.value)
        if isinstance(node, ast.Name) and node.id in constants:
            found |= constants[node.id]
    return found | {f"{start}{name}" for start in patterns if start for name in found}


def texts(node):
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def names_by_test():
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: texts(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{path.name}::{node.name}", named_in(node, constants)


def expected_values(shared_data):
    for path in sorted((shared_data / "validation").glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8"))["cases"]):
            for name in case["expected"]:
                yield path.stem, number, case["id"], name


def test_no_value_is_forgotten(shared_data):
    tests = dict(names_by_test())
    # the units' tests take the two cases of their file by number
    tests["units"] = {"GB3100-non-SI-legal", "market-units-not-legal", "factor_to_SI"}
    forgotten = [
        (case, name)
        for _, _, case, name in expected_values(shared_data)
        if (case, name) not in NOT_HELD and not any(case in known and name in known for known in tests.values())
    ]
    assert forgotten == []


def test_the_data_are_those_the_list_was_made_for(shared_data):
    known = {(case, name) for _, _, case, name in expected_values(shared_data)}
    assert len({case for case, _ in known}) == 47
    assert len(known) == 357
    assert set(NOT_HELD) <= known
    assert all(len(reason) > 20 for reason in NOT_HELD.values())


def test_every_case_of_the_units_is_read_by_number(shared_data):
    source = (HERE / "units" / "test_factors.py").read_text(encoding="utf-8")
    rows = [(number, case) for stem, number, case, _ in expected_values(shared_data) if stem == "units_cn_legal"]
    assert {number for number, _ in rows} == {0, 1}
    assert "cases[0]" in source
    assert "cases[1]" in source


def test_a_forgotten_value_would_be_seen():
    """The search itself: a name in another test than its case does not count."""
    function = ast.parse("def test_x():\n    hold(cases('f')[f'BIPM.{n}'], 'KCRV', N)").body[0]
    known = named_in(function, {"N": {"Cs-137"}})
    assert {"BIPM.Cs-137", "KCRV"} <= known
    assert "u_KCRV" not in known
