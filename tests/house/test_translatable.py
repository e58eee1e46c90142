"""Every Chinese sentence the interface says can be said in another language."""

import ast
import re

from tests.house.sources import Module, at, dotted, modules, refuse

CHINESE = re.compile(r"[\u3400-\u9fff]")
SAYS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "translate"}
SPEAKING_ROOMS = {
    "views",
    "forms",
    "policies",
    "feeds",
    "commands",
    "middleware",
    "context",
    "up",
    "supervise",
    "events",
}
SPEAKING_CALLS = {"bad_input", "Fault", "denied", "CommandError", "ValidationError", "Http404", "HttpResponse"}


def sentences(module: Module) -> set[int]:
    """Nodes that are docstrings or stand inside a translating call."""
    allowed: set[int] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            allowed.add(id(node.body[0].value))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))
        if isinstance(node, ast.Assign) and dotted(node.targets[0]).startswith("EXAMPLES"):  # typed in, not said
            allowed |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in SAYS | {"Basis"}:
            allowed |= {id(inner) for inner in ast.walk(node)}
    return allowed


def untranslated(module: Module, root: ast.AST) -> list[str]:
    allowed = sentences(module)
    return [
        f"{at(module, node)} {node.value[:30]!r}"
        for node in ast.walk(root)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in allowed
    ]


def test_doors_speak_through_translation():
    bad = [
        line for module in modules() if SPEAKING_ROOMS & set(module.rooms) for line in untranslated(module, module.tree)
    ]
    refuse(bad, 'Wrap it: _("…"). A sentence outside gettext stays Chinese for everybody.')


def test_errors_speak_through_translation():
    bad = sorted(
        {
            line
            for module in modules()
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in SPEAKING_CALLS
            for line in untranslated(module, node)
        }
    )
    refuse(bad, 'An error is shown to people: _("…").')
