"""From a received copy to articles of the law register and to proposals of tasks."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.law.public import PARAGRAPH, ArticleText, LawText
from quanheng.core.texts.points.markers import Numbering
from quanheng.core.texts.points.point import Point
from quanheng.core.texts.policy import PolicyText, read_policy
from quanheng.core.texts.proposals.deadlines import Deadline, DeadlineKind
from quanheng.core.texts.proposals.proposed import Proposed
from quanheng.core.texts.refusal import Refusal, TextRefused
from quanheng.kernel.errors import BadInput, bad_input
from quanheng.kernel.files import open_stored
from quanheng.kernel.models import StoredFile

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LABEL, LONGEST_NAME = 120, 200, 20, 120
EVERY_YEAR = "P1Y"


def read_stored(file: StoredFile, name: str) -> PolicyText:
    """The policy in a stored copy. Raises ``BadInput`` saying why it cannot be read."""
    return _read(file.sha256, file.kind, name)


@lru_cache(maxsize=16)
def _read(sha256: str, kind: str, name: str) -> PolicyText:
    with open_stored(StoredFile(sha256=sha256, kind=kind)) as content:
        return read_received(content.read(), name)


def read_received(data: bytes, name: str) -> PolicyText:
    """The same from bytes."""
    try:
        found = read_policy(data, name)
    except TextRefused as refused:
        raise refusal(refused) from refused
    if not found.outline.principals:
        raise bad_input("file", _("没有找到编号的条目"), _("政策应有（一）（二）这样的条目；请检查文件是否完整。"))
    return found


def refusal(refused: TextRefused) -> BadInput:
    """The reason in the reader's language."""
    words = {
        Refusal.EMPTY: _("文件中没有文字"),
        Refusal.TOO_LARGE: _("文件超过 %(limit)s 字节"),
        Refusal.TOO_LONG: _("文字超过 %(limit)s 字"),
        Refusal.TOO_MANY_LINES: _("超过 %(limit)s 行"),
        Refusal.LINE_TOO_LONG: _("第 %(line)s 行超过 %(limit)s 字"),
        Refusal.NOT_TEXT: _("不是文字文件：%(found)s"),
        Refusal.NOT_READ: _("不读取这种文件：%(found)s"),
        Refusal.ENCODING: _("没有一种已知编码能读出它（%(size)s 字节中 %(damaged)s 处损坏）"),
        Refusal.DAMAGED_FILE: _("文件损坏或被截断：%(found)s"),
        Refusal.ENCRYPTED: _("文件有口令保护"),
        Refusal.BOMB: _("解开后超过 %(limit)s 字节"),
        Refusal.SCANNED: _("%(pages)s 页都是图片，没有文字；请先做文字识别"),
        Refusal.TOO_MANY_PAGES: _("超过 %(limit)s 页"),
    }
    return bad_input("file", words[refused.reason] % refused.values, _("请换一份副本。"))


def law_anchor(point: Point) -> str:
    """The anchor of a point in the law register; empty for headings and for what lies deeper than two levels."""
    parts = point.anchor.split("_")
    if point.kind == Numbering.ARTICLE:
        return point.anchor
    if point.kind in {Numbering.CHAPTER, Numbering.SECTION, Numbering.HEADING} or len(parts) > 2:  # noqa: PLR2004
        return ""
    if parts[0].startswith("s"):
        number = int(parts[0][1:]) * 100 + int(parts[1]) if len(parts) > 1 else 0
        return f"point-{number}" if number else ""
    return "point-" + "-".join(part for part in parts if part.isdecimal())


def law_label(text: PolicyText, point: Point) -> str:
    """How the point is cited: （一）, （一）2."""
    above = text.point(point.parent)
    label = point.label.replace("(", "（").replace(")", "）").rstrip(".．、 ")
    if above is not None and law_anchor(above):
        return f"{law_label(text, above)}{label}"[:LONGEST_LABEL]
    return label[:LONGEST_LABEL]


def law_text(text: PolicyText, *, slug: str, title: str, number: str, source: str) -> LawText:
    """The copy as a text of the law register: points at their anchors, what has no number as paragraphs, in order."""
    damages = len(text.cleaned.damages)
    note = _("由收到的副本清理而成，%d 处损坏照原样保留。") % damages if damages else _("由收到的副本清理而成。")
    return LawText(
        file=text.received.name,
        slug=slug,
        title=title,
        kind="policy",
        number=number,
        issuer="",
        issued_on=text.dated,
        effective_on=None,
        complete=not damages,
        note=note,
        source=source,
        articles=tuple(_articles(text)),
        unread=(),
    )


