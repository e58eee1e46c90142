"""Reading YAML budgets: what is right becomes values, what is wrong is named with line, field, rule and remedy."""

import json
import math

import pytest

from quanheng.core.metrology.files import FileRefused, read_budget_file
from quanheng.core.metrology.files.influences import KINDS
from quanheng.core.metrology.uncertainty import Influence, propagate, stack, write_budget

GOOD = """\
name: divider
version: "2"
unit: V
model: v * r
inputs:
  v: {id: "urn:v", value: 10, distribution: normal, expanded: 0.002, k: 2, unit: V, nu: 50, source: cert 1}
  r: {id: "urn:r", value: 0.1, distribution: rectangular, half_width: 1e-5}
"""


def nothing(name):
    raise FileNotFoundError(name)


def read(text, load=nothing):
    return read_budget_file("a.yaml", text, load)


def faults(text, load=nothing):
    with pytest.raises(FileRefused) as refusal:
        read(text, load)
    return refusal.value.faults


def test_a_budget_is_read_as_it_is_written():
    found = read(GOOD)
    assert (found.model.name, found.model.version, found.model.units) == ("divider", "2", ("V",))
    assert found.inputs["v"].u == 0.001
    assert found.inputs["v"].dof == 50
    assert (found.p, found.truncated, found.monte_carlo, found.cmc) == (0.95, False, None, None)
    result = propagate(found.model, found.inputs, found.correlations).result
    assert result.values[0] == pytest.approx(1)
    assert result.u[0] == pytest.approx(math.hypot(0.1 * 0.001, 10 * 1e-5 / math.sqrt(3)))


FIGURES = {
    "normal": "value: 1, u: 0.1",
    "rectangular": "value: 1, half_width: 0.1",
    "triangular": "value: 1, half_width: 0.1",
    "trapezoidal": "value: 1, half_width: 0.1, beta: 0.5",
    "ctrap": "value: 1, half_width: 0.1, inexact: 0.01",
    "arcsine": "value: 1, half_width: 0.1",
    "t": "value: 1, nu: 5, scale: 0.1",
    "observations": "observations: [1, 1.1, 0.9]",
    "exponential": "value: 1",
    "counts": "counted: 7",
}


def test_every_distribution_has_its_row():
    assert set(FIGURES) == set(KINDS)


@pytest.mark.parametrize("kind", FIGURES)
def test_every_distribution_can_be_written(kind):
    text = f"name: a\nversion: 1\nmodel: x\ninputs:\n  x: {{id: i, distribution: {kind}, {FIGURES[kind]}}}\n"
    made = read(text).inputs["x"]
    assert isinstance(made, Influence)
    assert made.u > 0


def test_a_t_by_scale_and_by_standard_deviation_are_told_apart():
    text = "name: a\nversion: 1\nmodel: x\ninputs:\n  x: {id: i, distribution: t, value: 0, nu: 3, %s: 1}\n"
    assert read(text % "scale").inputs["x"].distribution.sd == pytest.approx(math.sqrt(3))
    assert read(text % "sd").inputs["x"].distribution.sd == 1


def test_several_outputs_have_their_units_and_correlations():
    found = read(
        "name: z\nversion: 1\noutputs:\n  R: {expression: v / i, unit: Ω}\n  P: {expression: v * i, unit: W}\n"
        "inputs:\n  v: {id: v, value: 5, distribution: normal, u: 0.1}\n"
        "  i: {id: i, value: 2, distribution: normal, u: 0.1}\ncorrelations:\n- {between: [v, i], r: −0.5}\n"
        "monte_carlo: {trials: 1e5, seed: 7}\n"
    )
    assert found.model.outputs == ("R", "P")
    assert found.model.units == ("Ω", "W")
    assert found.correlations[0].r == -0.5
    assert (found.monte_carlo.trials, found.monte_carlo.digits) == (100_000, 2)


def test_an_inherited_result_keeps_its_identity():
    base = read(GOOD)
    text = write_budget(propagate(base.model, base.inputs))
    heir = read(
        "name: heir\nversion: 1\nmodel: a + x\ninputs:\n  a: {result: base.json}\n"
        "  x: {id: x, value: 0, distribution: normal, u: 1e-4}\n",
        lambda name: {"base.json": text}[name],
    )
    result = propagate(heir.model, heir.inputs).result
    earlier = propagate(base.model, base.inputs).result
    shared = stack([earlier, result])
    assert shared.covariance[0, 1] == pytest.approx(earlier.u[0] ** 2)


def test_the_expression_travels_with_the_budget():
    found = read(GOOD)
    assert json.loads(write_budget(propagate(found.model, found.inputs)))["model"]["expressions"] == ["v * r"]


