"""A budget as people read it in a terminal, as a picture, and as JSON for programs."""

import json
import math
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from quanheng.core.metrology.plots import BudgetPanel, BudgetWords, budget_plot
from quanheng.core.metrology.rounding import reported, significant
from quanheng.core.metrology.uncertainty import Coverage, Influence, budget_lines
from quanheng.core.metrology.uncertainty.montecarlo import Validation
from quanheng.core.metrology.uncertainty.summary import Interval
from quanheng.web.metrology.budget import Report
from quanheng.web.metrology.terminal import table
from quanheng.web.metrology.words import DISTRIBUTIONS, RULES, said

NUMBERS = (4, 5, 6, 7, 8, 9)


def shown(report: Report) -> str:
    """The whole report as text."""
    model = report.given.model
    parts = [_("模型：%(name)s，版本 %(version)s") % {"name": model.name, "version": model.version}]
    parts += [f"  {name} = {text}" for name, text in zip(model.outputs, model.expressions, strict=True)]
    for output in range(len(model.outputs)):
        parts += ["", *_output(report, output)]
    return "\n".join(parts)


def _output(report: Report, output: int) -> Iterator[str]:
    result = report.evaluation.result
    yield _("输出量 %s 的不确定度预算") % f"{result.names[output]}{_unit(result.units[output])}"
    yield _table(report, output)
    yield ""
    yield from _first_order(report, output)
    if report.simulation:
        yield ""
        yield from _monte_carlo(report, output)
    yield ""
    yield _("审核")
    for finding in report.findings[output]:
        yield f"  [{RULES[finding.severity]}] {RULES[finding.rule]}：{said(finding.text)}"


def _unit(unit: str) -> str:
    return "" if unit in {"", "1"} else f" / {unit}"


def _table(report: Report, output: int) -> str:
    headings = (
        _("输入量"),
        _("名称"),
        _("类别"),
        _("分布"),
        _("估计值"),
        _("标准不确定度"),
        _("自由度"),
        _("灵敏系数"),
        _("分量 c·u"),
        _("方差占比"),
        _("单位"),
    )
    rows = []
    for line, (_name, given) in zip(budget_lines(report.evaluation, output), report.evaluation.inputs, strict=True):
        own = isinstance(given, Influence)
        label, kind = (given.label, given.kind) if isinstance(given, Influence) else (_("继承的结果"), "—")
        law = str(DISTRIBUTIONS[given.distribution.kind]) if isinstance(given, Influence) and own else "—"
        figures = (line.u, line.nu, line.sensitivity, line.contribution)
        numbers = [significant(line.value, 10), *("—" if math.isnan(x) else significant(x, 5) for x in figures)]
        rows.append([line.name, label, kind, law, *numbers, f"{line.share:.1%}", line.unit])
    return table(headings, rows, right=NUMBERS)


def _first_order(report: Report, output: int) -> Iterator[str]:
    result, found = report.evaluation.result, report.coverages[output]
    name, unit = result.names[output], "" if result.units[output] == "1" else f" {result.units[output]}"
    yield _("一阶传播（GUM）")
    yield f"  {name} = {significant(float(result.values[output]), 12)}{unit}"
    yield f"  u = {significant(float(result.u[output]), 6)}{unit}"
    methods = zip(report.given.model.inputs, report.evaluation.methods, strict=True)
    differenced = [one for one, how in methods if how == "central difference"]
    if differenced:
        yield _("  灵敏系数由差分得到（模型在该处不解析）：%s") % ", ".join(differenced)
    if isinstance(found, str):
        yield _("  没有扩展不确定度：%s") % said(found)
        return
    for coverage, label in zip(found, (_("不取整"), _("取整")), strict=True):
        yield _("  有效自由度（%(label)s）%(nu)s：k = %(k)s，U = %(expanded)s（p = %(p)s）") % {
            "label": label,
            "nu": significant(coverage.nu, 5),
            "k": significant(coverage.k, 5),
            "expanded": f"{significant(coverage.expanded, 5)}{unit}",
            "p": f"{coverage.p:g}",
        }
    chosen: Coverage = found[1] if report.given.truncated else found[0]
    value, expanded = reported(float(result.values[output]), chosen.expanded)
    yield _("  报告：%(result)s，k = %(k).2f，p = %(p)s") % {
        "result": f"{name} = ({value} ± {expanded}){unit}",
        "k": chosen.k,
        "p": f"{chosen.p:g}",
    }


