"""The published and recorded values the core is held to, read from the shared data folder."""

import json
from pathlib import Path
from typing import Any

import numpy as np


def cases(shared_data: Path, name: str) -> dict[str, dict[str, Any]]:
    """Cases of one validation file by id."""
    path = shared_data / "validation" / f"{name}.json"
    return {case["id"]: case for case in json.loads(path.read_text(encoding="utf-8"))["cases"]}


def hold(case: dict[str, Any], name: str, computed: object) -> None:
    """Assert that ``computed`` is the expected value within its own printed or computed tolerance."""
    expected = case["expected"][name]
    got, want = np.asarray(computed, dtype=float), np.asarray(expected["value"], dtype=float)
    assert got.shape == want.shape, (case["id"], name, got, want)
    allowed = expected.get("tol_abs", 0.0) + expected.get("tol_rel", 0.0) * np.abs(want)
    off = np.abs(got - want)
    assert (off <= allowed * (1 + 1e-9)).all(), f"{case['id']} {name}: {got} is off {want} by {off}, allowed {allowed}"
