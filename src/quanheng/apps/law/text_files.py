"""Reading the text of an instrument from a JSON file (layout of ``data/regulations``), with every fault named."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quanheng.core.texts.numerals import article_anchor
from quanheng.kernel.errors import BadInput, Fault

LARGEST = 20_000_000
MOST_ARTICLES = 5_000
LONGEST_PARAGRAPH = 50_000
LONGEST_NAME = 120
PARTIAL = "-partial"
PARAGRAPH = "第%d段"  # a stored label like the articles' own, so it is not translated
LEVELS = {
    "法律": "law",
    "行政法规": "administrative_regulation",
    "部门规章": "departmental_rule",
    "地方性法规": "local_regulation",
    "地方政府规章": "local_rule",
    "规范性文件": "normative",
    "公告": "announcement",
    "政策文件": "policy",
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_USED = {
    "id", "title", "level", "issuer", "document_no", "issue_date", "effective_date", "date", "complete", "note",
    "n_articles", "source", "articles", "body", "paragraphs",
}  # fmt: skip
_KNOWN_UNUSED = {"history", "licence", "cleaning", "source_file"}


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as in the file; a text without articles has numbered paragraphs (``p1``, ``p2``, …) instead."""

    anchor: str
    label: str
    chapter: str
    section: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawText:
    """A checked file. ``slug`` is its id without ``-partial``; ``unread`` are fields the register has no place for."""

    file: str
    slug: str
    title: str
    kind: str
    number: str
    issuer: str
    issued_on: date | None
    effective_on: date | None
    complete: bool
    note: str
    source: str
    articles: tuple[ArticleText, ...]
    unread: tuple[str, ...]

    @property
    def characters(self) -> int:
        """Length of the whole text."""
        return sum(len(paragraph) for article in self.articles for paragraph in article.paragraphs)

    @property
    def digest(self) -> str:
        """SHA-256 of the articles alone: their labels, places and paragraphs."""
        plain = [[a.anchor, a.label, a.chapter, a.section, list(a.paragraphs)] for a in self.articles]
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


