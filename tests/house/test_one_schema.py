"""One schema and one behaviour on two databases, and none of the settings that lose data."""

import ast
import re

from tests.house.sources import at, dotted, modules, refuse

ONLY_POSTGRESQL = {"ArrayField", "HStoreField", "ExclusionConstraint", "SearchVectorField", "select_for_update"}


def test_nothing_works_on_one_database_only():
    bad = []
    for module in modules():
        for node in ast.walk(module.tree):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in ONLY_POSTGRESQL:
                bad.append(f"{at(module, node)} {name}")
            if isinstance(node, ast.Call) and dotted(node.func).endswith(".distinct") and node.args:
                bad.append(f"{at(module, node)} distinct(field)")
            if isinstance(node, ast.keyword) and node.arg == "nulls_distinct":
                bad.append(f"{at(module, node.value)} nulls_distinct")
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.contrib.postgres"):
                bad.append(f"{at(module, node)} django.contrib.postgres")
    refuse(bad, "It would not work on SQLite, or lock nothing there; what must differ lives in kernel/dialects.py.")


def test_sqlite_is_never_memory_mapped():
    bad = [
        module.name
        for folder in ("src/quanheng", "tools")
        for module in modules(folder)
        if re.search(r"mmap_size\s*=", module.text)
    ]
    refuse(bad, "mmap_size gains nothing and turned a WAL race into lost data elsewhere (2026-04).")


def test_sqlite_is_imported_through_the_one_module():
    bad = [
        at(module, node)
        for module in modules()
        if module.rooms != ("kernel", "sqlite")
        for node in module.tree.body
        if isinstance(node, ast.Import) and any(alias.name.startswith(("sqlite3", "pysqlite3")) for alias in node.names)
    ]
    refuse(bad, "An import at module level may come before kernel.sqlite.use_bundled_library() and load the old one.")
