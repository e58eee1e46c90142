"""Shipped data files: every fault names the file and the line."""

import pytest
from pydantic import BaseModel, ConfigDict

from quanheng.kernel.data_files import LINE, read_model, read_yaml
from quanheng.kernel.errors import BadInput


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    order: int


class Items(BaseModel):
    items: list[Item]


def written(tmp_path, text):
    path = tmp_path / "items.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_mapping_knows_its_line(tmp_path):
    found = read_yaml(written(tmp_path, "items:\n  - name: a\n  - name: b\n"))
    assert [item[LINE] for item in found["items"]] == [2, 3]


def test_a_model_reads_what_the_file_says(tmp_path):
    assert read_model(written(tmp_path, "items:\n  - {name: a, order: 1}\n"), Items).items[0].name == "a"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("items:\n  - name: a\n    order: 1\n  - name: b\n    order: x\n", "items.yaml:4 items.1.order"),
        ("items:\n  - name: a\n    order: 1\n    colour: red\n", "items.yaml:2 items.0.colour"),
        ("items: []\nitems: []\n", "items.yaml:1"),
        ("items: [\n", "items.yaml:2"),
        ("{}", "items.yaml:1 items"),
    ],
)
def test_a_fault_names_file_line_and_field(tmp_path, text, where):
    with pytest.raises(BadInput) as refused:
        read_model(written(tmp_path, text), Items)
    assert refused.value.faults[0].where == where


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path):
    path = tmp_path / "items.yaml"
    path.write_bytes("名称: 规范".encode("gb18030"))
    with pytest.raises(BadInput, match="UTF-8"):
        read_yaml(path)
