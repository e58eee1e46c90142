"""Third-party files are what the record says, and their licences travel with them."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
RECORD = json.loads((ROOT / "tools" / "vendored.json").read_text())


@pytest.fixture(scope="module")
def vendor():
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_vendored_file_is_as_recorded(vendor):
    assert vendor.check(RECORD) == []


def test_a_changed_missing_or_unknown_file_is_noticed(vendor, tmp_path, monkeypatch):
    for folder in ("vendor", "fonts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "vendor" / "a.js").write_text("changed")
    (tmp_path / "fonts" / "stranger.woff2").write_text("x")
    monkeypatch.setattr(vendor, "STATIC", tmp_path)
    faults = vendor.check({"files": {"vendor/a.js": "0" * 64, "vendor/b.js": "0" * 64}})
    assert [fault.split(":")[0] for fault in faults] == ["vendor/a.js", "vendor/b.js", "fonts/stranger.woff2"]


def test_the_notice_names_every_package_with_its_version_and_licence():
    notice = (ROOT / "NOTICE").read_text()
    for package in RECORD["packages"]:
        assert f"{package['name']} {package['version']}" in notice
        assert package["licence"] in notice


def test_every_font_slice_has_its_rule_and_every_rule_its_slice(vendor):
    css = (vendor.STATIC / "css" / "fonts.css").read_text()
    asked = set(re.findall(r"\.\./fonts/([^\"]+)", css))
    assert asked == {path.name for path in (vendor.STATIC / "fonts").glob("*.woff2")}
    assert css.count("unicode-range") == len(asked)


def test_vendored_files_stay_under_twelve_megabytes(vendor):
    assert sum((vendor.STATIC / name).stat().st_size for name in RECORD["files"]) < 12 * 1024 * 1024
