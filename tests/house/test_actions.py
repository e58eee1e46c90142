"""An action is the only way a record changes, and it leaves its event in the same transaction."""

import ast

from tests.house.sources import Module, at, dotted, modules, public_functions, refuse

THE_RECORDERS = {  # called by actions, inside their transactions
    "src/quanheng/apps/evidence/actions/record.py",
    "src/quanheng/apps/evidence/actions/seal.py",
}

DERIVES = {
    "refresh_spans": "computes rows from facts; the action that changed the facts calls it and records that",
    "read_rows": "computes from a file what importing it would do; changes no record",
}


def actions() -> list[Module]:
    return [
        module
        for module in modules()
        if "actions" in module.rooms
        and module.path.name != "__init__.py"
        and module.name not in THE_RECORDERS
        and module.path.stem not in DERIVES
    ]


def called(module: Module) -> set[str]:
    return {dotted(node.func).rpartition(".")[2] for node in ast.walk(module.tree) if isinstance(node, ast.Call)}


def other_actions() -> set[str]:
    return {module.path.stem for module in actions()}


def test_there_are_actions_to_look_at():
    assert actions()


def test_an_action_says_who_acts_and_when_by_name():
    bad = []
    for module in actions():
        for function in public_functions(module):
            if function.name != module.path.stem:
                continue
            by_name = {argument.arg for argument in function.args.kwonlyargs}
            if function.args.args or function.args.posonlyargs or not {"actor", "now"} <= by_name:
                bad.append(f"{at(module, function)} {function.name}")
    refuse(
        bad, "An action takes keyword-only arguments, `actor` and `now` among them: nothing is done by nobody, ever."
    )


def test_an_action_file_holds_the_verb_it_is_named_after():
    bad = [
        module.name
        for module in actions()
        if (names := {function.name for function in public_functions(module)}) and module.path.stem not in names
    ]
    refuse(bad, "One verb a file: the file is named after the public function in it.")


def test_an_action_writes_its_event_in_one_transaction():
    bad = []
    for module in actions():
        if module.path.stem not in {function.name for function in public_functions(module)}:
            continue
        calls = called(module)
        delegates = calls & (other_actions() - {module.path.stem})
        if not (calls & {"record", "record_many"} or delegates):
            bad.append(f"{module.name}: writes no event")
        if "atomic" not in calls and not delegates:
            bad.append(f"{module.name}: has no transaction.atomic")
    refuse(bad, "One event or no change: an action records its event, inside the transaction of the change.")


WRITES = {"save", "delete", "create", "bulk_create", "bulk_update", "update", "get_or_create", "update_or_create"}


THE_LOG = ("apps", "evidence", "log")  # the engine behind `seal`: it numbers and signs what actions sealed


def test_only_actions_write():
    bad = []
    for module in modules():
        if module.rooms[0] not in {"apps", "web"} or {"actions", "models"} & set(module.rooms):
            continue
        if module.rooms[:3] == THE_LOG:
            continue
        bad += [
            f"{at(module, node)} .{node.func.attr}()"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITES
            and ".objects" in ast.unparse(node.func.value)
        ]
    refuse(bad, "Records change in actions/ only, so that no change is without its policy and its event.")
