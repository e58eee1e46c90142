"""``quanheng compare``: from a table of results to a reference value and degrees of equivalence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from quanheng.core.metrology import comparison as core
from quanheng.core.metrology.comparison import Degrees, ReferenceValue
from quanheng.core.metrology.comparison.degrees import Pairs
from quanheng.core.metrology.errors import InvalidArgument
from quanheng.core.metrology.files import ComparisonFile, FileRefused, Participant, read_comparison
from quanheng.core.metrology.statement import Statement
from quanheng.kernel.errors import bad_input
from quanheng.web.metrology import files
from quanheng.web.metrology.words import said


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked: the method and its settings; ``k`` of the degrees of equivalence."""

    method: str
    lead: str | None
    k: float
    seed: int
    significance: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that came out of one file."""

    path: Path
    given: ComparisonFile
    options: Options
    reference: ReferenceValue
    degrees: Degrees
    pairs: Pairs

    @property
    def names(self) -> list[str]:
        """Laboratories in the order of the file."""
        return [one.laboratory for one in self.given.participants]


Method = Callable[[list[float], list[float], Options], ReferenceValue]
METHODS: dict[str, Method] = {
    "mean": lambda x, u, _o: core.arithmetic_mean(x, u, from_scatter=False),
    "weighted": lambda x, u, o: core.weighted_mean(x, u, significance=o.significance),
    "lcs": lambda x, u, o: core.largest_consistent_subset(x, u, significance=o.significance),
    "median": lambda x, u, o: core.median(x, u, seed=o.seed),
    "mandel-paule": lambda x, u, _o: core.mandel_paule(x, u),
    "dersimonian-laird": lambda x, u, _o: core.dersimonian_laird(x, u),
    "pmm": lambda x, u, _o: core.power_moderated_mean(x, u),
}


def evaluate(path: Path, options: Options) -> Comparison:
    """Read and evaluate a table. Raises ``BadInput`` with all its faults."""
    data = files.read(path)
    try:
        given = read_comparison(path.name, data)
        people = given.participants
        reference = _reference(path, people, options)
        x, u = [one.value for one in people], [one.u for one in people]
        degrees = core.degrees_of_equivalence(x, u, reference, k=options.k)
        pairs = core.pairwise_degrees(x, u, k=options.k)
    except FileRefused as refusal:
        raise files.refused(refusal) from None
    except InvalidArgument as fault:
        raise bad_input(f"{path.name} {fault.argument}", said(fault.rule), _("请改正输入文件或选项。")) from None
    return Comparison(path, given, options, _named(reference, people), degrees, pairs)


def _reference(path: Path, people: tuple[Participant, ...], options: Options) -> ReferenceValue:
    x, u = [one.value for one in people], [one.u for one in people]
    names = [one.laboratory for one in people]
    if options.method == "lead":
        if options.lead not in names:
            known = "、".join(names)
            raise bad_input(
                f"{path.name} --lead", _("没有名为“%s”的实验室") % (options.lead or ""), _("可选：%s。") % known
            )
        return core.lead_value(x, u, lead=names.index(options.lead))
    inside = [one.in_reference for one in people]
    if sum(inside) < 2:  # noqa: PLR2004
        raise bad_input(f"{path.name} in_reference", _("参加参考值计算的实验室少于两个"), _("请至少保留两个。"))
    x_inside = [value for value, kept in zip(x, inside, strict=True) if kept]
    u_inside = [value for value, kept in zip(u, inside, strict=True) if kept]
    return core.among(METHODS[options.method](x_inside, u_inside, options), np.array(inside))


def _named(reference: ReferenceValue, people: tuple[Participant, ...]) -> ReferenceValue:
    """Decisions with the names of the laboratories in place of their numbers."""
    told = tuple(
        one.with_values(participant=people[one.values["participant"]].laboratory)
        if isinstance(one, Statement) and "participant" in one.values
        else one
        for one in reference.decisions
    )
    return replace(reference, decisions=told)
