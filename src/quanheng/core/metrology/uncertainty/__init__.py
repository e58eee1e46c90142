"""Measurement uncertainty: influences with a permanent identity, first-order propagation, Monte Carlo, budgets as data.

Sources: JCGM 100:2008 (GUM), JCGM 101:2008, JCGM 102:2011.
"""

from quanheng.core.metrology.uncertainty.audit import Finding, audit
from quanheng.core.metrology.uncertainty.budget import (
    StoredBudget,
    budget_lines,
    read_budget,
    reevaluate,
    write_budget,
)
from quanheng.core.metrology.uncertainty.higher_order import second_order_u
from quanheng.core.metrology.uncertainty.influence import Correlation, Influence
from quanheng.core.metrology.uncertainty.model import Model
from quanheng.core.metrology.uncertainty.montecarlo import (
    Simulation,
    simulate,
    simulate_adaptive,
    validate_first_order,
)
from quanheng.core.metrology.uncertainty.propagation import Evaluation, propagate, propagate_many
from quanheng.core.metrology.uncertainty.region import Region, coverage_region
from quanheng.core.metrology.uncertainty.result import Coverage, Result, stack

__all__ = [
    "Correlation",
    "Coverage",
    "Evaluation",
    "Finding",
    "Influence",
    "Model",
    "Region",
    "Result",
    "Simulation",
    "StoredBudget",
    "audit",
    "budget_lines",
    "coverage_region",
    "propagate",
    "propagate_many",
    "read_budget",
    "reevaluate",
    "second_order_u",
    "simulate",
    "simulate_adaptive",
    "stack",
    "validate_first_order",
    "write_budget",
]
