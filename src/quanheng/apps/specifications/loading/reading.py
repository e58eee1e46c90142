"""From a data file to typed records with the line each stands on, or every fault at once."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from django.utils.translation import gettext as _
from pydantic import ValidationError

from quanheng.apps.specifications.loading.records import Record
from quanheng.kernel.errors import BadInput, Fault, bad_input

R = TypeVar("R", bound=Record)
LINE = "__line__"


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A record and where it stands (``specifications.yaml:133``)."""

    where: str
    record: R


class _Lines(yaml.CSafeLoader):
    """YAML that keeps the line of every mapping and refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(key.value for key, _value in node.value)
        twice = [key for key, count in keys.items() if count > 1]
        if twice:
            raise yaml.constructor.ConstructorError(None, None, _("字段重复：%s") % twice[0], node.start_mark)
        mapping = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


def read_yaml(path: Path) -> Any:
    """The content of a YAML file with ``__line__`` in every mapping. :class:`BadInput` names file and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Lines)  # noqa: S506  a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise bad_input(f"{path.name}:{line}", error.problem or _("无法读取"), _("请按 YAML 格式改正该行。")) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise bad_input(path.name, _("无法读取：%s") % error, _("请检查文件及其编码（UTF-8）。")) from error


def read_json_lines(path: Path) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    """The head of a JSON-lines file and its records with their line. :class:`BadInput` names file and line."""
    lines: list[tuple[int, Any]] = []
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                try:
                    lines.append((number, json.loads(line)))
                except ValueError as error:
                    raise bad_input(f"{path.name}:{number}", str(error), _("该行须是一个 JSON 对象。")) from error
    except (OSError, UnicodeDecodeError) as error:
        raise bad_input(path.name, _("无法读取：%s") % error, _("请检查文件及其编码（UTF-8）。")) from error
    if not lines or not isinstance(lines[0][1], dict) or "source" not in lines[0][1]:
        raise bad_input(f"{path.name}:1", _("首行须写明来源"), _('例如 {"source": "…", "confidence": "B"}。'))
    head = lines[0][1]
    if head.get("records") != len(lines) - 1:
        what = _("首行称有 %(said)s 条记录，实有 %(found)s 条") % {"said": head.get("records"), "found": len(lines) - 1}
        raise bad_input(f"{path.name}:1", what, _("文件可能被截断，请重新取得。"))
    return head, lines[1:]


def records_of(
    kind: type[R], name: str, items: Iterable[tuple[int, Any]], *, key: Callable[[R], str], label: str
) -> list[Placed[R]]:
    """Typed records of ``items`` (line, value); ``label`` is the field that names a record in a fault.

    Raises :class:`BadInput` with every fault.
    """
    placed: list[Placed[R]] = []
    faults: list[Fault] = []
    for line, item in items:
        where = f"{name}:{line}"
        called = str(item.get(label, "")) if isinstance(item, dict) else ""
        try:
            placed.append(Placed(where, kind.model_validate(_without_lines(item))))
        except ValidationError as error:
            faults += [_fault(f"{where} {called}".strip(), detail) for detail in error.errors()]
    first: dict[str, str] = {}
    for item_ in placed:
        known = first.setdefault(key(item_.record), item_.where)
        if known != item_.where:
            what = _("%(key)s 已在 %(where)s 登记") % {"key": key(item_.record), "where": known}
            faults.append(Fault(item_.where, what, _("请合并为一条记录。")))
    if faults:
        raise BadInput(faults)
    return placed


def with_lines(items: Any, name: str) -> list[tuple[int, Any]]:
    """The items of a YAML list with their lines."""
    if not isinstance(items, list):
        raise bad_input(name, _("须是一个列表"), _("每条记录以“- ”起头。"))
    return [(item.get(LINE, 0) if isinstance(item, dict) else 0, item) for item in items]


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_lines(item) for key, item in value.items() if key != LINE}
    if isinstance(value, list):
        return [_without_lines(item) for item in value]
    return value


def _fault(where: str, detail: Any) -> Fault:
    """One pydantic error in the words of this register."""
    field = ".".join(str(part) for part in detail["loc"])
    said = str(detail.get("ctx", {}).get("error", "")) or detail["type"]
    words = {
        "missing": (_("缺少字段"), _("请补上该字段。")),
        "extra_forbidden": (_("无法识别的字段"), _("请检查拼写。")),
        "literal_error": (_("取值不在范围内"), _("可用的值：%s。") % detail.get("ctx", {}).get("expected", "")),
        "string_too_long": (_("文字过长"), _("请缩短。")),
        "number": (_("不是规范编号的标准写法"), _("请写成 JJF 1070-2023 的样子。")),
        "claim": (_("无法识别的状态说法"), _("请写现行、废止或即将实施。")),
        "day": (_("不是 1949-10-01 至 2100-12-31 之间的日期"), _("请写成 2023-10-12 的样子。")),
        "order": (_("实施日期早于发布日期"), _("请核对两个日期。")),
        "basis": (_("专业领域与其依据须同时写明"), _("请补上 field 或 field_basis。")),
        "itself": (_("规范不能代替自身"), _("请核对 replaces。")),
        "twice": (_("同一被代替版本写了两次"), _("请合并。")),
    }
    what, remedy = words.get(said, (str(detail["msg"]), _("请改正后重试。")))
    return Fault(where, _("字段 %(field)s：%(what)s") % {"field": field, "what": what} if field else what, remedy)
