import ast

import pytest

from tests.house.sources import at, functions, modules, refuse

FOLDERS = ("src/quanheng", "tools", "benchmarks", "tests")
LONGEST_FILE, LONGEST_FUNCTION = 400, 40


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_holds_more_than_one_idea_can_need(folder):
    long = [
        f"{module.name}: {lines} lines"
        for module in modules(folder)
        if (lines := module.text.count("\n")) > LONGEST_FILE
    ]
    refuse(long, f"Split by idea: a file has at most {LONGEST_FILE} lines (target 80).")


def body_lines(node):
    """Lines of a function without its docstring: explaining oneself is not punished."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return node.end_lineno - first.lineno + 1


@pytest.mark.parametrize("folder", FOLDERS[:3])  # a table of golden rows may be as long as it is
def test_no_function_is_longer_than_a_screen(folder):
    long = [
        f"{at(module, node)} {node.name}: {lines} lines"
        for module in modules(folder)
        for node in functions(module.tree)
        if (lines := body_lines(node)) > LONGEST_FUNCTION
    ]
    refuse(long, f"Split by step: a function has at most {LONGEST_FUNCTION} lines.")


def test_no_module_is_named_after_nothing():
    bad = {"utils", "util", "helpers", "managers", "misc", "common", "processors"}
    refuse(
        [module.name for module in modules() if module.path.stem in bad],
        "Name a file after its one idea; these names take anything and end up holding everything.",
    )
