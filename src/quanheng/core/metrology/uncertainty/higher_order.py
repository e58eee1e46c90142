"""Second-order terms of the law of propagation (JCGM 100, 5.1.2 note), where a model bends within u."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from quanheng.core.metrology.errors import InvalidArgument, root
from quanheng.core.metrology.uncertainty.influence import Correlation
from quanheng.core.metrology.uncertainty.model import Model, sensitivities
from quanheng.core.metrology.uncertainty.propagation import Input, joined

Array = NDArray[np.float64]
STEP = 0.01  # of u


def second_order_u(model: Model, inputs: Mapping[str, Input], correlations: Sequence[Correlation] = ()) -> Array:
    """Standard uncertainties (outputs,) with the terms of the next order.

    u² = Σ cᵢ²uᵢ² + ΣΣ (½·cᵢⱼ² + cᵢ·cᵢⱼⱼ)·uᵢ²·uⱼ²,

    which holds for independent inputs with symmetric distributions of normal kurtosis; others are refused or need
    Monte Carlo. Second and third derivatives are differences of exact first ones over ± u/100.
    """
    joint = joined(model, inputs, correlations)
    off = joint.covariance - np.diag(joint.u**2)
    if np.abs(off).max(initial=0.0) > 0:
        raise InvalidArgument("correlations", "the second-order terms are those of independent inputs")
    x, u = joint.values, joint.u
    n = len(x)
    points = np.concatenate([x[:, None], x[:, None] + np.diag(STEP * u), x[:, None] - np.diag(STEP * u)], axis=1)
    first = sensitivities(model, points, np.repeat(u[:, None], 2 * n + 1, axis=1)).derivatives * u[:, None]
    here, up, down = first[:, :, 0], first[:, :, 1 : n + 1], first[:, :, n + 1 :]
    bent, twisted = (up - down) / (2 * STEP), (up - 2 * here[:, :, None] + down) / STEP**2
    straight = (here**2).sum(axis=1)
    more = (bent**2 / 2 + here[:, :, None] * twisted).sum(axis=(1, 2))
    return root("model", straight + more, straight)
