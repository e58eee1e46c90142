"""The five copies of policies in the shared data folder, as received and as others cleaned them."""

import csv
import json
from functools import cache
from pathlib import Path

import pytest

from quanheng.core.texts.policy import PolicyText, read_policy
from tests.conftest import SHARED

FOLDER = SHARED / "policies"
COUNTS = {
    "tc-opinion-2022-official-copy": 20,
    "tc-opinion-2022-forum-copy": 20,
    "institutions-opinion-2021": 19,
    "work-points-2024": 34,
    "jiangxi-opinions-2022": 25,
}
every_copy = pytest.mark.parametrize("copy", COUNTS)


def raw(copy: str) -> Path:
    path = FOLDER / "raw" / f"{copy}.txt"
    if not path.is_file():
        pytest.skip("the copies of policies are not in the shared data folder (set QUANHENG_SHARED_DATA)")
    return path


@cache
def policy(copy: str) -> PolicyText:
    return read_policy(raw(copy).read_bytes(), f"{copy}.txt")


@cache
def expected(copy: str) -> list[str]:
    """The paragraphs of the cleaned copy."""
    raw(copy)
    return [each["text"] for each in json.loads((FOLDER / f"{copy}.json").read_text(encoding="utf-8"))["paragraphs"]]


def differences() -> list[dict[str, str]]:
    """The eight differences between the two copies of 〔2022〕62号."""
    raw("tc-opinion-2022-forum-copy")
    with (FOLDER / "tc-opinion-copies-differences.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rebuilt(read: PolicyText) -> str:
    """The received text put together again from what was kept, replaced and removed; blanks as received."""
    text = read.received.text
    pieces = [(each.start, each.end, each.text) for each in read.cleaned.removals]
    pieces += [(each.start, each.end, each.was) for each in read.cleaned.replacements]
    replaced = {each.start for each in read.cleaned.replacements}
    for paragraph in read.cleaned.paragraphs:
        for span in paragraph.spans:
            if span.start not in replaced:
                pieces.append((span.start, span.end, paragraph.text[span.at : span.at + span.length]))
    whole, at = "", 0
    for start, end, was in sorted(pieces):
        between = text[at:start]
        assert not between.strip().strip("\ufeff"), f"lost: {between!r}"
        whole += between + was
        at = end
    return whole + text[at:]
