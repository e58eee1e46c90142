"""The committees and fields shipped with the platform (``data/*.yaml``), read and checked. Faults name the place."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from quanheng.apps.committees.rules.codes import canonical_key, parse_code
from quanheng.kernel.data_files import read_model

DATA = Path(__file__).parent / "data"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldRecord(_Strict):
    """A line of fields.yaml."""

    slug: str
    name: str
    code: str = Field(pattern=r"^(\d\d)?$")
    order: int
    priority: Literal["", "key", "new"] = ""


class Fields(_Strict):
    """fields.yaml."""

    source: str
    fields: tuple[FieldRecord, ...]


class BodyRecord(_Strict):
    """An organisation named in a committee's record."""

    name: str
    kind: str
    region: str | None = None


class HostRecord(BodyRecord):
    """A host unit."""

    start: date | None = None
    end: date | None = None
    source: str


class TermRecord(_Strict):
    """A term."""

    ordinal: int = Field(ge=1, le=99)
    start: date | None = None
    end: date | None = None
    instrument: str = ""
    note: str = ""
    source: str


class CommitteeRecord(_Strict):
    """A record of committees.yaml."""

    key: str
    code: str = ""
    name: str
    tier: Literal["tc", "sc", "wg"]
    level: Literal["national", "department", "local", "regional"]
    parent: str = ""
    region: str | None = None
    fields_: tuple[str, ...] = Field(alias="fields", default=())
    approved_by: BodyRecord | None = None
    joint_founders: tuple[BodyRecord, ...] = ()
    founded: str = Field("", pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")
    planned: bool = False
    hosts: tuple[HostRecord, ...] = ()
    terms: tuple[TermRecord, ...] = ()
    facts: tuple[str, ...] = ()
    confidence: Literal["A", "B", "C", "R"]
    source: str

    def digest(self) -> str:
        """SHA-256 of the facts, in hexadecimal."""
        return hashlib.sha256(self.model_dump_json(exclude_defaults=True).encode()).hexdigest()

    @model_validator(mode="after")
    def _spelled_canonically(self) -> "CommitteeRecord":
        if self.code:
            code = parse_code(self.code)
            if code is None or (code.text, code.key) != (self.code, self.key):
                raise ValueError(f"code {self.code!r} and key {self.key!r} are not spelled canonically")
        elif canonical_key(self.key) != self.key:
            raise ValueError(f"key {self.key!r} is not spelled canonically")
        return self


class Committees(_Strict):
    """committees.yaml."""

    committees: tuple[CommitteeRecord, ...]

    @model_validator(mode="after")
    def _whole(self) -> "Committees":
        seen: set[str] = set()
        for record in self.committees:
            if record.key in seen:
                raise ValueError(f"{record.key} stands twice")
            if record.parent and record.parent not in seen:
                raise ValueError(f"{record.key}: its parent {record.parent} must stand above it")
            seen.add(record.key)
        return self

    def __iter__(self) -> Iterator[CommitteeRecord]:  # type: ignore[override]  # the records, not pydantic's pairs
        return iter(self.committees)


def shipped_fields() -> tuple[FieldRecord, ...]:
    """The fields."""
    return read_model(DATA / "fields.yaml", Fields).fields


def shipped_committees() -> tuple[CommitteeRecord, ...]:
    """The committees, each after the one above it."""
    return read_model(DATA / "committees.yaml", Committees).committees
