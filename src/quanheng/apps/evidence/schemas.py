"""What the API says of events."""

from datetime import datetime

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
