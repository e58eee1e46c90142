"""What the API says of units."""

from datetime import date

from ninja import Field, Schema


class BasisOut(Schema):
    """依据."""

    instrument: str
    article: str
    status: str = Field(description="confirmed 已核实，analog 类比，assumed 未核实")


class StandingOut(Schema):
    """法定地位 in a span of days."""

    start: date | None
    end: date | None = Field(description="不含当日；空为长期")
    status: str
    label: str
    basis: BasisOut | None
    note: str


class UnitOut(Schema):
    """计量单位. ``factor`` is exact: a fraction, times π to the power ``factor_pi``."""

    slug: str
    name: str
    symbol: str
    group: str
    quantity: str
    status: str
    status_label: str
    on: date
    factor: str
    factor_pi: int
    factor_decimal: str
    factor_exact: bool = Field(description="假表示系数是测得值")
    factor_decimal_exact: bool = Field(description="小数是否没有修约")
    offset: str
    si_unit: str
    si_unit_name: str
    condition: str
    note: str
    url: str


class EquivalentOut(Schema):
    """One of the unit in a legal unit."""

    unit: str
    value: str
    exact: bool
    fraction: str


class UnitDetailOut(UnitOut):
    """计量单位 with its history and notations."""

    history: list[StandingOut]
    equivalents: list[EquivalentOut]
    dsi: str
    ucum: str
    bipm: str
    relation: str
    seen: str
    source: str
    reference: str


class SideOut(Schema):
    """One unit of a conversion."""

    written: str
    symbol: str
    status: str | None
    status_label: str | None
    legal_equivalents: list[str]


class ConversionOut(Schema):
    """换算结果. ``result`` is exact, or rounded to ``digits`` significant digits when ``exact`` is false."""

    value: str
    source: SideOut
    target: SideOut
    result: str
    exact: bool
    fraction: str
    measured: bool = Field(description="换算系数为测得值")
    digits: int
