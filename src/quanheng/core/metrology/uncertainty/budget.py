"""A budget is data: canonical JSON that another laboratory, another process, another year can read and inherit from.

Numbers are written as the shortest decimal text that reads back to the same float, so the file has one canonical form
and its digest means something.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.uncertainty.influence import Correlation, Influence, influence_from_json
from quanheng.core.metrology.uncertainty.model import Model
from quanheng.core.metrology.uncertainty.montecarlo import Simulation, Validation
from quanheng.core.metrology.uncertainty.propagation import Evaluation, propagate
from quanheng.core.metrology.uncertainty.result import Result

FORMAT = "quanheng-budget/1"
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a budget table: an input with its estimate, u, degrees of freedom (NaN where an inherited result has
    none), sensitivity, contribution c·u and share of the variance (of the variance alone, without correlation terms).
    """

    name: str
    value: float
    u: float
    nu: float
    unit: str
    sensitivity: float
    contribution: float
    share: float


@dataclass(frozen=True, slots=True)
class StoredBudget:
    """A budget read from a file: the model's name and version, what each input was made of, and the result with its
    inherited influences. A model given as text is in the file too (``expressions``, one for each output); a function
    is not, and :func:`reevaluate` takes it.
    """

    model: str
    version: str
    inputs: tuple[tuple[str, Influence | Result], ...]
    sensitivities: Array
    result: Result
    expressions: tuple[str, ...] = ()


def budget_lines(evaluation: Evaluation | StoredBudget, output: int = 0) -> list[Line]:
    """The budget table of one output, in the order of the inputs."""
    rows = []
    for (name, given), c in zip(evaluation.inputs, evaluation.sensitivities[output], strict=True):
        value, u, nu, unit = _figures(given)
        rows.append((name, value, u, nu, unit, float(c), float(c) * u))
    total = sum(row[6] ** 2 for row in rows)
    return [Line(*row, row[6] ** 2 / total if total else 0.0) for row in rows]


def _figures(given: Influence | Result) -> tuple[float, float, float, str]:
    if isinstance(given, Influence):
        return given.value, given.u, given.dof, given.unit
    try:
        nu = given.degrees_of_freedom()
    except InvalidArgument:  # correlated influences of finite degrees of freedom: there is no such number
        nu = math.nan
    return float(given.values[0]), float(given.u[0]), nu, given.units[0]


def write_budget(
    evaluation: Evaluation, simulation: Simulation | None = None, validations: Sequence[Validation] = ()
) -> str:
    """The budget as canonical JSON: sorted keys, no spaces, numbers as text. A Monte Carlo run and its validation of
    the first-order result (one for each output) are recorded with it.
    """
    model = {"name": evaluation.model.name, "version": evaluation.model.version}
    text = {"expressions": list(evaluation.model.expressions)} if evaluation.model.expressions else {}
    record = {"monte_carlo": _simulation(simulation, validations)} if simulation else {}
    return _canonical(
        {
            "format": FORMAT,
            "model": model | text,
            **record,
            "inputs": [{"name": name, **_input(given)} for name, given in evaluation.inputs],
            "sensitivities": _matrix(evaluation.sensitivities),
            "methods": list(evaluation.methods),
            "result": _result(evaluation.result),
        }
    )


def _canonical(data: Mapping[str, Any]) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _input(given: Influence | Result) -> dict[str, Any]:
    return {"influence": given.id} if isinstance(given, Influence) else {"inherited": _result(given)}


def _result(result: Result) -> dict[str, Any]:
    return {
        "outputs": [
            {"name": n, "unit": u, "value": repr(float(v))}
            for n, u, v in zip(result.names, result.units, result.values, strict=True)
        ],
        "influences": [influence.as_json() for influence in result.influences],
        "weights": _matrix(result.weights),
        "correlations": [{"between": list(c.key), "r": repr(c.r)} for c in sorted(result.correlations, key=_key)],
        "covariance": _matrix(result.covariance),
    }


