"""Reading tables of every kind of file: one module a format, all giving the same rows."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from quanheng.kernel.files import CSV, DOCX, HTML, XLS, XLSX, path_of
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


@contextmanager
def open_book(file: StoredFile, name: str) -> Iterator[Book]:
    """The tables of ``file``; ``name`` is what the person who gave it calls it. ``BadInput`` when it cannot be read."""
    with _OPEN[file.kind](path_of(file), name) as book:
        yield book
