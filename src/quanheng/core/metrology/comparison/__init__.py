"""Metrological comparisons (计量比对): reference values, degrees of equivalence, scores, designs, precision, links."""

from quanheng.core.metrology.comparison.degrees import (
    Degrees,
    degrees_of_equivalence,
    en_score,
    pairwise_degrees,
    z_prime_scores,
    z_scores,
    zeta_scores,
)
from quanheng.core.metrology.comparison.design import Visit, drift, normalise, stability
from quanheng.core.metrology.comparison.linking import LinkingLaboratory, link, shared_correlation
from quanheng.core.metrology.comparison.precision import cochran, grubbs, one_way, precision
from quanheng.core.metrology.comparison.reference import (
    ReferenceValue,
    among,
    arithmetic_mean,
    consistency,
    dersimonian_laird,
    largest_consistent_subset,
    lead_value,
    mandel_paule,
    median,
    power_moderated_mean,
    weighted_mean,
)
from quanheng.core.metrology.comparison.robust import algorithm_a, algorithm_s, homogeneity_of_items, scaled_mad

__all__ = [
    "Degrees",
    "LinkingLaboratory",
    "ReferenceValue",
    "Visit",
    "algorithm_a",
    "algorithm_s",
    "among",
    "arithmetic_mean",
    "cochran",
    "consistency",
    "degrees_of_equivalence",
    "dersimonian_laird",
    "drift",
    "en_score",
    "grubbs",
    "homogeneity_of_items",
    "largest_consistent_subset",
    "lead_value",
    "link",
    "mandel_paule",
    "median",
    "normalise",
    "one_way",
    "pairwise_degrees",
    "power_moderated_mean",
    "precision",
    "scaled_mad",
    "shared_correlation",
    "stability",
    "weighted_mean",
    "z_prime_scores",
    "z_scores",
    "zeta_scores",
]