class _Checker:
    """Collects the faults of one file."""

    def __init__(self, file: str, data: dict[str, Any]) -> None:
        self.file = file
        self.data = data
        self.faults: list[Fault] = []

    def fault(self, where: str, what: str, remedy: str = "") -> None:
        self.faults.append(Fault(f"{self.file} {where}".rstrip(), what, remedy))

    def text(self, field: str, *, longest: int, required: bool = False, of: dict[str, Any] | None = None) -> str:
        value = (self.data if of is None else of).get(field, "")
        if not isinstance(value, str) or _UNPRINTABLE.search(value) or len(value) > longest:
            self.fault(field, _("应为不含控制字符、不超过 %(longest)s 字的文字") % {"longest": longest})
            return ""
        if required and not value.strip():
            self.fault(field, _("缺少，或为空"))
        return value.strip()

    def day(self, field: str) -> date | None:
        value = self.data.get(field, "")
        if value in ("", None):
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            if field != "date":  # policies give free-form dates there
                self.fault(field, _("不是日期"), _("请写成 YYYY-MM-DD，不知道就留空。"))
            return None

    def paragraphs(self, value: Any, where: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            self.fault(where, _("应为至少一段文字的列表"))
            return ()
        kept = []
        for index, paragraph in enumerate(value):
            bad = not isinstance(paragraph, str) or not paragraph.strip() or len(paragraph) > LONGEST_PARAGRAPH
            if bad or _UNPRINTABLE.search(paragraph):
                self.fault(f"{where}[{index}]", _("应为非空、不含控制字符的文字"), _("请检查文件是否损坏。"))
            else:
                kept.append(paragraph.strip())
        return tuple(kept)


def parse(raw: bytes, file: str, *, slug: str = "") -> LawText:
    """The text in ``raw``. ``slug`` overrides the address that the file's ``id`` gives.

    Raises :class:`BadInput` naming file, article and field of every fault.
    """
    check = _Checker(file, _json(raw, file))
    data = check.data
    address = slug or check.text("id", longest=100, required=True).removesuffix(PARTIAL)
    if address and not _SLUG.fullmatch(address):
        check.fault("id", _("只能由小写字母、数字和连字符组成"))
    level = check.text("level", longest=60)
    kind = next((kind for word, kind in LEVELS.items() if level.startswith(word)), "")
    if level and not kind:
        check.fault(
            "level",
            _("不认识的效力级别“%(level)s”") % {"level": level},
            _("应为%(levels)s之一。") % {"levels": "、".join(LEVELS)},
        )
    # A text that does not say it is complete is not taken for complete.
    complete = data.get("complete", False)
    if not isinstance(complete, bool):
        check.fault("complete", _("应为 true 或 false"))
    title = check.text("title", longest=200, required=True)
    articles = _articles(check)
    text = LawText(
        file=file,
        slug=address,
        title=title,
        kind=kind,
        number=check.text("document_no", longest=LONGEST_NAME),
        issuer=check.text("issuer", longest=200),
        issued_on=check.day("issue_date") or check.day("date"),
        effective_on=check.day("effective_date"),
        complete=bool(complete),
        note=check.text("note", longest=2000),
        source=_source(check),
        articles=articles,
        unread=tuple(sorted(data.keys() - _USED - _KNOWN_UNUSED)),
    )
    if check.faults:
        raise BadInput(check.faults)
    return text


def _json(raw: bytes, file: str) -> dict[str, Any]:
    def refuse(what: str, remedy: str = "") -> BadInput:
        return BadInput([Fault(file, what, remedy)])

    if len(raw) > LARGEST:
        raise refuse(_("文件超过 %(size)s MB") % {"size": LARGEST // 1_000_000})
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        what = _("不是 UTF-8 编码（第 %(byte)s 字节起）") % {"byte": error.start}
        raise refuse(what, _("请转换为 UTF-8 后再载入，例如 iconv -f GB18030 -t UTF-8。")) from error
    except json.JSONDecodeError as error:
        raise refuse(
            _("不是有效的 JSON（第 %(line)s 行第 %(column)s 列）") % {"line": error.lineno, "column": error.colno},
            _("请检查文件是否完整。"),
        ) from error
    except (RecursionError, ValueError) as error:
        raise refuse(_("不是有效的 JSON（嵌套过深或数字过大）")) from error
    if not isinstance(data, dict):
        raise refuse(_("最外层应为一个对象 {…}"))
    return data


def _source(check: _Checker) -> str:
    """A sentence from the file's ``source``: text, or an object of repository, commit, path and origin."""
    source = check.data.get("source", "")
    if isinstance(source, dict):
        parts = [source.get(key) for key in ("origin", "repository", "commit", "path")]
        source = "；".join(part for part in parts if isinstance(part, str) and part)
    if not isinstance(source, str) or _UNPRINTABLE.search(source):
        check.fault("source", _("应为文字或 {repository, commit, path, origin}"))
        return ""
    return source or str(check.data.get("source_file", "")) or check.file


def _articles(check: _Checker) -> tuple[ArticleText, ...]:
    raw = check.data.get("articles")
    if raw is not None and not isinstance(raw, list):
        check.fault("articles", _("应为列表"))
        return ()
    if raw:
        if len(raw) > MOST_ARTICLES:
            check.fault("articles", _("超过 %(count)s 条") % {"count": MOST_ARTICLES})
            return ()
        declared = check.data.get("n_articles", len(raw))
        if declared != len(raw):
            check.fault(
                "n_articles",
                _("写明 %(declared)s 条，实有 %(count)s 条") % {"declared": declared, "count": len(raw)},
                _("请核对文件是否被截断。"),
            )
        articles = [article for i, entry in enumerate(raw) if (article := _article(check, entry, i))]
        _refuse_repeats(check, articles)
        return tuple(articles)
    return _body(check)


def _article(check: _Checker, raw: Any, index: int) -> ArticleText | None:
    where = f"articles[{index}]"
    if not isinstance(raw, dict):
        check.fault(where, _("应为对象"))
        return None
    label = check.text("article", longest=20, required=True, of=raw)
    where = f"{where}（{label}）" if label else where
    anchor = article_anchor(label)
    if label and not anchor:
        check.fault(where, _("article 不是条号"), _("请写成“第十条”或“第十条之一”。"))
    number = raw.get("number")
    if number is not None and anchor and anchor.split("-")[0] != str(number):
        check.fault(where, _("number（%(number)s）与条号不一致") % {"number": number})
    unknown = raw.keys() - {"article", "number", "chapter", "section", "paragraphs"}
    if unknown:
        check.fault(where, _("不认识的项“%(names)s”") % {"names": "、".join(sorted(unknown))})
    return ArticleText(
        anchor,
        label,
        check.text("chapter", longest=LONGEST_NAME, of=raw),
        check.text("section", longest=LONGEST_NAME, of=raw),
        check.paragraphs(raw.get("paragraphs"), f"{where} paragraphs"),
    )


def _refuse_repeats(check: _Checker, articles: list[ArticleText]) -> None:
    seen: set[str] = set()
    last = (0, 0)
    for article in articles:
        if not article.anchor:
            continue
        place = (*(int(part) for part in article.anchor.split("-")), 0)[:2]
        if article.anchor in seen:
            check.fault(article.label, _("出现了两次"), _("每条只能有一份文本。"))
        elif place < last:
            check.fault(article.label, _("条号次序颠倒"))
        seen.add(article.anchor)
        last = max(last, (place[0], place[1]))


def _body(check: _Checker) -> tuple[ArticleText, ...]:
    """A text without articles: numbered paragraphs. Policies give each with its section and item."""
    raw = check.data.get("body") or check.data.get("paragraphs")
    if not raw:
        check.fault("", _("没有 articles、body 或 paragraphs"), _("请检查文件是否为法规文本。"))
        return ()
    if not isinstance(raw, list) or len(raw) > MOST_ARTICLES:
        check.fault("paragraphs", _("应为不超过 %(count)s 段的列表") % {"count": MOST_ARTICLES})
        return ()
    articles = []
    for index, entry in enumerate(raw):
        where = f"paragraphs[{index}]"
        section = ""
        paragraph = entry
        if isinstance(entry, dict):
            section = check.text("section", longest=LONGEST_NAME, of=entry)
            paragraph = entry.get("text")
        paragraphs = check.paragraphs([paragraph], where)
        articles.append(ArticleText(f"p{index + 1}", PARAGRAPH % (index + 1), section, "", paragraphs))
    return tuple(articles)
