"""The QR code of a label."""

from dataclasses import dataclass

import segno

QUALITY = "m"
QUIET = 4
"""Modules of white around the code."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: its version, and how many modules it has on a side, without the white around it."""

    version: int
    modules: int
    matrix: tuple[bytes, ...]

    def svg(self, scale: int = 4) -> str:
        """As SVG without declaration, with the white around it."""
        size = self.modules + 2 * QUIET
        path = "".join(
            f"M{QUIET + start},{QUIET + row}h{length}v1h-{length}z"
            for row, line in enumerate(self.matrix)
            for start, length in _runs(line)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{size * scale}" height="{size * scale}" '
            f'viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
            f'<path fill="#ffffff" d="M0,0h{size}v{size}h-{size}z"/><path fill="#000000" d="{path}"/></svg>'
        )


def code_of(text: str) -> Code:
    """The smallest code of ``text`` at error correction M."""
    made = segno.make(text, error=QUALITY, micro=False, boost_error=False)
    return Code(int(made.version), len(made.matrix), tuple(bytes(line) for line in made.matrix))


def _runs(line: bytes) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow one another."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(line):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
