import ast

from tests.house.sources import at, dotted, modules, refuse

ASKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "date.today",
    "datetime.date.today",
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
}
THE_CLOCK = ("kernel", "clock")


def test_only_the_clock_asks_what_time_it_is():
    bad = [
        f"{at(module, node)} {dotted(node.func)}()"
        for module in modules()
        if module.rooms != THE_CLOCK
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and dotted(node.func) in ASKS
    ]
    refuse(bad, "Time comes from kernel.clock, so that a legal day is a day in Asia/Shanghai and tests can set it.")


def test_rules_and_actions_are_told_the_time():
    told = {"actions", "rules", "core"}
    bad = [
        f"{at(module, node)} imports the clock"
        for module in modules()
        if told & set(module.rooms)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith("kernel.clock")
        and {alias.name for alias in node.names} & {"now", "legal_today"}
    ]
    refuse(bad, "Actions and rules take `now` or a day as an argument; the door reads the clock.")
