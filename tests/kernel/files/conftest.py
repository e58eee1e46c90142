"""A folder for uploaded files of the test's own."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document


@pytest.fixture(autouse=True)
def files(settings, tmp_path) -> Path:
    settings.FILES = tmp_path / "files"
    return settings.FILES


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows or (("名称", "类别"),):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def document() -> bytes:
    content = io.BytesIO()
    Document().save(content)
    return content.getvalue()


def changed_package(raw: bytes, new: dict[str, bytes]) -> bytes:
    """The package with entries added, or put in place of those of the same name."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in old.infolist():
            if entry.filename not in new:
                target.writestr(entry, old.read(entry))
        for name, value in new.items():
            target.writestr(name, value)
    return content.getvalue()
