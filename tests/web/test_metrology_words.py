"""Everything the metrology core may say has its words in the language of the interface."""

import ast
import string

from quanheng.core.metrology.statement import Statement
from quanheng.web.metrology.words import ALL, said
from tests.house.sources import modules

ROOMS = {"files", "uncertainty", "comparison", "errors"}


def templates(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return templates(node.body) | templates(node.orelse)
    return set()


def spoken():
    """Templates in the core: arguments of Statement, and constants that are handed to it."""
    found = set()
    for module in modules("src/quanheng/core/metrology"):
        if not ROOMS & set(module.rooms):
            continue
        constants = {
            target.id: node.value
            for node in module.tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Statement":
                first = node.args[0]
                names = {one.id for one in ast.walk(first) if isinstance(one, ast.Name)} & set(constants)
                found |= templates(first) | set().union(*(templates(constants[name]) for name in names))
    return found


def test_nothing_is_said_without_words():
    assert len(spoken()) > 100
    assert sorted(spoken() - set(ALL)) == []


def test_no_words_are_kept_for_what_is_never_said():
    assert sorted(set(ALL) - spoken()) == []


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_words_use_only_the_values_that_are_there():
    wrong = [template for template, words in ALL.items() if not fields(str(words)) <= fields(template)]
    assert wrong == []


def test_a_statement_is_translated_and_other_text_is_kept():
    assert said(Statement("must be more than {above:g}, not {value:g}", above=0, value=-1)) == "必须大于 0，而不是 -1"
    assert said("anything else") == "anything else"
