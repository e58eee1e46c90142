"""The picture of a budget: contributions as bars, and the density of the output with its coverage intervals."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from quanheng.core.metrology.plots import svg
from quanheng.core.metrology.plots.axis import Axis, axis
from quanheng.core.metrology.rounding import significant
from quanheng.core.metrology.uncertainty.budget import Line
from quanheng.core.metrology.uncertainty.montecarlo import OutputSummary
from quanheng.core.metrology.uncertainty.result import Coverage

WIDTH, MARGIN, HEAD, ROW, DENSITY = 960.0, 24.0, 84.0, 26.0, 250.0
BARS_AT, BARS_END, DENSITY_AT = 170.0, 400.0, 500.0


@dataclass(frozen=True, slots=True)
class BudgetPanel:
    """One output: name, unit, value, u, its lines, first-order coverage (``None`` where Welch–Satterthwaite does not
    hold) and its Monte Carlo summary (``None`` where there was no run).
    """

    name: str
    unit: str
    value: float
    u: float
    lines: Sequence[Line]
    coverage: Coverage | None
    simulated: OutputSummary | None


@dataclass(frozen=True, slots=True)
class BudgetWords:
    """The words of the picture."""

    title: str = "Uncertainty budget"
    description: str = "Contributions of the inputs, and the density of the output with its coverage intervals."
    contributions: str = "Contribution |c·u|"
    density: str = "Density"
    first_order: str = "first order (GUM)"
    monte_carlo: str = "Monte Carlo (JCGM 101), shortest interval"
    difference: str = "difference from"


def budget_plot(panels: Sequence[BudgetPanel], words: BudgetWords | None = None) -> str:
    """The picture as SVG text, one panel below the other."""
    say = words or BudgetWords()
    heights = [HEAD + max(len(panel.lines) * ROW, DENSITY) + 60 for panel in panels]
    canvas = svg.Canvas(WIDTH, 40 + sum(heights), title=say.title, description=say.description)
    canvas.say(MARGIN, 30, svg.fitted(say.title, 90), size=17, bold=True)
    top = 40.0
    for panel, height in zip(panels, heights, strict=True):
        _panel(canvas, panel, top, say)
        top += height
    return canvas.text()


def _panel(canvas: svg.Canvas, panel: BudgetPanel, top: float, words: BudgetWords) -> None:
    unit = f" / {panel.unit}" if panel.unit not in {"", "1"} else ""
    canvas.line(MARGIN, top + 8, WIDTH - MARGIN, top + 8, svg.GRID)
    canvas.say(MARGIN, top + 32, f"{svg.fitted(panel.name, 20)}{unit}", size=14, bold=True)
    canvas.say(BARS_AT, top + 60, f"{words.contributions}{unit}", colour=svg.QUIET)
    _bars(canvas, panel.lines, top + HEAD)
    _density(canvas, panel, top, words, unit)


def _bars(canvas: svg.Canvas, lines: Sequence[Line], top: float) -> None:
    longest = max((abs(line.contribution) for line in lines), default=0.0) or 1.0
    for row, line in enumerate(sorted(lines, key=lambda one: -abs(one.contribution))):
        y = top + row * ROW
        width = abs(line.contribution) / longest * (BARS_END - BARS_AT)
        canvas.say(BARS_AT - 8, y + 13, svg.fitted(line.name, 20), "end")
        canvas.box(BARS_AT, y + 2, max(width, 1), ROW - 10, svg.BLUE)
        canvas.say(BARS_AT + width + 6, y + 13, f"{significant(abs(line.contribution), 3)} ({line.share:.1%})", size=11)


def _density(canvas: svg.Canvas, panel: BudgetPanel, top: float, words: BudgetWords, unit: str) -> None:
    curve = _first_order(panel)
    bars = _histogram(panel)
    ends = [x for x, _ in curve] + [x for x, _ in bars]
    across = axis(min(ends), max(ends), DENSITY_AT, WIDTH - MARGIN, origin=panel.value)
    highest = max(p for _, p in curve + bars)
    base = top + HEAD + DENSITY - 40

    def place(x: float, p: float) -> tuple[float, float]:
        return across.at(x), base - p / highest * (DENSITY - 70)

    if bars:
        canvas.path([place(x, p) for x, p in bars], svg.ORANGE, fill=svg.ORANGE, width=1)
    canvas.path([place(x, p) for x, p in curve], svg.BLUE)
    canvas.line(DENSITY_AT, base, WIDTH - MARGIN, base)
    for value, label in across.ticks:
        canvas.line(across.at(value), base, across.at(value), base + 5)
        canvas.say(across.at(value), base + 18, label, "middle", size=11)
    about = f"{panel.name}{unit}" if across.origin == 0 else f"{words.difference} {significant(panel.value, 12)}{unit}"
    canvas.say((DENSITY_AT + WIDTH - MARGIN) / 2, base + 34, svg.fitted(about, 60), "middle", svg.QUIET)
    _intervals(canvas, panel, across, base + 50, words)


def _first_order(panel: BudgetPanel) -> list[tuple[float, float]]:
    if panel.u == 0:
        return [(panel.value - 1, 0.0), (panel.value, 1.0), (panel.value + 1, 0.0)]
    nu = panel.coverage.nu if panel.coverage else math.inf
    z = np.linspace(-4, 4, 161)
    p = stats.norm.pdf(z) if math.isinf(nu) else stats.t.pdf(z, nu)
    return [(panel.value + float(a) * panel.u, float(b) / panel.u) for a, b in zip(z, p, strict=True)]


def _histogram(panel: BudgetPanel) -> list[tuple[float, float]]:
    """The outline of the histogram, from the base line and back to it."""
    if panel.simulated is None:
        return []
    found = panel.simulated.histogram
    outline = [(found.start, 0.0)]
    for i, p in enumerate(found.density):
        outline += [(found.start + i * found.width, p), (found.start + (i + 1) * found.width, p)]
    return [*outline, (outline[-1][0], 0.0)]


def _intervals(canvas: svg.Canvas, panel: BudgetPanel, across: Axis, y: float, words: BudgetWords) -> None:
    shown: list[tuple[float, float, float, str, str]] = []
    if panel.coverage:
        expanded = panel.coverage.expanded
        shown.append((panel.value - expanded, panel.value + expanded, panel.coverage.p, words.first_order, svg.BLUE))
    if panel.simulated:
        found = panel.simulated.shortest
        shown.append((found.low, found.high, found.p, words.monte_carlo, svg.ORANGE))
    for row, (low, high, p, label, colour) in enumerate(shown):
        at = y + row * 26
        left, right = (min(max(across.at(end), DENSITY_AT), WIDTH - MARGIN) for end in (low, high))
        canvas.line(left, at, right, at, colour, 2)
        for end, kept in ((low, left), (high, right)):
            if across.low <= end <= across.high:
                canvas.line(kept, at - 4, kept, at + 4, colour, 2)
        canvas.say((DENSITY_AT + WIDTH - MARGIN) / 2, at + 14, f"{label}, p = {p:g}", "middle", colour, 11)
