"""Two results that share a standard stay correlated when each travels in a file and is read in another process."""

import math
import subprocess
import sys

import pytest

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.uncertainty import (
    Correlation,
    Influence,
    Model,
    audit,
    budget_lines,
    propagate,
    read_budget,
    write_budget,
)
from quanheng.core.metrology.uncertainty.distributions import normal, observations, student_t

STANDARD = Influence("urn:standard:7", "mass standard 7", normal(100, u=1), source="certificate 7")
READER = """
import sys
from quanheng.core.metrology.uncertainty import Model, propagate, read_budget, stack
a, b = (read_budget(open(path, encoding="utf-8").read()).result for path in sys.argv[1:])
difference = propagate(Model("difference", "1", lambda a, b: b - 2 * a, ("a", "b")), {"a": a, "b": b}).result
print(stack([a, b]).correlation[0, 1], difference.u[0])
"""


def scaled(name, factor, u):
    model = Model(name, "1", lambda s, e: factor * s + e, ("s", "e"))
    return propagate(model, {"s": STANDARD, "e": Influence(f"urn:{name}", "reading", normal(0, u=u))})


def test_correlation_survives_two_files_and_a_new_process(tmp_path):
    """The case of the reference: r = 0.995 and u(b − 2a) = 0.2."""
    paths = []
    for name, evaluation in (("a", scaled("a", 1, 0.1)), ("b", scaled("b", 2, 1e-9))):
        path = tmp_path / f"{name}.json"
        path.write_text(write_budget(evaluation), encoding="utf-8")
        paths.append(str(path))
    run = subprocess.run([sys.executable, "-c", READER, *paths], capture_output=True, text=True, check=True)
    r, u = map(float, run.stdout.split())
    assert round(r, 3) == 0.995
    assert u == pytest.approx(0.2)


def test_a_file_reads_back_to_the_same_text():
    evaluation = scaled("a", 1, 0.1)
    text = write_budget(evaluation)
    stored = read_budget(text)
    assert stored.result.u == pytest.approx(evaluation.result.u, rel=0)
    again = propagate(evaluation.model, dict(stored.inputs), stored.result.correlations)
    assert write_budget(again) == text


def test_a_t_by_standard_deviation_is_not_read_back_as_one_by_scale():
    model = Model("t", "1", lambda x: x, ("x",))
    for how in (student_t(1, nu=3, sd=0.1), student_t(1, nu=3, scale=0.1)):
        stored = read_budget(write_budget(propagate(model, {"x": Influence("x", "x", how)})))
        assert stored.result.influences[0].distribution == how


def test_x_minus_x_has_no_uncertainty_and_x_times_x_is_x_squared():
    x = propagate(Model("x", "1", lambda s: s, ("s",)), {"s": STANDARD}).result
    assert propagate(Model("d", "1", lambda a, b: a - b, ("a", "b")), {"a": x, "b": x}).result.u[0] == 0
    product = propagate(Model("p", "1", lambda a, b: a * b, ("a", "b")), {"a": x, "b": x}).result.u[0]
    square = propagate(Model("q", "1", lambda a: a**2, ("a",)), {"a": x}).result.u[0]
    assert product == pytest.approx(square, rel=1e-15)


def test_one_id_for_two_quantities_is_refused():
    other = Influence(STANDARD.id, "another", normal(100, u=2))
    with pytest.raises(InvalidArgument, match="two different quantities"):
        propagate(Model("d", "1", lambda a, b: a - b, ("a", "b")), {"a": STANDARD, "b": other})


def test_correlated_influences_with_finite_degrees_of_freedom_give_no_false_infinity():
    a = Influence("a", "a", observations([1.0, 1.1, 0.9]), kind="A")
    b = Influence("b", "b", observations([2.0, 2.2, 1.9]), kind="A")
    model = Model("s", "1", lambda a, b: a + b, ("a", "b"))
    result = propagate(model, {"a": a, "b": b}, [Correlation("a", "b", 0.5)]).result
    with pytest.raises(InvalidArgument, match="Welch–Satterthwaite"):
        result.degrees_of_freedom()


def test_the_audit_finds_what_budgets_get_wrong():
    twice = Influence("urn:other", "mass standard 7", normal(100, u=1), source="certificate 7")
    model = Model("sum", "1", lambda a, b, c: a + b + c, ("a", "b", "c"))
    few = Influence("urn:few", "scatter", observations([0.0, 50.0, 10.0]), kind="A")
    stored = read_budget(write_budget(propagate(model, {"a": STANDARD, "b": twice, "c": few})))
    found = {finding.rule: finding for finding in audit(stored, model, cmc=100)}
    assert set(found) == {"counted twice", "dominant term", "below the CMC", "few degrees of freedom"}
    assert "urn:other" in found["counted twice"].text
    same = Model("double", "1", lambda a, b: a + b, ("a", "b"))
    direct = read_budget(write_budget(propagate(same, {"a": STANDARD, "b": STANDARD})))
    assert any("2 times" in f.text for f in audit(direct, same))


def test_the_audit_notices_a_changed_file():
    evaluation = scaled("a", 1, 0.1)
    text = write_budget(evaluation).replace('"weights":[["1.0"', '"weights":[["0.5"')
    assert any(f.rule == "does not recompute" for f in audit(read_budget(text), evaluation.model))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format":"quanheng-budget/1"}', '{"format":"quanheng-budget/2"}'])
def test_a_damaged_file_names_the_part(text):
    with pytest.raises(InvalidArgument, match="budget"):
        read_budget(text)


def test_budget_lines_share_the_variance():
    lines = budget_lines(scaled("a", 1, 0.1))
    assert math.fsum(line.share for line in lines) == pytest.approx(1)
    assert [line.name for line in lines] == ["s", "e"]
