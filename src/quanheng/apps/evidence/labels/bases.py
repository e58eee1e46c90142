"""What the law says that readers and issuers of labels must know, from ``data/label_rules.yaml``."""

from functools import cache
from importlib.resources import as_file, files

from pydantic import BaseModel, ConfigDict

from quanheng.apps.evidence.draws.rules import Rule
from quanheng.kernel.data_files import read_model


class LabelRules(BaseModel):
    """Every rule of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    in_use: Rule[str]
    forged: Rule[str]
    beside_the_mark: Rule[str]


@cache
def label_rules() -> LabelRules:
    """The rules as shipped."""
    with as_file(files("quanheng.apps.evidence") / "data" / "label_rules.yaml") as path:
        return read_model(path, LabelRules)
