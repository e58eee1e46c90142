"""What the API says of organisations. Persons are not in it."""

from datetime import date, datetime

from ninja import Schema


class RegionOut(Schema):
    """行政区划 of GB/T 2260."""

    code: str
    name: str


class OrganisationOut(Schema):
    """机构 as a list gives it."""

    key: str
    name: str
    kind: str
    kind_label: str
    credit_code: str | None
    region: RegionOut | None
    confidence: str
    source: str
    synthetic: bool
    changed_at: datetime
    url: str


class FormerNameOut(Schema):
    """曾用名 and the day until which it was used, null when not known."""

    name: str
    until: date | None


class OrganisationRelationOut(Schema):
    """隶属关系: to or from which organisation, of which kind, from when to when (null: not known, or open)."""

    key: str
    name: str
    kind: str
    start: date | None
    end: date | None


class OrganisationDetailOut(OrganisationOut):
    """机构 with former names and relations; ``children`` holds the first 200. ``former_keys`` are the register numbers
    of records that were merged into this one and lead to it.
    """

    former_keys: list[str]
    former_names: list[FormerNameOut]
    parents: list[OrganisationRelationOut]
    children: list[OrganisationRelationOut]
