"""What the API says of committees."""

from datetime import date, datetime

from ninja import Schema


class FieldOut(Schema):
    """专业领域; ``code`` is its big class in JJF 1022, empty where it has none."""

    slug: str
    name: str
    code: str


class BodyOut(Schema):
    """An organisation by its register number."""

    key: str
    name: str


class CommitteeOut(Schema):
    """委员会 as a list gives it. Empty text means that no source says."""

    key: str
    code: str
    name: str
    tier: str
    level: str
    parent: str | None
    fields: list[FieldOut]
    hosts: list[BodyOut]
    approved_by: BodyOut | None
    founded_on: str
    planned: bool
    confidence: str
    source: str
    changed_at: datetime
    url: str


class HostingOut(Schema):
    """挂靠, from when to when (null: not known, or open)."""

    organisation: BodyOut
    start: date | None
    end: date | None
    source: str


class TermOut(Schema):
    """届."""

    ordinal: int
    start: date | None
    end: date | None
    note: str
    source: str


class CommitteeDetailOut(CommitteeOut):
    """委员会 with everything known of it."""

    organisation: BodyOut
    hostings: list[HostingOut]
    terms: list[TermOut]
    children: list[str]
    joint_founders: list[BodyOut]
    facts: list[str]
