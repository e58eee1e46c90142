"""Audit of a budget: recompute it, look for what budgets get wrong, compare it with a claimed capability."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np

from quanheng.core.metrology.errors import InvalidArgument, positive
from quanheng.core.metrology.statement import Statement
from quanheng.core.metrology.uncertainty.budget import StoredBudget, budget_lines, reevaluate
from quanheng.core.metrology.uncertainty.influence import Influence
from quanheng.core.metrology.uncertainty.model import Model

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: ``rule`` is its stable name, ``severity`` whether the budget stands."""

    rule: Literal[
        "does not recompute",
        "counted twice",
        "below the CMC",
        "dominant term",
        "few degrees of freedom",
        "no degrees of freedom",
    ]
    severity: Literal["fault", "warning", "note"]
    text: str


def audit(
    stored: StoredBudget, model: Model, *, cmc: float | None = None, output: int = 0, p: float = 0.95
) -> list[Finding]:
    """Findings on one output of a stored budget.

    ``cmc`` is the claimed expanded uncertainty of the laboratory's published capability, same unit and probability.
    """
    findings = [*_recompute(stored, model, output), *_counted_twice(stored, output)]
    lines = budget_lines(stored, output)
    top = max(lines, key=lambda line: line.share)
    findings.append(
        Finding(
            "dominant term",
            "note",
            Statement("{name} carries {share:.1%} of the variance", name=top.name, share=top.share),
        )
    )
    try:
        coverage = stored.result.coverage(p, output)
    except InvalidArgument as undefined:
        return [*findings, Finding("no degrees of freedom", "warning", undefined.rule)]
    if cmc is not None and coverage.expanded < positive("cmc", cmc):
        findings.append(
            Finding(
                "below the CMC",
                "fault",
                Statement(
                    "U = {expanded:.3g} is smaller than the capability {cmc:.3g}", expanded=coverage.expanded, cmc=cmc
                ),
            )
        )
    if coverage.nu < 5:  # noqa: PLR2004  below this k exceeds 2.6 at 95 % and the estimate of u is itself poor
        findings.append(
            Finding(
                "few degrees of freedom",
                "warning",
                Statement("{nu:.1f} effective degrees of freedom, k = {k:.2f}", nu=coverage.nu, k=coverage.k),
            )
        )
    return findings


def _recompute(stored: StoredBudget, model: Model, output: int) -> list[Finding]:
    again = reevaluate(stored, model).result
    found, noise = [], TOLERANCE * float(again.u[output])
    for what, old, new in (
        ("value", stored.result.values[output], again.values[output]),
        ("u", stored.result.u[output], again.u[output]),
    ):
        if not np.isclose(old, new, rtol=TOLERANCE, atol=noise):
            found.append(
                Finding(
                    "does not recompute",
                    "fault",
                    Statement(
                        "{what} is {old} in the file and {new} recomputed", what=what, old=float(old), new=float(new)
                    ),
                )
            )
    parts = dict(zip([i.id for i in again.influences], again.components(output), strict=True))
    for influence, part in zip(stored.result.influences, stored.result.components(output), strict=True):
        if not np.isclose(part, parts.get(influence.id, 0.0), rtol=TOLERANCE, atol=noise):
            found.append(
                Finding(
                    "does not recompute",
                    "fault",
                    Statement(
                        "{what} is {old} in the file and {new} recomputed",
                        what=influence.id,
                        old=float(part),
                        new=float(parts.get(influence.id, 0.0)),
                    ),
                )
            )
    return found


def _counted_twice(stored: StoredBudget, output: int) -> list[Finding]:
    """The same influence entering directly more than once (a fault); directly and through an inherited result; or under
    two ids with one label, source and u (warnings).

    Identity makes the arithmetic of the second case right: the weights add up, with their signs. It is still what
    double counting looks like: a certificate's result already holds its standard, and the standard is listed again.
    Whether the model really uses it twice is for people to say. Two inherited results that share an influence are the
    normal case and no finding.
    """
    direct = [given for _, given in stored.inputs if isinstance(given, Influence)]
    found = [
        Finding(
            "counted twice",
            "fault",
            Statement("{name} enters the model {count} times as a direct input", name=name, count=count),
        )
        for name, count in Counter(influence.id for influence in direct).items()
        if count > 1
    ]
    own = {influence.id for influence in direct}
    for name, given in stored.inputs:
        if isinstance(given, Influence):
            continue
        held = {one.id for one, weight in zip(given.influences, given.weights[0], strict=True) if weight}
        found += [
            Finding(
                "counted twice",
                "warning",
                Statement("{id} enters directly and again within {name}: is it really used twice?", id=one, name=name),
            )
            for one in sorted(held & own)
        ]
    alike: dict[tuple[str, str, float, float], list[str]] = {}
    for influence, weight in zip(stored.result.influences, stored.result.weights[output], strict=True):
        if weight and influence.source:
            alike.setdefault((influence.label, influence.source, influence.value, influence.u), []).append(influence.id)
    found += [
        Finding(
            "counted twice",
            "warning",
            Statement("{ids} have one label, source and value: one influence, two ids?", ids=", ".join(ids)),
        )
        for ids in alike.values()
        if len(ids) > 1
    ]
    return found