def _monte_carlo(report: Report, output: int) -> Iterator[str]:
    run = report.simulation
    assert run is not None
    found = run.outputs[output]
    yield _("蒙特卡洛法（JCGM 101），%(trials)d 次抽样，种子 %(seed)d，发生器 %(generator)s") % {
        "trials": run.trials,
        "seed": run.seed,
        "generator": run.generator,
    }
    if run.stable is not None:
        yield _("  自适应：已稳定") if run.stable else _("  自适应：到抽样上限仍未稳定，结果仅供参考")
    yield _("  平均值 %(mean)s，标准不确定度 %(u)s") % {
        "mean": significant(found.mean, 12),
        "u": significant(found.sd, 6),
    }
    yield _("  概率对称包含区间 %(interval)s（p = %(p)s）") % {"interval": _ends(found.symmetric), "p": f"{run.p:g}"}
    yield _("  最短包含区间 %(interval)s") % {"interval": _ends(found.shortest)}
    if not report.validations:
        yield _("  没有可验证的一阶区间。")
        return
    yield _verdict(report.validations[output])


def _ends(interval: Interval) -> str:
    return f"[{significant(interval.low, 10)}, {significant(interval.high, 10)}]"


def _verdict(found: Validation) -> str:
    words = {
        "low": significant(found.d_low, 3),
        "high": significant(found.d_high, 3),
        "tolerance": significant(found.tolerance, 3),
    }
    if found.validated:
        return _("  一阶结果通过验证（第 8 章）：端点差 %(low)s、%(high)s，不大于数值容差 %(tolerance)s") % words
    return (
        _("  一阶结果未通过验证（第 8 章）：端点差 %(low)s、%(high)s，数值容差 %(tolerance)s。请用蒙特卡洛结果") % words
    )


def picture(report: Report) -> str:
    """The SVG."""
    result, model = report.evaluation.result, report.given.model
    panels = []
    for i, name in enumerate(result.names):
        found = report.coverages[i]
        coverage = None if isinstance(found, str) else found[int(report.given.truncated)]
        simulated = report.simulation.outputs[i] if report.simulation else None
        value, u = float(result.values[i]), float(result.u[i])
        lines = budget_lines(report.evaluation, i)
        panels.append(BudgetPanel(name, result.units[i], value, u, lines, coverage, simulated))
    words = BudgetWords(
        title=_("不确定度预算：%(name)s，版本 %(version)s") % {"name": model.name, "version": model.version},
        description=_("各输入量的不确定度分量，输出量的概率密度及其包含区间。"),
        contributions=_("不确定度分量 |c·u|"),
        density=_("概率密度"),
        first_order=_("一阶传播（GUM）"),
        monte_carlo=_("蒙特卡洛法（JCGM 101），最短区间"),
        difference=_("与估计值之差："),
    )
    return budget_plot(panels, words)


def as_json(report: Report, written: list[str]) -> str:
    """The report for programs: the budget as it is kept, and what was concluded from it."""
    coverages = [_covered(found) for found in report.coverages]
    findings = [
        [{"rule": one.rule, "severity": one.severity, "text": str(one.text)} for one in output]
        for output in report.findings
    ]
    data: dict[str, Any] = {
        "budget": json.loads(report.json),
        "coverage": coverages,
        "findings": findings,
        "files": written,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _covered(found: tuple[Coverage, Coverage] | str) -> dict[str, Any]:
    if isinstance(found, str):
        return {"undefined": str(found)}
    return {"plain": _fields(found[0]), "truncated": _fields(found[1])}


def _fields(found: Coverage) -> dict[str, Any]:
    nu = None if math.isinf(found.nu) else found.nu
    return {"p": found.p, "k": found.k, "nu": nu, "expanded": found.expanded}
