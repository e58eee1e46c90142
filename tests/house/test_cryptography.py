"""docs/engineering/cryptography.md knows every place where the platform uses cryptography (ASVS 5.0, 11.1)."""

import ast
import re

from quanheng.core.trust.inventory import inventory
from tests.house.sources import PACKAGE, ROOT, Module, modules, refuse

DOCUMENT = (ROOT / "docs" / "engineering" / "cryptography.md").read_text(encoding="utf-8")
PLACES = tuple(re.findall(r"^\| `([\w/]+)(?:\.py)?` \|", DOCUMENT, re.MULTILINE))
CRYPTOGRAPHY = {"argon2", "cbor2", "cryptography", "hashlib", "hmac", "rfc3161_client", "secrets", "ssl"}


def imports(module: Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_every_module_that_uses_cryptography_has_its_line():
    using = {"/".join(module.rooms): module for module in modules() if imports(module) & CRYPTOGRAPHY}
    missing = [module.name for path, module in using.items() if not path.startswith(PLACES)]
    refuse(
        missing, "Say in docs/engineering/cryptography.md what it is used for and whether anything secret hangs on it."
    )


def test_every_line_leads_to_something():
    assert PLACES
    gone = [place for place in PLACES if not (PACKAGE / place).exists() and not (PACKAGE / f"{place}.py").exists()]
    assert gone == []


def test_the_table_of_algorithms_is_that_of_the_code():
    for use in inventory():
        safe = "yes" if use.quantum_safe else "no"
        line = f"| {use.algorithm} | {use.standard} | {use.strength} | {safe} | {use.purpose} |"
        assert line in DOCUMENT, f"docs/engineering/cryptography.md lacks: {line}"
