"""Data files the project ships: YAML that remembers where each mapping stands, and every fault with its line."""

from collections import Counter
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from quanheng.kernel.errors import BadInput, Fault, bad_input

LINE = "__line__"
T = TypeVar("T", bound=BaseModel)


class _Lines(yaml.CSafeLoader):
    """Keeps the line of every mapping and refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(key.value for key, _value in node.value)
        for key, _value in node.value:
            if keys[key.value] > 1:
                raise yaml.constructor.ConstructorError(None, None, _("字段重复：%s") % key.value, key.start_mark)
        return {**super().construct_mapping(node, deep=deep), LINE: node.start_mark.line + 1}


def read_yaml(path: Path) -> Any:
    """The content of a YAML file with ``__line__`` in every mapping. :class:`BadInput` names file and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Lines)  # noqa: S506  a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise bad_input(f"{path.name}:{line}", error.problem or _("无法读取"), _("请按 YAML 格式改正该行。")) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise bad_input(path.name, _("无法读取：%s") % error, _("请检查文件及其编码（UTF-8）。")) from error


def without_lines(value: Any) -> Any:
    """``value`` as the file says it."""
    if isinstance(value, dict):
        return {key: without_lines(item) for key, item in value.items() if key != LINE}
    if isinstance(value, list):
        return [without_lines(item) for item in value]
    return value


def read_model(path: Path, shape: type[T]) -> T:
    """The content of ``path`` as ``shape``. :class:`BadInput` names file, line and field of every fault."""
    content = read_yaml(path)
    try:
        return shape.model_validate(without_lines(content))
    except ValidationError as error:
        raise BadInput(
            [
                Fault(f"{path.name}:{_line(content, fault['loc'])} {'.'.join(map(str, fault['loc']))}", fault["msg"])
                for fault in error.errors()
            ]
        ) from error


def _line(content: Any, location: tuple[int | str, ...]) -> int:
    """The line of the innermost mapping on the way to ``location``."""
    line = 0
    for step in (*location, None):
        if isinstance(content, dict):
            line = content.get(LINE, line)
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            break
    return line