BAD = {
    "not YAML": ("name: [1", None, "", "YAML"),
    "empty": ("", None, "", "empty"),
    "a list": ("- 1", 1, "", "must hold fields"),
    "a tag": ("name: !!python/object:os.system x", 1, "", "tag"),
    "given twice": ("name: a\nname: b", 2, "", "twice"),
    "misspelt field": (GOOD + "modle: x\n", 8, "modle", "not a known field"),
    "no name": (GOOD.replace("name: divider\n", ""), 1, "name", "missing"),
    "no version": (GOOD.replace('version: "2"\n', ""), 1, "version", "missing"),
    "no model": (GOOD.replace("model: v * r\n", ""), 1, "model", "either model"),
    "code": (GOOD.replace("v * r", "__import__('os').system('true') + v + r"), 4, "model", "neither arithmetic"),
    "attribute": (GOOD.replace("v * r", "v.real * r"), 4, "model", "neither arithmetic"),
    "caret": (GOOD.replace("v * r", "v ^ r"), 4, "model", "**"),
    "unknown name": (GOOD.replace("v * r", "v * r * q"), 4, "model", "uses q"),
    "unknown function": (GOOD.replace("v * r", "gamma(v) * r"), 4, "model", "calls gamma"),
    "unused input": (GOOD.replace("v * r", "v"), 5, "inputs", "not used"),
    "NaN": (GOOD.replace("value: 10,", "value: .nan,"), 6, "inputs.v.value", "not a number"),
    "decimal comma": (GOOD.replace("value: 10,", 'value: "10,5",'), 6, "inputs.v.value", "comma"),
    "unit in number": (GOOD.replace("value: 10,", "value: 10 V,"), 6, "inputs.v.value", "more than a number"),
    "negative U": (GOOD.replace("0.002", "-0.002"), 6, "inputs.v.expanded", "more than 0"),
    "zero nu": (GOOD.replace("nu: 50", "nu: 0"), 6, "inputs.v.nu", "more than 0"),
    "U without k": (GOOD.replace("k: 2, ", ""), 6, "inputs.v.distribution", "needs exactly"),
    "u and half-width": (
        GOOD.replace("half_width: 1e-5", "half_width: 1e-5, u: 1"),
        7,
        "inputs.r.distribution",
        "exactly",
    ),
    "no id": (GOOD.replace('id: "urn:r", ', ""), 7, "inputs.r.id", "missing"),
    "one id twice": (GOOD.replace("urn:r", "urn:v"), 7, "inputs.r.id", "another quantity"),
    "unknown distribution": (GOOD.replace("rectangular", "flat"), 7, "inputs.r.distribution", "not a distribution"),
    "bare u": (GOOD.replace("distribution: rectangular, ", ""), 7, "inputs.r.distribution", "missing"),
    "name of a function": (GOOD.replace("  r:", "  exp:"), 7, "inputs.exp", "cannot name"),
    "p of one": (GOOD + "coverage_probability: 1\n", 8, "coverage_probability", "between 0 and 1"),
    "r beyond one": (GOOD + "correlations: [{between: [v, r], r: 1.5}]\n", 8, "correlations.r", "between −1 and 1"),
    "unknown pair": (GOOD + "correlations: [{between: [v, q], r: 0}]\n", 8, "correlations.between", "not an input"),
    "no seed": (GOOD + "monte_carlo: {trials: 10000}\n", 8, "monte_carlo.seed", "missing"),
    "trials and adaptive": (
        GOOD + "monte_carlo: {trials: 1e4, adaptive: true, seed: 1}\n",
        8,
        "monte_carlo.trials",
        "either",
    ),
    "half a trial": (GOOD + "monte_carlo: {trials: 10000.5, seed: 1}\n", 8, "monte_carlo.trials", "whole number"),
    "missing file": (GOOD + "  a: {result: gone.json}\n", 8, "inputs.a.result", "cannot be read"),
    "equal observations": (
        GOOD.replace("value: 0.1, distribution: rectangular, half_width: 1e-5", "observations: [1, 1, 1]"),
        7,
        "inputs.r.observations",
        "all observations are equal",
    ),
    "one observation": (
        GOOD.replace("value: 0.1, distribution: rectangular, half_width: 1e-5", "observations: [1]"),
        7,
        "inputs.r.observations",
        "at least 2",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_names_line_field_rule_and_remedy(name):
    text, line, field, rule = BAD[name]
    found = faults(text)
    match = [one for one in found if one.field == field and rule in one.rule]
    assert match, [str(one) for one in found]
    assert line is None or match[0].line == line
    assert match[0].remedy
    assert all(one.file == "a.yaml" for one in found)


def test_all_faults_are_found_at_once_in_the_order_of_the_file():
    text = GOOD.replace("0.002", "-1").replace("1e-5", "x").replace("version", "verzion")
    lines = [one.line for one in faults(text)]
    assert lines == sorted(lines)
    assert {2, 6, 7} <= set(lines)


def test_a_damaged_inherited_file_is_named():
    text = "name: a\nversion: 1\nmodel: x\ninputs:\n  x: {result: b.json}\n"
    assert "not a budget file" in faults(text, lambda _name: "{}")[0].rule


def test_an_inherited_result_in_another_unit_is_refused():
    base = read(GOOD)
    stored = write_budget(propagate(base.model, base.inputs))
    text = "name: a\nversion: 1\nmodel: x\ninputs:\n  x: {result: b.json, unit: mV}\n"
    assert "inherited result is in V" in faults(text, lambda _name: stored)[0].rule


def test_yaml_depth_and_aliases_do_no_harm():
    deep = "name: " + "[" * 500 + "]" * 500
    assert "deep" in faults(deep)[0].rule
    laughs = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(5)
    )
    assert faults(laughs)
