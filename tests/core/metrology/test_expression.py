"""Models as text: arithmetic is computed, anything else is refused, and nothing is ever run."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.uncertainty import Influence, propagate
from quanheng.core.metrology.uncertainty.distributions import normal
from quanheng.core.metrology.uncertainty.expression import FUNCTIONS, compiled, model_of, usable_name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + b * 2 ** -1", 2.0),
        ("-(a - b) / b", 0.5),
        ("sqrt(b) * cos(pi)", -math.sqrt(2)),
        ("hypot(3 * a, 2 * b)", 5.0),
        ("arctan2(a, b)", math.atan2(1, 2)),
        ("abs(-b)", 2.0),
        ("ａ + b", 3.0),
        ("10**400 * 0 + a", math.nan),
    ],
)
def test_arithmetic_is_computed(text, value):
    with np.errstate(all="ignore"):
        got = compiled(text, ["a", "b"])({"a": np.array([1.0]), "b": np.array([2.0])})
    assert got[0] == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "a.real",
        "a[0]",
        "(lambda: 1)()",
        "[a for a in b]",
        "a if b else a",
        "a := 1",
        "'x' * 9",
        "True + a",
        "1j * a",
        "a, b",
        "a @ b",
        "a // b",
        "a % b",
        "a < b",
        "not a",
        "~a",
        "f'{a}'",
        "sin(*[a])",
        "log(x=a)",
        "sin(a, b)",
        "a ^ 2",
        "1e999 * a",
        "c",
        "",
        "\0",
        "-" * 500 + "a",
        "(" * 300 + "a" + ")" * 300,
        "+".join(["a"] * 1500),
        "+".join(["a"] * 5000),
    ],
)
def test_what_is_not_arithmetic_is_refused_with_a_rule(text):
    with pytest.raises(InvalidArgument) as refusal:
        compiled(text, ["a", "b"])
    assert refusal.value.argument == "expression"
    assert refusal.value.rule.template


@given(st.text(max_size=60))
def test_no_text_does_anything_but_compile_or_be_refused(text):
    try:
        compiled(text, ["a"])
    except InvalidArgument:
        return


def test_sensitivities_of_text_are_exact():
    model = model_of({"y": "exp(a) * sin(b)"}, name="m", version="1", inputs=("a", "b"))
    inputs = {n: Influence(n, n, normal(x, u=0.1)) for n, x in (("a", 0.3), ("b", 0.7))}
    found = propagate(model, inputs)
    assert found.methods == ("complex step", "complex step")
    expected = [math.exp(0.3) * math.sin(0.7), math.exp(0.3) * math.cos(0.7)]
    assert found.sensitivities[0] == pytest.approx(expected, rel=1e-15)


def test_names_may_be_greek_and_chinese_but_not_functions():
    assert all(map(usable_name, ("x", "θ", "温度", "d_1", "µ")))
    assert not any(map(usable_name, ("", "1x", "a b", "__class__", "pi", *FUNCTIONS)))
