"""How the log stands: for the command line, the page and the monitor."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quanheng.apps.evidence.log import outside, storage
from quanheng.apps.evidence.log.reading import latest
from quanheng.apps.evidence.models import Checkpoint, Pending, UnsealedEvent


@dataclass(frozen=True, slots=True)
class Overview:
    """``signed`` is the last checkpoint; ``pending`` and ``events`` wait for a number."""

    origin: str
    key: str
    size: int
    pending: int
    events: int
    signed: Checkpoint | None
    halted: str

    @property
    def unsigned(self) -> int:
        """Entries that no checkpoint covers yet."""
        return self.size - (self.signed.size if self.signed else 0)


def overview() -> Overview:
    """The log as it is committed."""
    state = storage.read_state()
    pending, events = Pending.objects.count(), UnsealedEvent.objects.count()
    return Overview(state.origin, state.key, state.edge.size, pending, events, latest(), state.halted)


def lines() -> list[tuple[str, str]]:
    """Label and value of everything there is to say."""
    now = overview()
    signed = now.signed
    told = [
        (_("日志名"), now.origin or "—"),
        (_("验证公钥"), now.key or "—"),
        (_("条目数"), str(now.size)),
        (_("等待编号的存证"), str(now.pending)),
        (_("等待存证的事件"), str(now.events)),
        (_("最新检查点"), _("%d 条") % signed.size if signed else "—"),
        (_("根"), bytes(signed.root).hex() if signed else "—"),
        (_("签署时间"), signed.at.isoformat(timespec="seconds") if signed else "—"),
        (_("库外记录"), _outside()),
    ]
    return [*told, (_("停签原因"), now.halted)] if now.halted else told


def _outside() -> str:
    try:
        head = outside.read()
    except outside.Unreadable:
        return _("已损坏")
    return _("%d 条") % head.size if head else "—"
