"""One input of a YAML budget: an influence of its own, or a result inherited from another budget."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.files.fields import Taker
from quanheng.core.metrology.statement import Statement
from quanheng.core.metrology.uncertainty import distributions
from quanheng.core.metrology.uncertainty.budget import read_budget
from quanheng.core.metrology.uncertainty.influence import Influence
from quanheng.core.metrology.uncertainty.result import Result

Load = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Known:
    """What makes a distribution: the constructor, and the sets of fields of which exactly one must be given."""

    make: Callable[..., distributions.Distribution]
    choices: tuple[tuple[str, ...], ...]
    value: bool = True


def _normal(value: float, *, u: float | None = None, expanded: float | None = None, k: float | None = None) -> Any:
    if u is not None:
        return distributions.normal(value, u=u)
    return distributions.normal_expanded(value, expanded=expanded or 0.0, k=k or 0.0)


KINDS: dict[str, Known] = {
    "normal": Known(_normal, (("u",), ("expanded", "k"))),
    "rectangular": Known(distributions.rectangular, (("half_width",),)),
    "triangular": Known(distributions.triangular, (("half_width",),)),
    "trapezoidal": Known(distributions.trapezoidal, (("half_width", "beta"),)),
    "ctrap": Known(distributions.curvilinear_trapezoidal, (("half_width", "inexact"),)),
    "arcsine": Known(distributions.arcsine, (("half_width",),)),
    "t": Known(distributions.student_t, (("nu", "scale"), ("nu", "sd"))),
    "observations": Known(distributions.observations, (("observations",),), value=False),
    "exponential": Known(distributions.exponential, ((),)),
    "counts": Known(lambda counted: distributions.gamma_count(int(counted)), (("counted",),), value=False),
}
"""The name in the file → what must be known."""
ALIASES = {
    "正态": "normal",
    "矩形": "rectangular",
    "均匀": "rectangular",
    "uniform": "rectangular",
    "三角": "triangular",
    "梯形": "trapezoidal",
    "反正弦": "arcsine",
    "学生t": "t",
    "指数": "exponential",
}
FIGURES = {field for known in KINDS.values() for choice in known.choices for field in choice} | {"value"}
ABOUT = ("id", "label", "unit", "kind", "ensemble", "source", "distribution", "nu")
INHERITED = ("result", "output", "unit", "label")


def read_input(name: str, taker: Taker, load: Load) -> Influence | Result | None:
    """The input ``name``, or ``None`` with its faults noted."""
    if "result" in taker.tree.entries:
        return _inherited(taker, load)
    taker.only((*ABOUT, *sorted(FIGURES - {"nu"})))
    before = len(taker.faults)
    made = _distribution(taker)
    identity = taker.text("id", need=Statement("give a permanent id, the same wherever this quantity appears"))
    kind: Literal["A", "B"] = "A" if taker.text("kind", default=_usual(taker)).upper() == "A" else "B"
    if taker.text("kind", default="B").upper() not in {"A", "B"}:
        taker.fault("kind", Statement("must be A or B"), Statement("A for observed scatter, B for all else"))
    nu = _freedom(taker)
    if made is None or len(taker.faults) > before:
        return None
    return Influence(
        identity,
        taker.text("label", default=name),
        made,
        taker.text("unit", default="1"),
        kind,
        nu,
        taker.text("ensemble"),
        taker.text("source"),
    )


def _usual(taker: Taker) -> str:
    return "A" if taker.has("observations") else "B"


def _freedom(taker: Taker) -> float | None:
    """Degrees of freedom that override the distribution's own; those of a t are its parameter."""
    if not taker.has("nu") or _kind(taker) == "t":
        return None
    if taker.text("nu").lower() in {"inf", ".inf", "infinity", "∞"}:
        return math.inf
    return taker.number("nu", above=0)


def _kind(taker: Taker) -> str:
    text = taker.text("distribution")
    return ALIASES.get(text, text) or ("observations" if taker.has("observations") else "")


