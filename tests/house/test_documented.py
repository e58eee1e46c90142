"""What an operator may set or run is written down; what is written down exists."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from quanheng.web.config import Config
from tests.house.sources import ROOT, modules, refuse

OPERATIONS = ROOT / "docs" / "engineering" / "operations.md"


def own_commands() -> list[str]:
    return sorted(name for name, app in get_commands().items() if app.startswith("quanheng"))


def environment_names() -> set[str]:
    """The names read from the environment anywhere in the platform and its tools."""
    settings = {field.alias for field in Config.model_fields.values()}
    named = {
        name
        for folder in ("src/quanheng", "tools", "tests", "benchmarks")
        for module in modules(folder)
        for name in re.findall(r"\b(?:QUANHENG|DATABASE)_[A-Z][A-Z_]*[A-Z]\b", module.text)
    }
    return settings | named


def test_there_are_commands_to_look_at():
    assert "up" in own_commands()


@pytest.mark.parametrize("name", own_commands())
def test_every_command_is_documented(name):
    assert f"`quanheng {name}" in OPERATIONS.read_text(), f"{OPERATIONS.name}: write a line on `quanheng {name}`"


@pytest.mark.parametrize("name", own_commands())
def test_every_command_says_what_it_does(name):
    command = load_command_class(get_commands()[name], name)
    assert command.help, f"`quanheng help {name}` says nothing: give the command a help text"


@pytest.mark.parametrize("name", sorted(environment_names()))
def test_every_setting_is_documented(name):
    assert f"`{name}`" in OPERATIONS.read_text(), f"{OPERATIONS.name}: write a line on `{name}`"


def test_no_setting_or_command_is_documented_that_does_not_exist():
    text = OPERATIONS.read_text()
    settings = set(re.findall(r"`((?:QUANHENG|DATABASE)_[A-Z_]+)`", text)) - environment_names()
    commands = set(re.findall(r"`quanheng ([a-z_-]+)", text)) - set(get_commands())
    refuse(sorted(settings | commands), f"{OPERATIONS.name} describes what is not there.")


def test_every_subcommand_of_dev_is_documented():
    script = (ROOT / "dev").read_text()
    names = re.findall(r"^    ([a-z]+)\)", script, re.MULTILINE)
    text = OPERATIONS.read_text()
    assert "up" in names
    refuse([name for name in names if f"`./dev {name}" not in text], f"{OPERATIONS.name}: ./dev has more sub-commands.")
