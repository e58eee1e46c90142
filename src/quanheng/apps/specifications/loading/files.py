"""The data files of this register, read whole."""

from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.specifications.loading.reading import (
    LINE,
    Placed,
    read_json_lines,
    read_yaml,
    records_of,
    with_lines,
)
from quanheng.apps.specifications.loading.records import (
    AdoptionRecord,
    EditionRecord,
    InternationalRecord,
    IssuerRecord,
)
from quanheng.apps.specifications.rules.numbers import parse_edition
from quanheng.kernel.errors import bad_input

SHIPPED = Path(str(files("quanheng.apps.specifications") / "data"))
CATALOGUES = ("oiml.jsonl", "bipm.jsonl")


@dataclass(frozen=True, slots=True)
class IssuerWord:
    """A word of the vocabulary with its level and source."""

    level: str
    record: IssuerRecord
    source: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An international catalogue: its records, and the source and confidence of all of them."""

    source: str
    confidence: str
    records: list[Placed[InternationalRecord]]


def read_editions(folder: Path = SHIPPED) -> list[Placed[EditionRecord]]:
    """``specifications.yaml``."""
    name = "specifications.yaml"
    items = with_lines(read_yaml(folder / name), name)
    return records_of(EditionRecord, name, items, key=_lookup, label="number")


def read_adoptions(folder: Path = SHIPPED) -> list[Placed[AdoptionRecord]]:
    """``adoption.yaml``."""
    name = "adoption.yaml"
    items = with_lines(read_yaml(folder / name), name)
    return records_of(AdoptionRecord, name, items, key=lambda r: f"{r.edition} {r.cited_as}", label="edition")


def read_issuers(folder: Path = SHIPPED) -> list[IssuerWord]:
    """``issuers.yaml``: words of provinces and departments."""
    name = "issuers.yaml"
    content: dict[str, Any] = read_yaml(folder / name)
    unspoken = {"local": content.get("usual", ""), "department": content.get("recalled", "")}
    unknown = set(content) - {"usual", "recalled", "local", "department", LINE}
    if unknown:
        raise bad_input(name, _("无法识别的字段：%s") % "、".join(sorted(unknown)), _("请检查拼写。"))
    found = partial(records_of, IssuerRecord, name, key=lambda r: r.short, label="short")
    return [
        IssuerWord(level, placed.record, placed.record.source or source)
        for level, source in unspoken.items()
        for placed in found(with_lines(content.get(level, []), name))
    ]


def read_catalogues(folder: Path = SHIPPED) -> list[Catalogue]:
    """``oiml.jsonl`` and ``bipm.jsonl``."""
    found: list[Catalogue] = []
    for name in CATALOGUES:
        head, lines = read_json_lines(folder / name)
        records = records_of(InternationalRecord, name, lines, key=lambda r: r.number, label="number")
        found.append(Catalogue(head["source"], head["confidence"], records))
    return found


def _lookup(record: EditionRecord) -> str:
    number = parse_edition(record.number)
    return number.lookup if number else record.number