def _simulation(run: Simulation, validations: Sequence[Validation]) -> dict[str, Any]:
    outputs: list[dict[str, Any]] = [
        {
            "name": output.name,
            "mean": repr(output.mean),
            "u": repr(output.sd),
            "symmetric": [repr(output.symmetric.low), repr(output.symmetric.high)],
            "shortest": [repr(output.shortest.low), repr(output.shortest.high)],
        }
        for output in run.outputs
    ]
    for output, found in zip(outputs, validations, strict=False):
        output["first_order"] = {
            "d_low": repr(found.d_low),
            "d_high": repr(found.d_high),
            "tolerance": repr(found.tolerance),
            "validated": found.validated,
        }
    return {
        "seed": run.seed,
        "generator": run.generator,
        "trials": run.trials,
        "p": repr(run.p),
        "stable": run.stable,
        "digits": run.digits,
        "tolerance": [repr(t) for t in run.tolerance],
        "outputs": outputs,
        "covariance": _matrix(run.covariance),
    }


def _key(correlation: Correlation) -> tuple[str, str]:
    return correlation.key


def _matrix(array: Array) -> list[list[str]]:
    return [[repr(float(x)) for x in row] for row in array]


def read_budget(text: str) -> StoredBudget:
    """Read a budget file. Raises ``InvalidArgument`` naming the part that is missing or damaged."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        raise InvalidArgument("budget", f"is not JSON: line {fault.lineno}, column {fault.colno}") from fault
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InvalidArgument("budget.format", f"must be {FORMAT!r}")
    try:
        result = _read_result(data["result"])
        known = {influence.id: influence for influence in result.influences}
        inputs = tuple(
            (row["name"], known[row["influence"]] if "influence" in row else _read_result(row["inherited"]))
            for row in data["inputs"]
        )
        matrix = np.array(data["sensitivities"], dtype=np.float64)
        if matrix.shape != (len(result.names), len(inputs)) or not np.isfinite(matrix).all():
            raise InvalidArgument("budget.sensitivities", f"must be finite, a row for each output, not {matrix.shape}")
        texts = tuple(data["model"].get("expressions", ()))
        return StoredBudget(data["model"]["name"], data["model"]["version"], inputs, matrix, result, texts)
    except (KeyError, TypeError, ValueError) as fault:
        if isinstance(fault, InvalidArgument):
            raise
        raise InvalidArgument("budget", f"is incomplete or damaged at {fault}") from fault


def _read_result(data: Mapping[str, Any]) -> Result:
    influences = tuple(influence_from_json(row) for row in data["influences"])
    weights = np.array(data["weights"], dtype=np.float64)
    if weights.shape != (len(data["outputs"]), len(influences)):
        raise InvalidArgument("budget.result.weights", f"have shape {weights.shape}, not one row for each output")
    if len({influence.id for influence in influences}) < len(influences):
        raise InvalidArgument("budget.result.influences", "hold one id twice")
    values = np.array([float(row["value"]) for row in data["outputs"]])
    if not (np.isfinite(values).all() and np.isfinite(weights).all()):
        raise InvalidArgument("budget.result", "holds a value or a weight that is not a finite number")
    return Result(
        tuple(row["name"] for row in data["outputs"]),
        tuple(row["unit"] for row in data["outputs"]),
        values,
        weights,
        influences,
        tuple(Correlation(row["between"][0], row["between"][1], float(row["r"])) for row in data["correlations"]),
    )


def reevaluate(stored: StoredBudget, model: Model) -> Evaluation:
    """Evaluate a stored budget again with its model. Raises when name or version differ from the file's."""
    if (model.name, model.version) != (stored.model, stored.version):
        raise InvalidArgument(
            "model", f"the file was made with {stored.model} {stored.version}, not {model.name} {model.version}"
        )
    return propagate(model, dict(stored.inputs), stored.result.correlations)
