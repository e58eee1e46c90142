"""The numbers and duties of draws, from ``data/draw_rules.yaml``; each with the basis it rests on."""

from functools import cache
from importlib.resources import as_file, files
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from quanheng.core.basis import Basis, RuleStatus
from quanheng.kernel.data_files import read_model

V = TypeVar("V")


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Basis(_Shape):
    instrument: str
    article: str
    source: str


class Rule(_Shape, Generic[V]):
    """One rule: its value, how sure we are of it, and where it comes from."""

    value: V
    status: RuleStatus
    basis: _Basis

    @property
    def cited(self) -> Basis:
        """For the ``basis`` tag."""
        return Basis(self.basis.instrument, self.basis.article, self.status, self.basis.source)


class Group(_Shape):
    """How many numbers, and between which bounds."""

    count: int
    least: int
    greatest: int


class NumberSource(_Shape):
    """A publication of numbers the public sees being drawn."""

    name: str
    groups: tuple[Group, ...]


class PlanTexts(_Shape):
    """Sentences of every plan: what happens then is decided before."""

    void: str
    refusals: str
    escalation: str
    numbers: str


class DrawRules(_Shape):
    """Every rule of the file."""

    duty: Rule[Literal[True]]
    team_at_least: Rule[int]
    publish_working_days: Rule[int]
    example_rates_ppm: Rule[dict[str, int]]
    parties_at_least: Rule[int]
    number_sources: Rule[dict[str, NumberSource]]
    plan_texts: Rule[PlanTexts]


@cache
def draw_rules() -> DrawRules:
    """The rules as shipped. ``BadInput`` names file, line and field of what is wrong in it."""
    with as_file(files("quanheng.apps.evidence") / "data" / "draw_rules.yaml") as path:
        return read_model(path, DrawRules)
