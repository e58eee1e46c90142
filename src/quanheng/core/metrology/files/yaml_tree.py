"""YAML as a tree that knows its lines. Scalars stay the text that was typed: the field decides what it means."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from quanheng.core.metrology.files.faults import FileFault, FileRefused
from quanheng.core.metrology.statement import Statement

LARGEST = 1_000_000
DEEPEST = 20
PLAIN = {"str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map"}
NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: its text, or ``None`` for nothing, and its line."""

    text: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "tuple[Tree, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping of field name → tree, and of field name → the line of the name."""

    entries: "dict[str, Tree]"
    lines: dict[str, int]
    line: int


Tree = Leaf | Items | Fields


def read_tree(file: str, text: str) -> Tree:
    """The one document of a YAML file. Tags and repeated field names are refused, aliases resolved."""
    if len(text) > LARGEST:
        _refuse(file, None, Statement("is larger than a million characters"), Statement("is this the right file?"))
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        _refuse(
            file,
            mark.line + 1 if mark else None,
            Statement("is not proper YAML: {problem}", problem=fault.problem or fault.context or ""),
            Statement("check indentation, colons and quotation marks; quote text that holds a colon"),
        )
    except yaml.YAMLError as fault:
        _refuse(
            file,
            None,
            Statement("holds a character that YAML does not allow: {problem}", problem=str(fault).splitlines()[0]),
            Statement("remove control characters"),
        )
    except RecursionError:
        _refuse(file, None, Statement("is nested too deeply"), Statement("is this the right file?"))
    if node is None:
        _refuse(file, None, Statement("is empty"), Statement("start from the example in the documentation"))
    return _tree(file, node, 0)


def _refuse(file: str, line: int | None, rule: str, remedy: str) -> NoReturn:
    raise FileRefused([FileFault(file, line, "", "", rule, remedy)])


def _tree(file: str, node: yaml.Node, depth: int) -> Tree:
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        _refuse(file, line, Statement("is nested too deeply"), Statement("is this the right file?"))
    if str(node.tag).removeprefix("tag:yaml.org,2002:") not in PLAIN:
        _refuse(
            file, line, Statement("has the tag {tag}", tag=node.tag), Statement("remove it: only plain data is read")
        )
    if isinstance(node, yaml.ScalarNode):
        plain = node.style is None
        return Leaf(None if plain and node.value in NOTHING else str(node.value), line)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_tree(file, one, depth + 1) for one in node.value), line)
    entries: dict[str, Tree] = {}
    lines: dict[str, int] = {}
    for name, value in _pairs(file, node):
        if name.value in entries:
            _refuse(
                file,
                name.start_mark.line + 1,
                Statement("{name} is given twice", name=name.value),
                Statement("keep one of them"),
            )
        entries[str(name.value)] = _tree(file, value, depth + 1)
        lines[str(name.value)] = name.start_mark.line + 1
    return Fields(entries, lines, line)


def _pairs(file: str, node: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            _refuse(
                file,
                name.start_mark.line + 1,
                Statement("has a field whose name is not text"),
                Statement("write name: value"),
            )
        yield name, value
