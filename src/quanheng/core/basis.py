"""Where a rule comes from: every number taken from law travels with its basis (依据)."""

from dataclasses import dataclass
from typing import Literal

RuleStatus = Literal["confirmed", "analog", "assumed"]


@dataclass(frozen=True, slots=True)
class Basis:
    """依据: the instrument and article a rule rests on, and how sure we are of it.

    ``instrument`` is the address of an edition in the law register (``metrology-law-2018``), ``article`` its number
    as printed (``第十条``) or empty for the whole instrument. ``status`` is ``confirmed`` when the official text was
    read, ``analog`` when a sister instrument says so, ``assumed`` (shown as 未核实) otherwise; ``source`` then says
    where the assumption was met.
    """

    instrument: str
    article: str = ""
    status: RuleStatus = "assumed"
    source: str = ""
