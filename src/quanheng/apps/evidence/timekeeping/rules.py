"""The numbers behind the state of the clock, from ``data/time_rules.yaml``."""

from functools import cache
from importlib.resources import as_file, files

from pydantic import BaseModel, ConfigDict

from quanheng.apps.evidence.draws.rules import Rule
from quanheng.kernel.data_files import read_model


class TimeRules(BaseModel):
    """Every rule of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: Rule[str]
    fresh_rounds: Rule[int]
    comparison_days: Rule[int]


@cache
def time_rules() -> TimeRules:
    """The rules as shipped."""
    with as_file(files("quanheng.apps.evidence") / "data" / "time_rules.yaml") as path:
        return read_model(path, TimeRules)
