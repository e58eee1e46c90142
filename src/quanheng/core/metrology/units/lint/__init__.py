"""The unit linter (单位检查) for Chinese text: units that are not legal, wrong writings, with place and remedy.

It reports only what it understands to the end; what it cannot parse it leaves alone. The law comes with a
:class:`Judge`, the factors from the catalogue, the wrong writings from ``data/writings.toml``.
"""

from quanheng.core.metrology.units.lint.finding import Converted, Finding, FindingKind
from quanheng.core.metrology.units.lint.judge import Judge, Judgement, silent
from quanheng.core.metrology.units.lint.linter import corrected, lint

__all__ = ["Converted", "Finding", "FindingKind", "Judge", "Judgement", "corrected", "lint", "silent"]
