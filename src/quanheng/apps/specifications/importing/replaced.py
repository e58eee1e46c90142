"""The numbers in a cell that says what an edition replaces."""

import re

from django.utils.translation import gettext as _

from quanheng.apps.specifications.rules.numbers import SpecificationNumber, fold, parse_edition
from quanheng.kernel.imports import ValueFault

NOTHING = frozenset({"", "无", "-", "--", "/", "—", "——", "新制定", "首次发布", "首次制定"})
_NUMBER = re.compile(r"(?=JJ[GF])")
_BETWEEN = " 、，,;；/和及与\n\t\r"
_LEADS = ("代替", "替代", "部分代替")


def replaced_numbers(text: str) -> list[SpecificationNumber]:
    """In the order written, each once. Raises :class:`ValueFault` naming what is no number."""
    if text.strip() in NOTHING:
        return []
    found: dict[str, SpecificationNumber] = {}
    for piece in _NUMBER.split(fold(text)):
        said = piece.strip(_BETWEEN)
        if not said or said.rstrip(":") in _LEADS[:2]:
            continue
        if said.startswith(_LEADS[2]) or "部分" in said:
            raise ValueFault(_("“%s”是部分代替") % said[:40], _("部分代替请在规范的页面上登记，这里留空。"))
        number = parse_edition(said)
        if number is None:
            raise ValueFault(_("“%s”不是带年份的规范编号") % said[:40], _("请写成 JJF 1070-2005，几个之间用顿号分开。"))
        found.setdefault(number.lookup, number)
    return list(found.values())
