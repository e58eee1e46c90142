"""What the API says of draws and name lists: objects and inspectors under their numbers in the draw, never by name."""

from datetime import datetime

from ninja import Field, Schema


class DrawOut(Schema):
    """随机抽取 as a list gives it."""

    draw_id: str
    title: str
    organiser: str
    stage: str
    stage_label: str
    algorithm: str
    objects_list: str = Field(description="检查对象名录的名录号")
    inspectors_list: str | None = Field(description="执法检查人员名录的名录号；不派检查人员时为空")
    commit_by: datetime
    open_after: datetime = Field(description="公共号码起算时间：只认此后首次公布的号码")
    reveal_by: datetime
    url: str


class PartyOut(Schema):
    """参与方: what it committed itself to, and what it revealed."""

    slug: str
    name: str
    outside: bool = Field(description="不在平台登记，由组织机构凭证明材料代录")
    commitment: str | None
    committed_at: datetime | None
    reveal: str | None
    revealed_at: datetime | None


class StratumOut(Schema):
    """层: how many of a class are drawn, and with the result which, in the order of the draw."""

    code: str
    count: int
    rate_ppm: int
    quota: int
    reserves: int
    selected: list[str]
    reserve: list[str]


class NumbersOut(Schema):
    """公共号码 as taken in; of several entries the last one counts."""

    issue: str
    groups: list[list[int]]
    published_at: datetime
    where: str


class TeamOut(Schema):
    """派组: the team the draw gave to an object."""

    object: str
    team: list[str]


class SubstitutionOut(Schema):
    """替补."""

    kind: str
    object: str
    inspector: str
    successor: str | None
    reason: str
    at: datetime


class DrawDetailOut(DrawOut):
    """随机抽取 with everything that is public of it. ``plan`` and ``bundle`` are addresses, null before publication."""

    phase: str
    plan_digest: str | None
    witnessed_at: datetime | None
    parties: list[PartyOut]
    numbers: list[NumbersOut]
    strata: list[StratumOut]
    seed: str | None
    teams: list[TeamOut]
    substitutions: list[SubstitutionOut]
    void: bool
    void_parties: list[str]
    plan: str | None
    bundle: str | None


class BundleOut(Schema):
    """审计包: its files by name. ``quanheng draw verify`` takes this answer as it is."""

    draw_id: str
    files: dict[str, str]


class NameListOut(Schema):
    """名录 as frozen; its entries are in the file at ``file``."""

    key: str
    kind: str
    title: str
    organiser: str
    algorithm: str
    open: bool
    source: str
    count: int
    digest: str
    frozen_at: datetime
    url: str
    file: str