def _distribution(taker: Taker) -> distributions.Distribution | None:
    kind = _kind(taker)
    if kind not in KINDS:
        taker.fault(
            "distribution",
            Statement("{kind!r} is not a distribution", kind=kind) if kind else Statement("is missing"),
            Statement("choose one of: {known}", known=", ".join(KINDS)),
        )
        return None
    known = KINDS[kind]
    given = {field for field in FIGURES - {"value"} if taker.has(field)} - ({"nu"} if kind != "t" else set())
    if given not in [set(choice) for choice in known.choices]:
        wanted = " / ".join(" + ".join(choice) or "value" for choice in known.choices)
        rule = Statement(
            "a {kind} needs exactly {wanted}; given: {given}",
            kind=kind,
            wanted=wanted,
            given=", ".join(sorted(given)) or "-",
        )
        taker.fault("distribution", rule, Statement("say what is known: there is no default reading of a number"))
        return None
    return _made(taker, kind, known, given)


def _made(taker: Taker, kind: str, known: Known, given: set[str]) -> distributions.Distribution | None:
    before = len(taker.faults)
    figures: dict[str, Any] = {}
    for field in sorted(given):
        if field == "observations":
            figures["values"] = taker.numbers(field)
        elif field == "beta":
            figures[field] = taker.number(
                field, allow=lambda v: 0 <= v <= 1, rule=Statement("must lie between 0 and 1")
            )
        elif field == "counted":
            figures[field] = taker.whole(field)
        else:
            figures[field] = taker.number(field, above=0)
    if known.value:
        figures["value"] = taker.number("value", need=Statement("give the best estimate"))
    elif taker.has("value"):
        taker.fault("value", Statement("follows from the data and is not given"), Statement("remove it"))
    if len(taker.faults) > before:
        return None
    try:
        value = [figures.pop("value")] if known.value else []
        return known.make(*value, **figures)
    except InvalidArgument as fault:
        field = fault.argument if fault.argument in taker.tree.entries else "distribution"
        field = "observations" if fault.argument.startswith("values") else field
        taker.fault(field, fault.rule, Statement("correct the figures of this {kind}", kind=kind))
        return None


def _inherited(taker: Taker, load: Load) -> Result | None:
    taker.only(INHERITED)
    name = taker.text("result", need=Statement("name the JSON file of the other budget"))
    remedy = Statement("make it with: quanheng budget")
    if not name:
        return None
    try:
        stored = read_budget(load(name))
    except OSError:
        taker.fault("result", Statement("{file} cannot be read", file=name), remedy)
        return None
    except (InvalidArgument, UnicodeDecodeError) as fault:
        taker.fault("result", Statement("{file} is not a budget file: {fault}", file=name, fault=fault), remedy)
        return None
    result = stored.result
    known = Statement("it has the outputs: {known}", known=", ".join(result.names))
    output = taker.text("output", default=result.names[0] if len(result.names) == 1 else "")
    if output not in result.names:
        rule = Statement("{output} is not an output of {file}", output=output, file=name)
        taker.fault("output", rule if output else Statement("is missing: the file has several"), known)
        return None
    chosen = result.select(result.names.index(output))
    unit = taker.text("unit", default=chosen.units[0])
    if unit != chosen.units[0]:
        taker.fault(
            "unit",
            Statement("is {unit}, but the inherited result is in {other}", unit=unit, other=chosen.units[0]),
            Statement("convert it in the model, and leave the unit out here"),
        )
        return None
    return chosen


def same_quantity(inputs: Mapping[str, Influence | Result], name: str, given: Influence) -> str | None:
    """The earlier input that has this id but is another quantity, if there is one."""
    for other, earlier in inputs.items():
        if other != name and isinstance(earlier, Influence) and earlier.id == given.id:
            same = (earlier.value, earlier.u, earlier.dof) == (given.value, given.u, given.dof)
            return None if same else other
    return None
