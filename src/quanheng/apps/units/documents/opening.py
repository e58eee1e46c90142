"""From a file (or standard input) to passages, by its kind."""

import sys
from pathlib import Path

from django.utils.translation import gettext as _

from quanheng.apps.units.documents.decoding import decode
from quanheng.apps.units.documents.docx import read_docx
from quanheng.apps.units.documents.html import declared_charset, read_html
from quanheng.apps.units.documents.passage import Passage
from quanheng.kernel.errors import bad_input

LARGEST = 50_000_000
STANDARD_INPUT = "-"
OTHERS = {".doc", ".pdf", ".xls", ".xlsx", ".wps", ".odt", ".rtf", ".ppt", ".pptx"}


def open_document(name: str, encoding: str = "") -> tuple[list[Passage], str]:
    """The passages of file ``name`` (``-``: standard input), and how it was read. ``BadInput`` otherwise."""
    raw = _bytes(name)
    kind = Path(name).suffix.lower()
    if kind == ".docx" or raw.startswith(b"PK\x03\x04"):
        return read_docx(raw, name), ""
    if kind in OTHERS:
        raise bad_input(name, _("不读 %s 文件") % kind, _("请另存为 DOCX、HTML 或 UTF-8 文本。"))
    if kind in {".html", ".htm", ".xhtml"}:
        text, remark = decode(raw, name, encoding, declared_charset(raw))
        return read_html(text), remark
    text, remark = decode(raw, name, encoding)
    return read_text(text), remark


def read_text(text: str) -> list[Passage]:
    """A plain text as one passage; it keeps its own lines and columns."""
    return [Passage(text)] if text.strip() else []


def _bytes(name: str) -> bytes:
    if name == STANDARD_INPUT:
        raw = sys.stdin.buffer.read(LARGEST + 1)
    else:
        path = Path(name)
        if path.is_dir():
            raise bad_input(name, _("是文件夹，不是文件"), _("请写出要检查的文件。"))
        try:
            if path.stat().st_size > LARGEST:
                raise bad_input(name, _("文件超过 50 MB"), _("请拆成几个文件。"))
            raw = path.read_bytes()
        except OSError as wrong:
            raise bad_input(name, _("读不了：%s") % (wrong.strerror or wrong), _("请核对文件名和权限。")) from wrong
    if len(raw) > LARGEST:
        raise bad_input(name, _("内容超过 50 MB"), _("请拆成几个文件。"))
    return raw
