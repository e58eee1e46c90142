"""First-order propagation of uncertainty (JCGM 100, 5; JCGM 102, 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quanheng.core.metrology.errors import InvalidArgument, root
from quanheng.core.metrology.errors import correlations as checked
from quanheng.core.metrology.uncertainty.influence import Correlation, Influence, correlation_matrix, union
from quanheng.core.metrology.uncertainty.model import Model, sensitivities
from quanheng.core.metrology.uncertainty.result import Result, stack

Array = NDArray[np.float64]
Input = Influence | Result


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A first-order evaluation: the result and how it was reached. ``sensitivities`` has shape (outputs, inputs)."""

    model: Model
    inputs: tuple[tuple[str, Input], ...]
    result: Result
    sensitivities: Array
    methods: tuple[str, ...]


def propagate(model: Model, inputs: Mapping[str, Input], correlations: Sequence[Correlation] = ()) -> Evaluation:
    """Propagate through ``model``. Each input is an elementary influence or an earlier single-output result, whose
    influences are inherited with their ids, so that results sharing one stay correlated.
    """
    joint = joined(model, inputs, correlations)
    x = joint.values[:, None]
    found = sensitivities(model, x, joint.u[:, None])
    c = found.derivatives[:, :, 0]
    result = Result(
        model.outputs,
        model.units or ("1",) * len(model.outputs),
        found.values[:, 0],
        c @ joint.weights,
        joint.influences,
        joint.correlations,
    )
    return Evaluation(model, tuple((n, inputs[n]) for n in model.inputs), result, c, found.methods)


def joined(model: Model, inputs: Mapping[str, Input], correlations: Sequence[Correlation] = ()) -> Result:
    """The inputs of ``model`` in its order as one result over the union of their influences, with all correlations."""
    if set(inputs) != set(model.inputs):
        missing, extra = sorted(set(model.inputs) - set(inputs)), sorted(set(inputs) - set(model.inputs))
        raise InvalidArgument("inputs", f"do not match the model {model.name}: missing {missing}, unknown {extra}")
    joint = _elementary([(name, inputs[name]) for name in model.inputs])
    if joint is None:
        joint = stack([_as_result(name, inputs[name]) for name in model.inputs])
    for name, given, unit in zip(model.inputs, joint.units, model.input_units, strict=False):
        if given != unit:
            raise InvalidArgument(f"inputs.{name}", f"comes in {given}, the model {model.name} takes {unit}")
    used = {c.key: c for c in (*joint.correlations, *correlations)}
    joint = Result(joint.names, joint.units, joint.values, joint.weights, joint.influences, tuple(used.values()))
    correlation_matrix(joint.influences, (*joint.correlations, *correlations))
    return joint


def _elementary(inputs: Sequence[tuple[str, Input]]) -> Result | None:
    """What :func:`stack` gives where no input is inherited, without a result for each influence."""
    own = [(name, given) for name, given in inputs if isinstance(given, Influence)]
    if len(own) < len(inputs):
        return None
    influences = union([[given for _, given in own]])
    place = {influence.id: i for i, influence in enumerate(influences)}
    weights = np.zeros((len(own), len(influences)))
    weights[np.arange(len(own)), [place[given.id] for _, given in own]] = 1.0
    values = np.array([given.value for _, given in own])
    names, units = tuple(name for name, _ in own), tuple(given.unit for _, given in own)
    return Result(names, units, values, weights, tuple(influences))


def _as_result(name: str, given: Input) -> Result:
    if isinstance(given, Influence):
        return Result((name,), (given.unit,), np.array([given.value]), np.array([[1.0]]), (given,))
    if len(given.names) != 1:
        raise InvalidArgument(f"inputs.{name}", "an inherited result must have one output; use select()")
    return given


@dataclass(frozen=True, slots=True)
class Batch:
    """Many budgets of one model: values and u of shape (outputs, n), effective degrees of freedom likewise
    (``None`` with correlated inputs of finite degrees of freedom, where Welch–Satterthwaite does not hold), and the
    sensitivities (outputs, inputs, n).
    """

    values: Array
    u: Array
    nu: Array | None
    sensitivities: Array


def propagate_many(
    model: Model, x: ArrayLike, u: ArrayLike, *, nu: ArrayLike | None = None, correlation: ArrayLike | None = None
) -> Batch:
    """Evaluate n budgets of one model in one call. ``x`` has shape (inputs, n), ``u`` too (or is one number, or
    (inputs, 1)), ``nu`` (inputs,) or (inputs, n), ``correlation`` (inputs, inputs).

    ``nu`` of the result is NaN where an output has no uncertainty, infinite where all inputs that count are.
    """
    estimates = np.asarray(x, dtype=np.float64)
    if estimates.ndim != 2 or estimates.shape[0] != len(model.inputs) or not estimates.size:  # noqa: PLR2004
        raise InvalidArgument("x", f"must have shape ({len(model.inputs)}, n), not {estimates.shape}")
    spread = _spread(u, estimates.shape)
    if not np.isfinite(estimates).all():
        raise InvalidArgument("x", f"holds NaN or infinity, first in input {_first(~np.isfinite(estimates), model)}")
    if not np.isfinite(spread).all():
        raise InvalidArgument("u", f"holds NaN or infinity, first in input {_first(~np.isfinite(spread), model)}")
    if (spread < 0).any():
        raise InvalidArgument("u", f"a standard uncertainty is never negative: input {_first(spread < 0, model)}")
    found = sensitivities(model, estimates, np.ascontiguousarray(spread))
    parts = found.derivatives * spread
    alone = np.einsum("mjn,mjn->mn", parts, parts)
    matrix = None if correlation is None else checked("correlation", correlation, len(model.inputs))
    variance = alone if matrix is None else np.einsum("mjn,jk,mkn->mn", parts, matrix, parts, optimize=True)
    combined = np.sqrt(alone) if matrix is None else root("correlation", variance, alone)
    freedom = None if nu is None else _satterthwaite(parts, variance, nu, matrix)
    return Batch(found.values, combined, freedom, found.derivatives)


def _spread(u: ArrayLike, shape: tuple[int, ...]) -> Array:
    given = np.asarray(u, dtype=np.float64)
    if given.shape not in {(), (shape[0], 1), shape}:
        raise InvalidArgument("u", f"must be one number, or have shape ({shape[0]}, 1) or {shape}, not {given.shape}")
    return np.broadcast_to(given, shape)


def _first(wrong: NDArray[np.bool_], model: Model) -> str:
    j, budget = (int(place[0]) for place in np.nonzero(wrong))
    return f"{model.inputs[j]} of budget {budget}"


def _satterthwaite(parts: Array, variance: Array, nu: ArrayLike, matrix: Array | None) -> Array | None:
    freedom = np.asarray(nu, dtype=np.float64)
    inputs, n = parts.shape[1:]
    if freedom.shape not in {(), (inputs,), (inputs, 1), (inputs, n)}:
        raise InvalidArgument("nu", f"must have shape ({inputs},) or ({inputs}, {n}), not {freedom.shape}")
    if not (freedom > 0).all():
        raise InvalidArgument("nu", "degrees of freedom must be more than zero")
    if matrix is not None and np.isfinite(freedom).any() and (matrix != np.eye(inputs)).any():
        return None
    inverse = 1 / (freedom[:, None] if freedom.ndim == 1 else freedom)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(variance**2 / np.einsum("mjn,jn->mn", parts**4, np.broadcast_to(inverse, (inputs, n))))
