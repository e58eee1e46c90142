"""Indicators 指标: what they are (``data/indicators.yaml``), and what they measure on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from quanheng.apps.planning import measures, register_file
from quanheng.kernel.data_files import read_model


class Indicator(BaseModel):
    """One indicator: ``measure`` names the computation, ``page`` is where the counted records are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    title: str
    unit: str
    formula: str = Field(max_length=500)
    measure: str
    page: str = Field(pattern=r"^/")
    policies: tuple[str, ...]

    @model_validator(mode="after")
    def _known(self) -> "Indicator":
        if self.measure not in measures.MEASURES:
            raise ValueError(f"there is no measure {self.measure!r}")
        return self


class Indicators(BaseModel):
    """indicators.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What an indicator is on a day; ``whole`` only where it is a share."""

    amount: int
    whole: int | None

    @property
    def percent(self) -> str:
        """The share in percent to one place, rounded half up on integers; empty for a count."""
        if not self.whole:
            return ""
        thousandths = (self.amount * 2000 + self.whole) // (2 * self.whole)
        return f"{thousandths // 10}.{thousandths % 10}"


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in order. Raises ``BadInput`` with the line of every fault."""
    return read_model(register_file.DATA / "indicators.yaml", Indicators).indicators


def indicator(slug: str) -> Indicator | None:
    """The indicator of this address."""
    return next((one for one in indicators() if one.slug == slug), None)


def measured(one: Indicator, day: date) -> Measured:
    """Its value on ``day``, computed from what everybody may see."""
    return Measured(*measures.MEASURES[one.measure](day))
