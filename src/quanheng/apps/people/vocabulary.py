"""The records shipped with the platform (``data/*.yaml``), read and checked. Faults name file and place."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from quanheng.core.basis import RuleStatus
from quanheng.kernel.data_files import read_model

DATA = Path(__file__).parent / "data"
Role = Literal["registrar", "system_administrator", "security_administrator", "auditor"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BasisRecord(_Strict):
    """What a rule rests on; the source alone where no instrument of the law register says it."""

    instrument: str
    article: str
    source: str


class RegionRecord(_Strict):
    """A line of regions.yaml."""

    code: str = Field(pattern=r"^\d{6}$")
    name: str
    abbreviation: str
    parent: str | None = None


class OfficeRecord(_Strict):
    """A line of offices.yaml."""

    slug: str
    name: str
    order: int
    votes: bool
    grants: tuple[Role, ...] = ()


class SeparatedRoles(_Strict):
    """The administrator roles of offices.yaml, and what their separation rests on."""

    roles: tuple[Role, ...]
    status: RuleStatus
    basis: BasisRecord


class OrganisationRecord(_Strict):
    """An organisation of organisations.yaml."""

    name: str
    kind: str
    region: str | None = None
    confidence: Literal["A", "B", "C", "R"]
    source: str


class ParentRecord(_Strict):
    """A relation of organisations.yaml, by name."""

    organisation: str
    parent: str
    kind: Literal["supervised", "part", "founded"]
    confidence: Literal["A", "B", "C", "R"]
    source: str


class Regions(_Strict):
    """regions.yaml."""

    source: str
    regions: tuple[RegionRecord, ...]


class Offices(_Strict):
    """offices.yaml."""

    separated: SeparatedRoles
    source: str
    offices: tuple[OfficeRecord, ...]


class Organisations(_Strict):
    """organisations.yaml."""

    organisations: tuple[OrganisationRecord, ...]
    parents: tuple[ParentRecord, ...]


def regions() -> Regions:
    """The administrative divisions."""
    return read_model(DATA / "regions.yaml", Regions)


@cache
def offices() -> Offices:
    """The offices."""
    return read_model(DATA / "offices.yaml", Offices)


def organisations() -> Organisations:
    """The organisations our own data name."""
    return read_model(DATA / "organisations.yaml", Organisations)
