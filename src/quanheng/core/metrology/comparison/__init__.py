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
from quanheng.core.metrology.comparison.linking import (
    LinkingLaboratory,
    ResultLink,
    link,
    link_results,
    shared_correlation,
)
from quanheng.core.metrology.comparison.outliers import cochran, grubbs, grubbs_pair
from quanheng.core.metrology.comparison.precision import mandel_critical, one_way, precision
from quanheng.core.metrology.comparison.random_effects import (
    dersimonian_laird,
    knapp_hartung_u,
    mandel_paule,
    power_moderated_mean,
    restricted_maximum_likelihood,
)
from quanheng.core.metrology.comparison.reference import (
    ReferenceValue,
    among,
    arithmetic_mean,
    consistency,
    lead_value,
    median,
    weighted_mean,
)
from quanheng.core.metrology.comparison.robust import algorithm_a, algorithm_s, homogeneity_of_items, scaled_mad
from quanheng.core.metrology.comparison.subset import largest_consistent_subset

__all__ = [
    "Degrees",
    "LinkingLaboratory",
    "ReferenceValue",
    "ResultLink",
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
    "grubbs_pair",
    "homogeneity_of_items",
    "knapp_hartung_u",
    "largest_consistent_subset",
    "lead_value",
    "link",
    "link_results",
    "mandel_critical",
    "mandel_paule",
    "median",
    "normalise",
    "one_way",
    "pairwise_degrees",
    "power_moderated_mean",
    "precision",
    "restricted_maximum_likelihood",
    "scaled_mad",
    "shared_correlation",
    "stability",
    "weighted_mean",
    "z_prime_scores",
    "z_scores",
    "zeta_scores",
]
