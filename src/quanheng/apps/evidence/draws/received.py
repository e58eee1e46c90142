"""The table of a name list as it was handed in: a file, the file of the step before, or what was pasted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from quanheng.apps.evidence.draws.tables import pasted_rows
from quanheng.kernel.errors import BadInput, Fault, bad_input
from quanheng.kernel.files import CSV, XLS, XLSX, store
from quanheng.kernel.imports.reading import open_book
from quanheng.kernel.imports.sheets import Row
from quanheng.kernel.models import StoredFile

LARGEST = 16 * 1024 * 1024
SALT = "quanheng.evidence.draws.received"
DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Received:
    """The rows of a table. ``name`` and ``ticket`` belong to a file: the ticket stands for it at the next step, so that
    it is not sent twice; ``remarks``: what of it was not read.
    """

    rows: list[Row]
    name: str = ""
    ticket: str = ""
    remarks: list[str] = field(default_factory=list)


def received(data: dict[str, Any], person: int | None) -> Received:
    """The table in the cleaned data of a form, sent by ``person``."""
    if data.get("file"):
        name = data["file"].name
        with _told_of(name):
            file = store(data["file"], name, allowed=(XLSX, XLS, CSV), limit=LARGEST)
        return _read(file, name, person)
    if data.get("ticket") and not data.get("table", "").strip():
        return _again(data["ticket"], person)
    return Received(pasted_rows(data.get("table", "")))


def _again(ticket: str, person: int | None) -> Received:
    try:
        told = signing.loads(ticket, salt=SALT, max_age=DAY)
        file = StoredFile.objects.get(pk=told["file"])
    except (signing.BadSignature, StoredFile.DoesNotExist) as error:
        raise bad_input("file", _("核对过的文件已经过期"), _("请重新选择文件，再核对一次。")) from error
    if told["person"] != person:
        raise bad_input("file", _("这个文件是另一个人核对的"), _("请重新选择文件，再核对一次。"))
    return _read(file, told["name"], person)


def _read(file: StoredFile, name: str, person: int | None) -> Received:
    ticket = signing.dumps({"file": file.pk, "name": name, "person": person}, salt=SALT)
    with _told_of(name), open_book(file, name) as book:
        remarks = list(book.remarks)
        if not book.sheets:
            return Received([], name, ticket, remarks)
        if len(book.sheets) > 1:
            told = {"first": book.sheets[0].name, "n": len(book.sheets) - 1}
            remarks.append(_("只读第一张工作表“%(first)s”，其余 %(n)s 张没有读。") % told)
        return Received([row for row in book.rows(0) if row.filled], name, ticket, remarks)


@contextmanager
def _told_of(name: str) -> Iterator[None]:
    """What is wrong with the file as such stands beside its field, with its name."""
    try:
        yield
    except BadInput as error:
        faults = [Fault("file", f"{name}：{one.what}", one.remedy) for one in error.faults]
        raise BadInput(faults) from error