def _articles(text: PolicyText) -> list[ArticleText]:
    """Every paragraph once: in the point it belongs to, or by itself."""
    owner: dict[int, Point] = {}
    chapter: dict[int, str] = {}
    current = ""
    for point in text.points:
        if not law_anchor(point) and point.kind in {Numbering.CHAPTER, Numbering.SECTION, Numbering.HEADING}:
            current = f"{point.label}{point.heading}"[:LONGEST_NAME]
        for index in point.paragraphs:
            owner[index], chapter[index] = point, current
    made: dict[str, tuple[str, str, list[str]]] = {}
    for paragraph in text.cleaned.paragraphs:
        holder = _anchored(text, owner.get(paragraph.index))
        where = chapter.get(paragraph.index, "")
        anchor = law_anchor(holder) if holder else f"p{paragraph.index + 1}"
        label = law_label(text, holder) if holder else PARAGRAPH % (paragraph.index + 1)
        made.setdefault(anchor, (label, where, []))[2].append(paragraph.text)
    return [ArticleText(anchor, label, where, "", tuple(texts)) for anchor, (label, where, texts) in made.items()]


def _anchored(text: PolicyText, point: Point | None) -> Point | None:
    """The point itself or the nearest above it that has an anchor of its own."""
    while point is not None and not law_anchor(point):
        point = text.point(point.parent)
    return point


@dataclass(slots=True)
class Draft:
    """A proposal read from a point, before anybody saw it."""

    anchor: str
    label: str
    title: str
    bodies: list[dict[str, str]] = field(default_factory=list)
    recurrence: str = "once"
    deadline_text: str = ""
    deadline: date | None = None
    presumed: bool = False
    target_kind: str = "activity"
    target_text: str = ""
    target_number: Decimal | None = None
    target_unit: str = ""
    quotes: list[dict[str, Any]] = field(default_factory=list)


def drafts(text: PolicyText) -> list[Draft]:
    """One proposal for each numbered point that has no numbered points of its own, in order."""
    parents = {point.parent for point in text.points}
    proposed = {one.anchor: one for one in text.proposed}
    return [
        _draft(text, point, proposed[point.anchor])
        for point in text.points
        if law_anchor(point) and point.anchor not in parents
    ]


def _draft(text: PolicyText, point: Point, found: Proposed) -> Draft:
    draft = Draft(law_anchor(point), law_label(text, point), point.title[:LONGEST_TITLE] or law_label(text, point))
    several = len(found.bodies) > 1
    roles = {"lead": "lead", "support": "support", "responsible": "joint" if several else "lead"}
    draft.bodies = [{"name": body.name, "role": roles[body.duty.value]} for body in found.bodies]
    draft.quotes += [_quoted("bodies", each.quote) for each in found.body_lists]
    for deadline in found.deadlines:
        _with_deadline(draft, deadline)
    for target in found.targets[:1]:
        draft.target_kind, draft.target_text = "number", target.clause.text[:LONGEST_TEXT]
        draft.target_number, draft.target_unit = _number(target.value), target.unit[:LONGEST_LABEL]
        if draft.target_number is None or not draft.target_unit:
            draft.target_number, draft.target_unit = None, ""
        draft.quotes.append(_quoted("target", target.quote))
    return draft


def _with_deadline(draft: Draft, deadline: Deadline) -> None:
    draft.quotes.append(_quoted("deadline", deadline.quote))
    if deadline.kind == DeadlineKind.RECURRING and deadline.period == EVERY_YEAR:
        draft.recurrence = "yearly"
    if deadline.kind == DeadlineKind.BY and deadline.latest and not draft.deadline:
        draft.deadline_text, draft.deadline = deadline.quote.text[:60], deadline.latest
        draft.presumed = "日" not in deadline.quote.text


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _quoted(kind: str, quote: Any) -> dict[str, Any]:
    return {"kind": kind, "paragraph": quote.paragraph, "start": quote.start, "end": quote.end, "text": quote.text}
