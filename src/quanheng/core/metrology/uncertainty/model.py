"""Measurement models and their sensitivities."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.statement import Statement

Array = NDArray[np.float64]
STEP = 1e-30
CHECK = 1e-5
CHECKED = 64


@dataclass(frozen=True, slots=True)
class Model:
    """测量模型: an ordinary numpy function of the inputs, in order, with a permanent name and version.

    ``function(*inputs)`` returns one array, or a sequence of arrays for several outputs; it must act elementwise, so
    that one call evaluates many budgets or many trials. ``expressions`` (one text for each output) travel with a budget
    where the model was given as text, see :func:`quanheng.core.metrology.uncertainty.expression.model_of`.
    ``units`` are those of the outputs; ``input_units``, where given, those in which the inputs must come: nothing is
    converted.
    """

    name: str
    version: str
    function: Callable[..., Any]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...] = ("y",)
    units: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()
    input_units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for argument, names in (("inputs", self.inputs), ("outputs", self.outputs)):
            if not names or len(set(names)) < len(names):
                raise InvalidArgument(argument, f"{self.name} needs names that differ, at least one")
        for argument, units, names in (
            ("units", self.units, self.outputs),
            ("input_units", self.input_units, self.inputs),
        ):
            if units and len(units) != len(names):
                raise InvalidArgument(argument, f"{self.name} has {len(units)} units for {len(names)} names")

    def evaluate(self, arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Values of shape (outputs, n). Raises when the function returns another number of outputs."""
        with np.errstate(all="ignore"):  # what is not finite is refused by name, not warned about
            raw = self.function(*arrays)
        rows = raw if isinstance(raw, tuple | list) else [raw]
        if len(rows) != len(self.outputs):
            raise InvalidArgument(
                "model", f"{self.name} returned {len(rows)} outputs, {len(self.outputs)} are declared"
            )
        shapes = {a.shape for a in arrays}
        shape = shapes.pop() if len(shapes) == 1 else np.broadcast_shapes(*shapes)
        if len(rows) == 1 and np.shape(rows[0]) == shape:  # the copy that many trials need not pay for
            return np.asarray(rows[0])[None]
        return np.stack([np.broadcast_to(np.asarray(row), shape) for row in rows])


@dataclass(frozen=True, slots=True)
class Sensitivities:
    """Values (outputs, n) and partial derivatives (outputs, inputs, n), with the method used for each input."""

    values: Array
    derivatives: Array
    methods: tuple[str, ...]


def sensitivities(model: Model, x: Array, u: Array) -> Sensitivities:
    """Partial derivatives at ``x`` of shape (inputs, n), exact to rounding by complex step.

    ``u`` of the same shape sets the step of the check and of the fallback. A model that is not analytic (absolute
    value, arctan2, rounding, tables) shows in the check against central differences on up to about 64 of the budgets;
    those inputs then use Richardson-extrapolated central differences, and ``methods`` says so.
    """
    values = np.asarray(model.evaluate(list(x)), dtype=np.float64)
    if not np.isfinite(values).all():
        raise InvalidArgument(
            "model", Statement("{model} has no finite value at the estimates of its inputs", model=model.name)
        )
    sample = _sample(x)
    rough, noise = _first_differences(model, x[:, sample], u[:, sample], values[:, sample])
    together = _together(model, x) if x.shape[1] == 1 else None
    if together is not None and _agrees(together[:, :, None], rough, noise):
        return Sensitivities(values, together[:, :, None], ("complex step",) * len(x))
    columns, methods = [], []
    for j in range(x.shape[0]):
        exact = _complex_step(model, x, j)
        if exact is not None and _agrees(exact[:, sample], rough[:, j], noise[:, j]):
            columns.append(exact)
            methods.append("complex step")
        else:
            columns.append(_central(model, x, u, j))
            methods.append("central difference")
    return Sensitivities(values, np.stack(columns, axis=1), tuple(methods))


