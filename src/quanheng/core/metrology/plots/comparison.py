"""The picture of a comparison: results with their expanded uncertainties, the reference value as a line with a band."""

from collections.abc import Sequence
from dataclasses import dataclass

from quanheng.core.metrology.comparison.reference import ReferenceValue
from quanheng.core.metrology.plots import svg
from quanheng.core.metrology.plots.axis import Axis, axis
from quanheng.core.metrology.rounding import significant

LEFT, RIGHT, TOP, HEIGHT, BOTTOM, STEP = 96.0, 32.0, 76.0, 320.0, 130.0, 44.0


@dataclass(frozen=True, slots=True)
class ComparisonWords:
    """The words of the picture."""

    title: str = "Comparison"
    description: str = "Results with expanded uncertainties, and the reference value with its band."
    reference: str = "reference value"
    excluded: str = "hollow: not in the reference value"
    value: str = "value"
    difference: str = "difference from"


def comparison_plot(
    names: Sequence[str],
    x: Sequence[float],
    u: Sequence[float],
    reference: ReferenceValue,
    *,
    k: float = 2.0,
    words: ComparisonWords | None = None,
) -> str:
    """The picture as SVG text: xᵢ ± k·uᵢ, the reference value ± k·u_ref; excluded participants are hollow."""
    say = words or ComparisonWords()
    width = max(LEFT + STEP * len(names) + RIGHT, 640.0)
    canvas = svg.Canvas(width, TOP + HEIGHT + BOTTOM, title=say.title, description=say.description)
    canvas.say(24, 30, svg.fitted(say.title, int(width / 9)), size=17, bold=True)
    half = k * reference.u
    low = min([value - k * spread for value, spread in zip(x, u, strict=True)] + [reference.value - half])
    high = max([value + k * spread for value, spread in zip(x, u, strict=True)] + [reference.value + half])
    pad = (high - low) * 0.04
    up = axis(low - pad, high + pad, TOP + HEIGHT, TOP, origin=reference.value, count=6)
    _frame(canvas, up, width, reference, half, say)
    step = (width - LEFT - RIGHT) / len(names)
    for i, (name, value, spread) in enumerate(zip(names, x, u, strict=True)):
        at = LEFT + (i + 0.5) * step
        _result(canvas, up, at, value, k * spread, inside=bool(reference.included[i]))
        canvas.say(at + 4, TOP + HEIGHT + 16, svg.fitted(name, 22), "end", size=11, turn=-45)
    note = f"{say.reference} {significant(reference.value, 8)} ± {significant(half, 3)} (k = {k:g})"
    canvas.say(24, 54, note, colour=svg.GREEN)
    if not all(reference.included):
        canvas.say(width - RIGHT, 54, say.excluded, "end", svg.QUIET)
    return canvas.text()


def _frame(
    canvas: svg.Canvas, up: Axis, width: float, reference: ReferenceValue, half: float, words: ComparisonWords
) -> None:
    for value, label in up.ticks:
        canvas.line(LEFT, up.at(value), width - RIGHT, up.at(value), svg.GRID)
        canvas.say(LEFT - 8, up.at(value) + 4, label, "end", size=11)
    top, bottom = up.at(reference.value + half), up.at(reference.value - half)
    canvas.box(LEFT, top, width - LEFT - RIGHT, bottom - top, svg.GREEN, 0.18)
    canvas.line(LEFT, up.at(reference.value), width - RIGHT, up.at(reference.value), svg.GREEN, 1.5)
    canvas.line(LEFT, TOP, LEFT, TOP + HEIGHT)
    canvas.line(LEFT, TOP + HEIGHT, width - RIGHT, TOP + HEIGHT)
    label = words.value if up.origin == 0 else f"{words.difference} {significant(reference.value, 12)}"
    canvas.say(22, TOP + HEIGHT / 2, svg.fitted(label, 44), "middle", svg.QUIET, turn=-90)


def _result(canvas: svg.Canvas, up: Axis, at: float, value: float, half: float, *, inside: bool) -> None:
    colour = svg.BLUE if inside else svg.QUIET
    canvas.line(at, up.at(value - half), at, up.at(value + half), colour, 1.5)
    for end in (value - half, value + half):
        canvas.line(at - 5, up.at(end), at + 5, up.at(end), colour, 1.5)
    canvas.dot(at, up.at(value), colour, hollow=not inside)
