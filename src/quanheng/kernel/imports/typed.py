"""From the texts of a row to values, with every fault of every cell."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from quanheng.kernel.imports.columns import Texts
from quanheng.kernel.imports.fields import Field, ValueFault
from quanheng.kernel.imports.importer import CellFault, Entry
from quanheng.kernel.imports.sheets import Mark


def typed(texts: Texts, fields: Sequence[Field], source: str = "") -> tuple[Entry, tuple[CellFault, ...]]:
    """The entry of a row, and what is wrong with its cells. Cells at fault are left out of the entry."""
    values = {}
    faults = []
    for one in fields:
        try:
            value = _value(one, texts)
        except ValueFault as wrong:
            faults.append(CellFault(one.key, wrong.what, wrong.remedy))
            continue
        if value is not None:
            values[one.key] = value
        elif one.required:
            faults.append(CellFault(one.key, _("没有填写"), _("这一栏必须填写。")))
    return Entry(texts.row, values, source), tuple(faults)


def _value(one: Field, texts: Texts) -> object:
    mark = texts.marks.get(one.key)
    if mark is not None:
        what, remedy = _marked()[mark]
        raise ValueFault(what, remedy)
    return one.read(texts.texts.get(one.key, ""))


def _marked() -> Mapping[Mark, tuple[str, str]]:
    return {
        Mark.FORMULA: (_("是公式，没有读它的结果"), _("请把公式粘贴为值。")),
        Mark.BROKEN: (_("是表格软件的错误值"), _("请改正公式，或填写内容。")),
        Mark.LONG: (_("内容过长"), _("请缩短。")),
        Mark.CONTROL: (_("有无法显示的控制字符"), _("请重新输入这一格。")),
    }