def _sample(x: Array) -> NDArray[np.intp]:
    """The budgets on which the check is made: all of up to 64, else 64 spread evenly, and the smallest, the largest and
    the one nearest to zero of every input, where kinks are.
    """
    n = x.shape[1]
    if n <= CHECKED:
        return np.arange(n)
    ends = [x.argmin(axis=1), x.argmax(axis=1), np.abs(x).argmin(axis=1)]
    return np.unique(np.concatenate([np.linspace(0, n - 1, CHECKED).astype(np.intp), *ends]))


def _together(model: Model, x: Array) -> Array | None:
    """All complex steps of one budget in one call: (outputs, inputs), or ``None`` where the model cannot take it."""
    moved = np.repeat(x.astype(np.complex128), len(x), axis=1)
    moved[np.diag_indices(len(x))] += 1j * STEP
    try:
        y = model.evaluate(list(moved))
    except (TypeError, ValueError):
        return None
    return np.asarray(y.imag / STEP, dtype=np.float64) if np.iscomplexobj(y) else None


def _steps(x: Array, u: Array) -> Array:
    """Steps of the differences: a thousandth of the standard uncertainty, or what the digits of ``x`` allow."""
    step = np.maximum(np.abs(u) * 1e-3, np.abs(x) * 1e-7)
    return np.where(step > 0, step, 1e-7)


def _first_differences(model: Model, x: Array, u: Array, values: Array) -> tuple[Array, Array]:
    """Richardson-extrapolated central differences of some budgets with respect to all inputs, in one call, and what
    rounding may do to them: both of shape (outputs, inputs, budgets). Rounding is that of the largest term of the
    model, not of its value: a difference of two large numbers is small but not exact.
    """
    (n, m), h = x.shape, _steps(x, u)
    moved = np.tile(x[:, None, None, :], (1, n, 4, 1))
    for column, factor in enumerate((0.5, -0.5, 1.0, -1.0)):
        moved[np.arange(n), np.arange(n), column] += factor * h
    y = np.asarray(np.real(model.evaluate(list(moved.reshape(n, -1)))), dtype=np.float64).reshape(-1, n, 4, m)
    fine, coarse = (y[:, :, 0] - y[:, :, 1]) / h, (y[:, :, 2] - y[:, :, 3]) / (2 * h)
    rough = np.asarray((4 * fine - coarse) / 3)
    terms = np.abs(values) + np.abs(rough * x).sum(axis=1)
    return rough, np.asarray(terms[:, None, :] * 1e-15 / h)


def _complex_step(model: Model, x: Array, j: int) -> Array | None:
    arrays: list[NDArray[Any]] = list(x)
    arrays[j] = x[j] + 1j * STEP
    try:
        moved = model.evaluate(arrays)
    except (TypeError, ValueError):
        return None
    if not np.iscomplexobj(moved):
        return None
    derivative = np.asarray(moved.imag / STEP, dtype=np.float64)
    return derivative if np.isfinite(derivative).all() else None


def _central(model: Model, x: Array, u: Array, j: int) -> Array:
    """Richardson extrapolation of two central differences with respect to input ``j``, for every budget."""
    step = _steps(x[j], u[j])

    def difference(h: Array) -> Array:
        high, low = list(x), list(x)
        high[j], low[j] = x[j] + h, x[j] - h
        return np.asarray((model.evaluate(high) - model.evaluate(low)) / (2 * h), dtype=np.float64)

    derivative = (4 * difference(step / 2) - difference(step)) / 3
    if not np.isfinite(derivative).all():
        raise InvalidArgument(
            "model",
            Statement(
                "{model} cannot be differentiated with respect to {name}", model=model.name, name=model.inputs[j]
            ),
        )
    return np.asarray(derivative)


def _agrees(exact: Array, rough: Array, noise: Array) -> bool:
    """Equal within the accuracy of differences: relative to the derivative, or to what rounding allows."""
    allowed = CHECK * np.maximum(np.abs(exact), np.abs(rough)) + 100 * noise + 1e-12
    return bool((np.abs(exact - rough) <= allowed).all())
