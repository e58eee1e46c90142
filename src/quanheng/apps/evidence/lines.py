"""An event as people read it: generated from its payload each time, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.catalogue import from_json, kinds
from quanheng.apps.evidence.models import Event
from quanheng.apps.evidence.policies import AUDITOR
from quanheng.kernel.actor import Actor
from quanheng.kernel.subjects import subject_kind

SYSTEM = "system:"
ACCOUNT = "account:"
MACHINES = {
    "loader": gettext_lazy("数据载入"),
    "law-load": gettext_lazy("法规文本载入"),
    "up": gettext_lazy("首次启动"),
    "operator": gettext_lazy("服务器命令"),
    "sign-in": gettext_lazy("登录"),
    "synthesis": gettext_lazy("合成数据"),
    "timestamps": gettext_lazy("时间戳任务"),
    "timekeeping": gettext_lazy("测时任务"),
}
"""What the commands and jobs that write events are called on a page; any other keeps its own name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words. ``url`` is empty where the subject has no page; ``actor`` says no more than the reader may
    know: everybody learns in whose name somebody acted, only auditors which account it was.
    """

    id: int
    at: datetime
    kind: str
    label: str
    subject_kind: str
    subject_label: str
    subject_key: str
    url: str
    sentence: str
    actor: str
    public: bool

    @property
    def subject(self) -> str:
        """The subject's kind and key, as one text."""
        return f"{self.subject_label} {self.subject_key}".strip()


def line_of(event: Event, reader: Actor) -> Line:
    """``event`` in words for ``reader``. An event whose kind is no longer declared keeps its name instead of words."""
    kind = kinds().get(event.kind)
    label, url = _subject(event)
    return Line(
        id=event.pk,
        at=event.at,
        kind=event.kind,
        label=str(kind.label) if kind else event.kind,
        subject_kind=event.subject_kind,
        subject_label=label,
        subject_key=event.subject_key,
        url=url,
        sentence=_sentence(event),
        actor=_who(event, reader),
        public=event.public,
    )


def _subject(event: Event) -> tuple[str, str]:
    try:
        kind = subject_kind(event.subject_kind)
    except KeyError:
        return event.subject_kind, ""
    return str(kind.label), kind.url(event.subject_key)


def _sentence(event: Event) -> str:
    """The payload's own sentence. A payload of an older shape than the code is shown as it is stored."""
    payload: dict[str, Any] = event.payload
    try:
        return from_json(event.kind, payload).sentence()
    except (KeyError, TypeError):
        return "；".join(f"{name}：{value}" for name, value in payload.items())


def _who(event: Event, reader: Actor) -> str:
    if event.actor.startswith(SYSTEM):
        name = event.actor.removeprefix(SYSTEM)
        return _("系统（%(name)s）") % {"name": MACHINES.get(name, name)}
    organisation = event.office.rpartition("/")[0] or _("本人")
    if reader.system or AUDITOR in reader.roles:
        account = event.actor.removeprefix(ACCOUNT)
        return _("%(organisation)s（账户 %(account)s）") % {"organisation": organisation, "account": account}
    return organisation
