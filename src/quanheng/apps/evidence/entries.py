"""Entries of the log as people read them, and their list."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.evidence.models import Entry, Seal
from quanheng.apps.evidence.seal_kinds import seal_label
from quanheng.core.trust.statements import Opened
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.listing import Column, Listing
from quanheng.kernel.subjects import subject_kind
from quanheng.kernel.ui.words import moment

DIGEST = re.compile(r"[0-9a-fA-F]{64}")
NUMBER = re.compile(r"[0-9]{1,18}")


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
        first, _dash, last = key.partition("-")
        return _("事件 %s") % (first if first == last else f"{first}–{last}"), ""
    try:
        known = subject_kind(kind)
    except KeyError:
        return f"{kind}/{key}" if kind else "", ""
    return f"{known.label} {key}", known.url(key)


def _kind(row: Entry) -> str:
    return entry_line(row).kind


def _at(row: Entry) -> str:
    return entry_line(row).at


def _shown_at(row: Entry) -> Any:
    return moment(moment_in(_at(row)))


def moment_in(text: str) -> datetime | None:
    """The moment that an entry of ours names; ``None`` where it is none."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _searched(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """By number, by hash of the entry, or by the key or digest of what was sealed openly."""
    seals = Seal.objects.visible_to(ANONYMOUS)
    wanted = Q(leaf__in=seals.filter(subject_key__istartswith=text).values("leaf"))
    if DIGEST.fullmatch(text):
        digest = text.lower()
        wanted |= Q(leaf=bytes.fromhex(digest))
        wanted |= Q(leaf__in=seals.filter(Q(sha256=digest) | Q(sm3=digest)).values("leaf"))
    if NUMBER.fullmatch(text):
        wanted |= Q(index=int(text))
    return rows.filter(wanted)


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
        Column("at", gettext_lazy("存证时间"), render=_shown_at, export=_at, nowrap=True),
        Column("sha256", "SHA-256", render=_digest, export=lambda row: entry_line(row).sha256),
        Column("proof", gettext_lazy("离线证明"), render=_proof, exported=False),
    ),
    search=_searched,
    search_placeholder=gettext_lazy("序号、记录编号或摘要"),
    default_sort="-index",
    description=gettext_lazy("条目只说什么时候为哪一项记录存了哪个摘要，不含内容和个人信息。"),
)
