"""What the API says of events and of labels."""

from datetime import date, datetime

from ninja import Field, Schema


class ChangeOut(Schema):
    """变更: one public event. ``sentence`` is generated; the typed ``payload`` is what was recorded."""

    id: int = Field(description="事件序号，随时间增大")
    at: datetime
    kind: str = Field(description="事件种类")
    subject_kind: str
    subject_key: str
    sentence: str
    payload: dict[str, str | int | bool | list[str] | None]
    actor: str


class TimeOut(Schema):
    """平台的时间: what can be said of the platform's clock now. Offset: source minus platform, in nanoseconds."""

    standing: str = Field(description="unmeasured、stale、disagree、outside、within 或 compared")
    traceable_to: str | None = Field(None, description="比对报告所写的溯源；没有有效的外部比对时为空")
    measured_at: datetime | None = None
    offset_ns: int | None = None
    bound_ns: int | None = Field(None, description="误差界")
    sources: int = 0
    agreeing: int = 0


class LabelOut(Schema):
    """标识: what came of checking one. Everything but ``state`` is null where the signature does not hold."""

    state: str = Field(
        description="valid、expired、revoked、replaced、unknown_signer、forged、not_on_record 或 not_checked"
    )
    number: str | None = Field(None, description="标识号")
    issuer: str | None = Field(None, description="签发者的登记号")
    issuer_name: str | None = None
    certificate: str | None = Field(None, description="证书编号")
    serial: str | None = Field(None, description="器具编号：与器具对照")
    name: str | None = Field(None, description="器具名称")
    due: date | None = Field(None, description="有效期至")
    result: str | None = Field(None, description="结果或等级")
    sha256: str | None = Field(None, description="证书文件的 SHA-256")
    issued_at: datetime | None = None
    expires_at: datetime | None = None
    reason: str | None = Field(None, description="撤销或替换的理由")
    successor: str | None = Field(None, description="新标识的标识号")
    log_index: int | None = Field(None, description="签发存证在日志中的序号")
