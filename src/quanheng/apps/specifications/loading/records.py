"""The records of the data files, typed. Facts of the world, not rows of a table."""

import hashlib
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from quanheng.apps.specifications.rules.claims import known_claims
from quanheng.apps.specifications.rules.numbers import parse_edition

Confidence = Literal["A", "B", "C", "R"]
Text = Annotated[str, Field(max_length=2000)]
Kind = Literal["scheme", "verification", "calibration", "type_evaluation", "other", "unknown", ""]
OrganisationKind = Literal[
    "regulator", "department", "institute", "committee", "enterprise", "association", "school", "international", "other"
]


def _canonical(text: str) -> str:
    number = parse_edition(text)
    if number is None or number.canonical != text:
        raise ValueError("number")
    return text


def _claim(text: str) -> str:
    if text not in {"", *known_claims()}:
        raise ValueError("claim")
    return text


def _day(value: Any) -> Any:
    if value is not None and type(value) is not date:
        raise ValueError("day")
    if value is not None and not (date(1949, 10, 1) <= value <= date(2100, 12, 31)):
        raise ValueError("day")
    return value


Number = Annotated[str, AfterValidator(_canonical)]
Day = Annotated[date | None, BeforeValidator(_day)]


class Record(BaseModel):
    """A record of a data file. ``digest`` changes when and only when one of its facts does."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def digest(self) -> str:
        """SHA-256 of the facts, in hexadecimal."""
        return hashlib.sha256(self.model_dump_json(exclude_defaults=True).encode()).hexdigest()


class DraftingUnit(Record):
    """起草单位 by name and kind."""

    name: Annotated[str, Field(min_length=2, max_length=200)]
    kind: OrganisationKind


class ReplacementRecord(Record):
    """被代替的版本, wholly or in part."""

    number: Number
    partial: bool = False
    doubtful: bool = False
    note: Annotated[str, Field(max_length=300)] = ""
    source: Text = ""


class AmendmentRecord(Record):
    """修改单."""

    ordinal: Annotated[int, Field(ge=1, le=99)]
    year: Annotated[int, Field(ge=1949, le=2100)]
    issued_on: Day = None
    effective_on: Day = None
    announcement: Annotated[str, Field(max_length=120)] = ""
    note: Annotated[str, Field(max_length=300)] = ""
    confidence: Confidence
    source: Text


class EditionRecord(Record):
    """One edition as in ``specifications.yaml``. ``claimed`` is evidence about the status, never the status."""

    number: Number
    kind: Kind = ""
    kind_presumed: bool = False
    title: Annotated[str, Field(max_length=300)] = ""
    title_en: Annotated[str, Field(max_length=400)] = ""
    issued_on: Day = None
    effective_on: Day = None
    abolished_on: Day = None
    seen_ended_on: Day = None
    announcement: Annotated[str, Field(max_length=120)] = ""
    field: str = ""
    field_basis: Literal["", "source", "committee", "title"] = ""
    committee: str = ""
    responsible: Annotated[str, Field(max_length=200)] = ""
    drafting_units: list[DraftingUnit] = []
    replaces: list[ReplacementRecord] = []
    amendments: list[AmendmentRecord] = []
    claimed: Annotated[str, AfterValidator(_claim)] = ""
    claimed_on: Day = None
    confidence: Confidence
    source: Annotated[str, Field(min_length=1, max_length=2000)]
    note: Text = ""

    @model_validator(mode="after")
    def _dates_in_order(self) -> "EditionRecord":
        if self.issued_on and self.effective_on and self.effective_on < self.issued_on:
            raise ValueError("order")
        if bool(self.field) != bool(self.field_basis):
            raise ValueError("basis")
        if self.number in {link.number for link in self.replaces}:
            raise ValueError("itself")
        if len({link.number for link in self.replaces}) < len(self.replaces):
            raise ValueError("twice")
        return self


class ClaimRecord(Record):
    """What one row of a catalogue says of a document."""

    status: Literal["in-force", "superseded", "withdrawn", "joint"]
    row: int
    differs: dict[str, str] = {}


class InternationalRecord(Record):
    """One line of ``oiml.jsonl`` or ``bipm.jsonl``. ``of`` is the document it is a language version of."""

    number: Annotated[str, Field(min_length=3, max_length=120)]
    body: Literal["OIML", "BIPM", "JCGM"]
    organ: str = ""
    family: str = ""
    kind: str
    title_en: Text = ""
    title_fr: Text = ""
    languages: str = ""
    date: Annotated[str, Field(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")] = ""
    edition: str = ""
    quantity: str = ""
    instrument: str = ""
    of: str = ""
    relations: dict[str, list[str]] = {}
    claims: list[ClaimRecord] = []
    doi: str = ""
    url: str = ""


class AdoptionRecord(Record):
    """One entry of ``adoption.yaml``."""

    edition: Number
    cited_as: Annotated[str, Field(min_length=1, max_length=80)]
    document: str = ""
    degree: Literal["IDT", "MOD", "NEQ", "REL"]
    note: Annotated[str, Field(max_length=300)] = ""
    confidence: Confidence
    source: Text


class IssuerRecord(Record):
    """One word of ``issuers.yaml``."""

    short: Annotated[str, Field(pattern=r"^[\u4e00-\u9fff]{1,8}$")]
    name: Annotated[str, Field(min_length=2, max_length=80)]
    region: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    confirmed: bool = False
    source: Text = ""
