import ast

import pytest

from tests.house.sources import PACKAGE, modules, refuse

APPS = sorted(path.name for path in (PACKAGE / "apps").iterdir() if (path / "__init__.py").exists())
SAYS = ("Purpose", "Legal basis", "Words", "Invariants")


@pytest.mark.parametrize("app", APPS)
def test_an_app_says_what_it_is_for(app):
    text = ast.get_docstring(ast.parse((PACKAGE / "apps" / app / "__init__.py").read_text())) or ""
    missing = [word for word in SAYS if word not in text]
    assert not missing, f"apps/{app}/__init__.py: the docstring says {', '.join(SAYS)}; missing: {', '.join(missing)}"


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_one_door_for_other_apps(app):
    assert (PACKAGE / "apps" / app / "public.py").exists(), f"apps/{app} needs public.py: the one module others import"


def test_other_apps_and_the_doors_use_public_modules_only():
    open_to_doors = {"public", "urls", "api", "apps"}
    bad = []
    for module in modules():
        here = module.rooms[1] if module.rooms[0] == "apps" else None
        if module.rooms[0] not in {"apps", "web"}:
            continue
        for node in ast.walk(module.tree):
            name = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            parts = name.split(".")
            if parts[:2] != ["quanheng", "apps"] or len(parts) < 3 or parts[2] == here:
                continue
            allowed = {"public"} if here else open_to_doors
            inside = parts[3] if len(parts) > 3 else "nothing"
            if inside not in allowed and not (inside == "nothing" and {a.name for a in node.names} <= allowed):
                bad.append(f"{module.name}:{node.lineno} imports {name}")
    refuse(bad, "An app is used through its public.py (the doors also through urls.py and api.py).")


def test_every_package_is_a_package():
    bad = sorted(
        {
            path.parent.relative_to(PACKAGE).as_posix()
            for path in PACKAGE.rglob("*.py")
            if not (path.parent / "__init__.py").exists()
        }
    )
    refuse(bad, "A folder of modules needs __init__.py, or tools and the wheel pass it by.")
