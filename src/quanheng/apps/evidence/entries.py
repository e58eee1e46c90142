"""Entries of the log as people read them, and their list."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.models import Entry
from quanheng.apps.evidence.seal_kinds import seal_label
from quanheng.core.trust.statements import Opened
from quanheng.kernel.listing import Column, Listing
from quanheng.kernel.subjects import subject_kind


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry in words; what a private one does not say stays empty."""

    index: int
    kind: str
    at: str
    subject: str
    url: str
    sha256: str
    count: int


def entry_line(row: Entry) -> EntryLine:
    """The entry in the reader's language. One that is not ours shows its number alone."""
    opened = Opened(bytes(row.data))
    fields = opened.fields if opened.is_statement() else {}
    kind, _slash, key = str(fields.get("id", "")).partition("/")
    label, url = subject_shown(kind, key)
    name = str(fields.get("type", ""))
    return EntryLine(
        index=row.index,
        kind=str(seal_label(name)),
        at=str(fields.get("at", "")),
        subject=label,
        url=url,
        sha256=str(fields.get("sha256", "")),
        count=int(fields.get("count", 0)),
    )


def subject_shown(kind: str, key: str) -> tuple[str, str]:
    """What a subject is called, and where its page is; ``events`` are numbers of events."""
    if kind == "events":
        return _("事件 %s") % key, ""
    try:
        known = subject_kind(kind)
    except KeyError:
        return f"{kind}/{key}" if kind else "", ""
    return f"{known.label} {key}", known.url(key)


def _kind(row: Entry) -> str:
    return entry_line(row).kind


def _at(row: Entry) -> str:
    return entry_line(row).at


def _subject(row: Entry) -> Any:
    line = entry_line(row)
    if not line.subject:
        return _("不公开")
    return format_html('<a href="{}">{}</a>', line.url, line.subject) if line.url else line.subject


def _digest(row: Entry) -> Any:
    sha256 = entry_line(row).sha256
    if not sha256:
        return ""
    return format_html('<code title="{}">{}…</code>', sha256, sha256[:12])


def _proof(row: Entry) -> Any:
    address = reverse("evidence:log-proof", args=[row.index])
    return format_html('<a href="{}" aria-label="{}">{}</a>', address, _("第 %d 条的证明") % row.index, _("证明"))


ENTRIES = Listing(
    key="log-entries",
    title=gettext_lazy("日志条目"),
    columns=(
        Column("index", gettext_lazy("序号"), sort=("index",), numeric=True),
        Column("kind", gettext_lazy("种类"), render=_kind, export=_kind, nowrap=True),
        Column("subject", gettext_lazy("事项"), render=_subject, export=lambda row: entry_line(row).subject),
        Column("at", gettext_lazy("存证时间"), render=_at, export=_at, nowrap=True),
        Column("sha256", "SHA-256", render=_digest, export=lambda row: entry_line(row).sha256),
        Column("proof", gettext_lazy("离线证明"), render=_proof, exported=False),
    ),
    default_sort="-index",
    description=gettext_lazy("条目只说什么时候为哪一项记录存了哪个摘要，不含内容和个人信息。"),
)
