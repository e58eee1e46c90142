"""The source files of the project, read once, as the house rules look at them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "quanheng"


@dataclass(frozen=True)
class Module:
    """One Python file: where it is and what it says."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path from the root of the project, as messages show it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def rooms(self) -> tuple[str, ...]:
        """The parts of the path inside the package: ``apps, law, views, articles``."""
        return self.path.relative_to(PACKAGE).with_suffix("").parts


@cache
def modules(folder: str = "src/quanheng") -> tuple[Module, ...]:
    """Every module under ``folder``, without generated migrations."""
    return tuple(
        Module(path, text := path.read_text(encoding="utf-8"), ast.parse(text))
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not ("migrations" in path.parts and path.name[:4].isdigit())
    )


def at(module: Module, node: ast.AST) -> str:
    """``file:line`` of a node."""
    return f"{module.name}:{getattr(node, 'lineno', 1)}"


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def public_functions(module: Module) -> list[ast.FunctionDef]:
    """The functions a module offers."""
    return [node for node in module.tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of a name or attribute chain; the empty string for anything else at its root."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        root = dotted(node.value)
        return f"{root}.{node.attr}" if root else f".{node.attr}"
    return ""


def refuse(found: list[str], reason: str) -> None:
    """Fail with the reason of the rule and every place that breaks it."""
    assert not found, f"{reason}\n  " + "\n  ".join(found)
