"""Sheets of labels to print, with every length in millimetres."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from quanheng.apps.evidence.labels.listing import address_of
from quanheng.apps.evidence.models.labels import Label
from quanheng.core.trust.labels.qr import QUIET, code_of
from quanheng.kernel.data_files import read_model
from quanheng.kernel.errors import bad_input
from quanheng.kernel.pdf import typeset

FINEST = 0.3
"""Millimetres of a module: finer ones are lost by printers of 300 dots per inch and by telephones."""
MOST = 240
"""Labels in one file: a code takes a good part of the time of a page."""


class SheetFormat(BaseModel):
    """A page and where the labels are on it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    name: str
    page: tuple[float, float]
    label: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float
    gap_x: float
    gap_y: float

    @property
    def cells(self) -> int:
        """Labels on a page."""
        return self.columns * self.rows

    @property
    def side(self) -> float:
        """Of the code with its white border, as ``sheets.typ`` draws it."""
        width, height = self.label
        return min(height - 3, width * 0.52)


class _Formats(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sheets: tuple[SheetFormat, ...]


@cache
def sheet_formats() -> dict[str, SheetFormat]:
    """The formats as shipped, by key."""
    with as_file(files("quanheng.apps.evidence") / "data" / "label_sheets.yaml") as path:
        return {one.key: one for one in read_model(path, _Formats).sheets}


def sheets(labels: Sequence[Label], form: SheetFormat, start: int = 0) -> bytes:
    """The PDF of ``labels`` in order; the first ``start`` cells of the first page stay empty. ``BadInput`` when there
    are too many, or when a code would become too fine for the format.
    """
    if len(labels) > MOST:
        told = {"count": len(labels), "most": MOST}
        raise bad_input("", _("共 %(count)d 枚，一个文件最多 %(most)d 枚") % told, _("请用筛选缩小范围。"))
    pages: list[list[dict[str, Any]]] = []
    for place, label in enumerate(labels, start):
        if not pages or place % form.cells == 0:
            pages.append([])
        pages[-1].append({**_content(label, form), "cell": place % form.cells})
    words = {"serial": _("器具编号"), "kind": _("种类："), "due": _("有效期至："), "result": _("结果：")}
    data = {
        "page": form.page,
        "label": form.label,
        "columns": form.columns,
        "left": form.left,
        "top": form.top,
        "gap": [form.gap_x, form.gap_y],
        "pages": pages,
        "words": words,
    }
    template = files("quanheng.apps.evidence.labels") / "sheets.typ"
    return typeset(template.read_text(encoding="utf-8"), data)


def _content(label: Label, form: SheetFormat) -> dict[str, Any]:
    code = code_of(address_of(label))
    module = form.side / (code.modules + 2 * QUIET)
    if module < FINEST:
        what = _("%(number)s 的二维码在这种规格上每格只有 %(module).2f mm，打印后难以识读") % {
            "number": label.number,
            "module": module,
        }
        raise bad_input("format", what, _("请换大一些的规格。"))
    return {
        "code": code.svg(),
        "issuer": label.key.issuer_name,
        "serial": label.serial,
        "name": label.name,
        "kind": str(label.get_kind_display()),
        "due": label.due.isoformat(),
        "result": label.result,
        "number": label.number,
    }
