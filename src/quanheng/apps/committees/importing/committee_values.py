"""What the cells of a row of committees mean: numbers, organisations, fields and days, with what is wrong with them."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.committees.importing.committee_texts import JOIN, LINES, called
from quanheng.apps.committees.importing.known import Known
from quanheng.apps.committees.importing.ordinals import ordinal_of
from quanheng.apps.committees.rules.codes import Code, parse_code
from quanheng.apps.people.public import Organisation, name_key
from quanheng.apps.people.public import called as called_organisations
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import FIRST_DAY, LAST_DAY
from quanheng.kernel.errors import bad_input
from quanheng.kernel.imports import CellFault, Entry, ValueFault

_SEPARATORS = re.compile(r"[、；;\n]+")
_SENTENCES = re.compile(r"[；;\n]+")
_FOUNDED = re.compile(r"(\d{4})(?:年|[-/.](\d{1,2})|年(\d{1,2})月?)?(?:[-/.](\d{1,2})|(\d{1,2})日)?")
NEVER_EMPTY = ("tier", "level", "host", "term", "confidence", "source", "code", "region")


def parts(text: str) -> list[str]:
    """What stands between enumeration signs."""
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


def meant(entry: Entry, known: Known) -> tuple[dict[str, Any], list[CellFault]]:
    """The values of the entry as they will be stored, and what is wrong with them. Values at fault are left out."""
    values, faults = dict(entry.values), list[CellFault]()
    for name, value in entry.values.items():
        try:
            values[name] = _meant(name, value, known)
        except ValueFault as wrong:
            del values[name]
            faults.append(CellFault(name, wrong.what, wrong.remedy))
    return values, faults


def _meant(name: str, value: Any, known: Known) -> Any:
    if value == "" and name in NEVER_EMPTY:
        raise ValueFault(_("这一栏不能清空"), _("请填写内容，或留空表示不改。"))
    return _READ[name](str(value), known) if value != "" and name in _READ else value


def _code(text: str, known: Known) -> str:  # noqa: ARG001  one of the readers
    return code_or_fault(text).text


def code_or_fault(text: str) -> Code:
    """The code ``text`` spells. Raises :class:`ValueFault`."""
    code = parse_code(text)
    if code is None:
        raise ValueFault(_("“%s”不是委员会代号") % text[:40], _("请写成 MTC26 或 MTC26/SC3；没有国家编号的留空。"))
    return code


def _parent(text: str, known: Known) -> str:
    """Its number or name; one that is not on record may stand in the same file."""
    found = known.named(text)
    if len(found) > 1:
        keys = JOIN.join(one.key for one in found)
        raise ValueFault(_("同名的委员会有几个：%s") % keys, _("请填登记号。"))
    code = parse_code(text)
    return called(found[0]) if found else code.text if code else text


def _fields(text: str, known: Known) -> str:
    found = []
    for part in parts(text.replace("，", JOIN).replace(",", JOIN)):
        one = known.fields.get(name_key(part))
        if one is None:
            names = JOIN.join(dict.fromkeys(field.name for field in known.fields.values()))
            raise ValueFault(_("没有专业领域“%s”") % part[:30], _("可以填：%s。") % names)
        found.append(one)
    return JOIN.join(one.name for one in sorted(set(found), key=lambda field: field.order))


def _hosts(text: str, known: Known) -> str:
    return JOIN.join(sorted({organisation_or_fault(part, known).name for part in parts(text)}))


def _body(text: str, known: Known) -> str:
    return organisation_or_fault(text, known).name


def organisation_or_fault(text: str, known: Known) -> Organisation:
    """The one organisation ``text`` names. Raises :class:`ValueFault`."""
    found = known.organisations.get(text, [])
    if len(found) == 1:
        return found[0]
    if found:
        keys = JOIN.join(one.key for one in found)
        raise ValueFault(_("同名的机构有几个：%s") % keys, _("请填登记号。"))
    raise ValueFault(_("没有机构“%s”") % text[:60], _("请核对名称；没有登记的请先导入“机构”。"))


def _founded(text: str, known: Known) -> str:  # noqa: ARG001  one of the readers
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = _FOUNDED.fullmatch(plain)
    wrong = ValueFault(_("“%s”不是年、年月或日期") % text[:30], _("请写成 2023、2023-07 或 2023-07-13。"))
    if not found:
        raise wrong
    year, month, day = int(found[1]), int(found[2] or found[3] or 0), int(found[4] or found[5] or 0)
    try:
        known_day = date(year, month or 1, day or 1)
    except ValueError:
        raise wrong from None
    if (day and not month) or not FIRST_DAY.year <= known_day.year <= LAST_DAY.year:
        raise ValueFault(_("%s 超出范围") % text[:30], _("请填 1949 年至 2100 年之间的时间。"))
    return "-".join([f"{year}", *([f"{month:02d}"] if month else []), *([f"{day:02d}"] if day else [])])


def _ordinal(text: str, known: Known) -> str:  # noqa: ARG001  one of the readers
    ordinal = ordinal_of(text)
    if ordinal is None:
        raise ValueFault(_("“%s”不是届次") % text[:20], _("请写成 4 或 第四届。"))
    return str(ordinal)


def _facts(text: str, known: Known) -> str:  # noqa: ARG001  one of the readers
    return LINES.join(part.strip() for part in _SENTENCES.split(text) if part.strip())


_READ: Mapping[str, Callable[[str, Known], str]] = {
    "code": _code,
    "parent": _parent,
    "fields": _fields,
    "host": _hosts,
    "approved_by": _body,
    "founded": _founded,
    "term": _ordinal,
    "facts": _facts,
}


def columns_of(texts: Mapping[str, str], known: Known) -> dict[str, Any]:
    """The values that ``texts`` give the columns of a committee. ``BadInput`` when what they name is gone meanwhile."""
    values: dict[str, Any] = {
        name: texts[name] for name in ("name", "tier", "level", "confidence", "source") if name in texts
    }
    if "founded" in texts:
        values["founded_on"] = texts["founded"]
    if "planned" in texts:
        values["planned"] = texts["planned"] == "1"
    if "facts" in texts:
        values["facts"] = [line for line in texts["facts"].split(LINES) if line]
    if "fields" in texts:
        values["fields"] = [known.fields[name_key(name)] for name in parts(texts["fields"])]
    if "approved_by" in texts:
        values["approved_by"] = body_of(texts["approved_by"], known.actor) if texts["approved_by"] else None
    if "parent" in texts:
        values["parent"] = parent_of(texts["parent"], known) if texts["parent"] else None
    return values


def body_of(name: str, actor: Actor) -> Organisation:
    """The organisation called ``name``. ``BadInput`` when there is none, or no longer only one."""
    found = called_organisations(actor, [name])[name]
    if len(found) != 1:
        raise bad_input("", _("机构“%s”没有登记，或同名的不止一个") % name, _("请核对机构登记簿。"))
    return found[0]


def parent_of(text: str, known: Known) -> Any:
    """The committee that ``text`` calls. ``BadInput`` when there is none, or no longer only one."""
    found = known.named(text)
    if len(found) != 1:
        raise bad_input("parent", _("上级委员会“%s”没有登记") % text, _("请先登记上级委员会。"))
    return found[0]
