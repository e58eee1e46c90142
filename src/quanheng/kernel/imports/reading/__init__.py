"""Reading tables of every kind of file: one module a format, all giving the same rows."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from quanheng.kernel.files import CSV, DOCX, HTML, XLS, XLSX, path_of
from quanheng.kernel.files.kinds import KINDS
from quanheng.kernel.imports.reading import delimited, docx, html, xls, xlsx
from quanheng.kernel.imports.sheets import Book
from quanheng.kernel.models import StoredFile

TABLES = (XLSX, XLS, DOCX, HTML, CSV)
"""The kinds of files that may hold a table."""

_OPEN: dict[str, Callable[[Path, str], AbstractContextManager[Book]]] = {
    XLSX.slug: xlsx.open_book,
    XLS.slug: xls.open_book,
    DOCX.slug: docx.open_book,
    HTML.slug: html.open_book,
    CSV.slug: delimited.open_book,
}


_ENDINGS = {
    XLSX.slug: ("xlsx", "xlsm"),
    XLS.slug: ("xls", "et"),
    DOCX.slug: ("docx",),
    HTML.slug: ("html", "htm"),
    CSV.slug: ("csv", "tsv", "txt"),
}


@contextmanager
def open_book(file: StoredFile, name: str) -> Iterator[Book]:
    """The tables of ``file``; ``name`` is what the person who gave it calls it. ``BadInput`` when it cannot be read."""
    with _OPEN[file.kind](path_of(file), name) as book:
        if disguise := _disguise(file.kind, name):
            book.remarks.insert(0, disguise)
        yield book


def _disguise(kind: str, name: str) -> str:
    """What to tell when a file is called what it is not."""
    ending = name.rpartition(".")[2].lower()
    other = next((slug for slug, endings in _ENDINGS.items() if ending in endings), "")
    if not other or other == kind:
        return ""
    values = {"ending": ending, "kind": KINDS[kind].label}
    return _("文件名以 .%(ending)s 结尾，内容其实是“%(kind)s”，已按内容读取") % values
