"""``quanheng budget``: from a YAML file to a result, with everything that is known about it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.files import BudgetFile, FileRefused, read_budget_file
from quanheng.core.metrology.uncertainty import (
    Coverage,
    Evaluation,
    Finding,
    Simulation,
    audit,
    propagate,
    read_budget,
    simulate,
    simulate_adaptive,
    validate_first_order,
    write_budget,
)
from quanheng.core.metrology.uncertainty.montecarlo import Validation
from quanheng.kernel.errors import BadInput, bad_input
from quanheng.web.metrology import files
from quanheng.web.metrology.words import said

VALIDATING = 0.2
"""A run that is to validate the first-order result is five times finer than its tolerance (JCGM 101, 8.2)."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that came out of one file. ``coverages`` holds for each output the plain and the truncated coverage, or the
    rule that says why there is none; ``validations`` one for each output where that was possible.
    """

    path: Path
    given: BudgetFile
    evaluation: Evaluation
    coverages: tuple[tuple[Coverage, Coverage] | str, ...]
    simulation: Simulation | None
    validations: tuple[Validation, ...]
    findings: tuple[tuple[Finding, ...], ...]
    inherited: tuple[Path, ...]
    json: str


def evaluate(path: Path, progress: Callable[[int, int], None]) -> Report:
    """Read and evaluate a budget file. Raises ``BadInput`` with all its faults."""
    inherited: list[Path] = []

    def load(name: str) -> str:
        inherited.append(path.parent / name)
        return inherited[-1].read_text(encoding="utf-8")

    data = files.read(path)
    try:
        given = read_budget_file(path.name, data.decode("utf-8-sig"), load)
        return _evaluated(path, given, tuple(inherited), progress)
    except UnicodeDecodeError:
        raise bad_input(path.name, _("不是 UTF-8 文本"), _("请以 UTF-8 编码保存。")) from None
    except FileRefused as refusal:
        raise files.refused(refusal) from None
    except InvalidArgument as fault:
        raise _as_bad_input(path, fault) from None


def _as_bad_input(path: Path, fault: InvalidArgument) -> BadInput:
    return bad_input(f"{path.name} {fault.argument}", said(fault.rule), _("请改正输入文件。"))


def _evaluated(
    path: Path, given: BudgetFile, inherited: tuple[Path, ...], progress: Callable[[int, int], None]
) -> Report:
    evaluation = propagate(given.model, given.inputs, given.correlations)
    outputs = range(len(given.model.outputs))
    coverages = tuple(_coverages(given, evaluation, output) for output in outputs)
    simulation = _simulated(given, progress)
    validations = tuple(
        validate_first_order(
            given.model,
            given.inputs,
            simulation,
            given.correlations,
            digits=given.monte_carlo.digits,
            output=output,
        )
        for output in outputs
        if simulation and given.monte_carlo and all(isinstance(one, tuple) for one in coverages)
    )
    text = write_budget(evaluation, simulation, validations)
    stored = read_budget(text)  # the file as others will read it is what is audited
    findings = tuple(
        tuple(audit(stored, given.model, cmc=given.cmc if output == 0 else None, output=output, p=given.p))
        for output in outputs
    )
    return Report(path, given, evaluation, coverages, simulation, validations, findings, inherited, text)


def _coverages(given: BudgetFile, evaluation: Evaluation, output: int) -> tuple[Coverage, Coverage] | str:
    try:
        plain = evaluation.result.coverage(given.p, output)
        return plain, evaluation.result.coverage(given.p, output, truncated=True)
    except InvalidArgument as undefined:
        return undefined.rule


def _simulated(given: BudgetFile, progress: Callable[[int, int], None]) -> Simulation | None:
    ask = given.monte_carlo
    if ask is None:
        return None
    model, inputs, correlations = given.model, given.inputs, given.correlations
    if ask.trials is not None:
        return simulate(model, inputs, correlations, trials=ask.trials, seed=ask.seed, p=given.p, progress=progress)
    return simulate_adaptive(
        model,
        inputs,
        correlations,
        seed=ask.seed,
        p=given.p,
        digits=ask.digits,
        most=ask.most,
        share=VALIDATING,
        progress=progress,
    )
