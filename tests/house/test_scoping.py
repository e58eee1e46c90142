"""Nothing is shown that was not asked for on somebody's behalf."""

import ast

import pytest
from django.apps import apps

from quanheng.kernel.records import Scoped
from tests.house.sources import at, dotted, modules, public_functions, refuse

DOORS = {"views", "api", "feeds", "forms", "home", "pages", "sitemaps", "templatetags"}

NOT_SHOWN = {
    "people.SignInFailure": "counted by sign-in alone, never listed",
    "law.EditionSpan": "computed from an edition's facts, reached only through the edition, which is scoped",
    "specifications.EditionSpan": "computed from an edition's facts, reached only through the edition, which is scoped",
}


def registers() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("quanheng.apps.")]


@pytest.mark.parametrize("model", registers(), ids=lambda model: model._meta.label)
def test_every_model_says_who_may_see_it(model):
    if model._meta.label in NOT_SHOWN or model._meta.auto_created:
        return
    assert issubclass(model, Scoped), f"{model._meta.label}: derive from Scoped, or say here why it is never shown"
    assert model.visibility.__func__ is not Scoped.visibility.__func__, (
        f"{model._meta.label}: write visibility(actor); without it nobody sees anything"
    )


def test_a_door_never_asks_the_database_itself():
    bad = [
        at(module, node)
        for module in modules()
        if module.rooms[0] in {"apps", "web"} and DOORS & set(module.rooms) and "queries" not in module.rooms
        for node in ast.walk(module.tree)
        if _is_objects(node)
    ]
    refuse(bad, "Views, forms, feeds and API ask queries.py or public.py: there the actor's scope is applied once.")


def test_every_query_starts_from_what_the_actor_may_see():
    bad = []
    for module in modules():
        if not {"queries"} & set(module.rooms):
            continue
        scoped = {
            node.value.lineno
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute) and node.attr == "visible_to" and _is_objects(node.value)
        }
        bad += [at(module, node) for node in ast.walk(module.tree) if _is_objects(node) and node.lineno not in scoped]
    refuse(bad, "A query starts with Model.objects.visible_to(actor); an unscoped one shows what was not public.")


def test_every_query_knows_its_asker():
    bad = [
        f"{at(module, function)} {function.name}"
        for module in modules()
        if {"queries"} & set(module.rooms)
        for function in public_functions(module)
        if "visible_to" in ast.unparse(function)
        and not any(f"visible_to({open_to})" in ast.unparse(function) for open_to in ("ANONYMOUS", "THE_LOG"))
        and "actor" not in {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
    ]
    refuse(bad, "A query takes the actor as an argument; one it makes up is somebody else's eyes.")


def _is_objects(node: ast.AST) -> bool:
    """``Model.objects``, and not the rows that something else calls its objects."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
        and dotted(node.value).rpartition(".")[2][:1].isupper()
    )
