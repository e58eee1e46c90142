"""YAML that remembers where each mapping stands, and refuses a key given twice."""

from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from quanheng.kernel.errors import bad_input

LINE = "__line__"


class _Loader(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002, RUF100
        keys = [key.value for key, _value in node.value]
        for key, _value in node.value:
            if keys.count(key.value) > 1:
                where = f"{node.start_mark.name}:{key.start_mark.line + 1}"
                raise bad_input(where, _("键 %s 出现了两次") % key.value, _("请去掉其中一个。"))
        return {**super().construct_mapping(node, deep=deep), LINE: node.start_mark.line + 1}


def read(path: Path) -> dict[str, Any]:
    """The mapping in ``path``. Raises ``BadInput`` with the line when it is not YAML."""
    loader = _Loader(path.read_text(encoding="utf-8"))
    loader.name = path.name
    try:
        return dict(loader.get_single_data() or {})
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 0
        raise bad_input(f"{path.name}:{line}", _("不是 YAML：%s") % wrong.problem, _("请检查缩进和引号。")) from wrong
    finally:
        loader.dispose()
