"""Sampling inspection: net content of pre-packages, attribute plans, meters in use."""

from quanheng.core.metrology.sampling.attributes import (
    AttributePlan,
    Model,
    operating_characteristic,
    plan_for_meters_in_use,
    single_sampling_plan,
)
from quanheng.core.metrology.sampling.net_content import (
    Edition,
    LotPlan,
    LotVerdict,
    PackageVerdict,
    allowable_shortage,
    edition_on,
    exact_factor,
    judge_lot,
    lot_plan,
)

__all__ = [
    "AttributePlan",
    "Edition",
    "LotPlan",
    "LotVerdict",
    "Model",
    "PackageVerdict",
    "allowable_shortage",
    "edition_on",
    "exact_factor",
    "judge_lot",
    "lot_plan",
    "operating_characteristic",
    "plan_for_meters_in_use",
    "single_sampling_plan",
]
