"""The kinds of files the platform takes, and how each is known by its content."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import puremagic
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.kernel.errors import bad_input
from quanheng.kernel.files import compound, packages

HEAD = 4096


@dataclass(frozen=True, slots=True)
class Kind:
    """文件种类: the slug stored, the media type sent, the name ending of a download, and what people call it."""

    slug: str
    media_type: str
    ending: str
    label: Any


XLSX = Kind(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", gettext_lazy("Excel 工作簿")
)
XLS = Kind("xls", "application/vnd.ms-excel", "xls", gettext_lazy("Excel 97-2003 工作簿"))
DOCX = Kind(
    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", gettext_lazy("Word 文档")
)
PDF = Kind("pdf", "application/pdf", "pdf", gettext_lazy("PDF"))
HTML = Kind("html", "text/html", "html", gettext_lazy("网页（HTML）"))
CSV = Kind("csv", "text/csv", "csv", gettext_lazy("CSV 或制表符分隔的文本"))
JSON = Kind("json", "application/json", "json", gettext_lazy("JSON"))
TEXT = Kind("text", "text/plain", "txt", gettext_lazy("纯文本"))
PNG = Kind("png", "image/png", "png", gettext_lazy("PNG 图片"))
JPEG = Kind("jpeg", "image/jpeg", "jpg", gettext_lazy("JPEG 图片"))

KINDS = {kind.slug: kind for kind in (XLSX, XLS, DOCX, PDF, HTML, CSV, JSON, TEXT, PNG, JPEG)}

_HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<table", b"<meta", b"<!--")


def recognise(path: Path, name: str, allowed: Sequence[Kind]) -> Kind:
    """The kind of ``allowed`` the file at ``path`` is, by its content. ``name`` is only said back in faults.

    A text cannot say whether it is a table: where both are allowed, the first of ``allowed`` that fits is taken.
    Raises ``BadInput`` naming what the file is instead, and the remedy: also for encrypted files, files with macros,
    damaged archives and archives that unpack to more than they may.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise bad_input(name, _("文件是空的"), _("请选择有内容的文件。"))
    fits = _by_content(path, head, name)
    for kind in allowed:
        if kind.slug in fits:
            return kind
    what = _("文件内容是 %(found)s，不是可以接受的种类") % {"found": _called(fits, head)}
    raise bad_input(name, what, _("可以上传：%s。") % "、".join(str(kind.label) for kind in allowed))


def _by_content(path: Path, head: bytes, name: str) -> tuple[str, ...]:
    """The slugs of the kinds the content may be; empty when it is none of ours."""
    if packages.is_zip(head):
        return packages.kinds_of(path, name)
    if compound.is_compound(head):
        return compound.kinds_of(path, name)
    for start, slug in ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg")):
        if head.startswith(start):
            return (slug,)
    if not _is_text(head):
        return ()
    return _text_kinds(head)


def _text_kinds(head: bytes) -> tuple[str, ...]:
    plain = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    start = plain.lstrip()[:200].lower()
    if start.startswith(_HTML_STARTS) or b"<table" in plain.lower():
        return ("html", "text")
    if start.startswith((b"{", b"[")):
        return ("json", "text", "csv")
    return ("csv", "text")


def _is_text(head: bytes) -> bool:
    """Text in any encoding: no control characters beside tabs and line ends; UTF-16 is known by its mark or zeros."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if head.startswith(_PROGRAMS):
        return False
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd or even:
        return max(odd, even) > len(head) // 5 and min(odd, even) == 0
    return not any(byte < ord(" ") and byte not in _LAYOUT for byte in head)


_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"#!")
_LAYOUT = b"\t\n\v\f\r\x1a"


def _called(fits: tuple[str, ...], head: bytes) -> str:
    """What the content is, in words: one of our kinds, a program, or what puremagic makes of it."""
    if fits:
        return str(KINDS[fits[0]].label)
    if head.startswith(_PROGRAMS):
        return _("程序")
    if compound.is_compound(head):
        return _("旧式 Office 文档或安装包（不是 Excel 工作簿）")
    if packages.is_zip(head):
        return _("压缩包（不是 Excel 工作簿，也不是 Word 文档）")
    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return _("无法识别的二进制内容")
    return found[0].name or _("无法识别的二进制内容")
