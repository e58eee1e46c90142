"""An edition as stored texts by field, and the texts as values of its columns."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from quanheng.apps.specifications.models import Edition

DAYS = ("issued_on", "effective_on", "abolished_on")
PLAIN = ("title", "announcement", "kind", "responsible", "title_en", "confidence", "source")
JOIN = "、"


def texts_of(edition: Edition, replaced: Iterable[str]) -> dict[str, str]:
    """What is on record; ``replaced`` are the numbers it replaces. Needs ``committee`` loaded."""
    texts: dict[str, str] = {name: getattr(edition, name) for name in PLAIN}
    for name in DAYS:
        day = getattr(edition, name)
        texts[name] = day.isoformat() if day else ""
    texts["committee"] = edition.committee.key if edition.committee else ""
    texts["replaces"] = JOIN.join(sorted(replaced))
    return texts


def columns_of(texts: Mapping[str, str], committees: Mapping[str, int]) -> dict[str, Any]:
    """The columns that ``texts`` set; ``committees`` gives the row of a committee's key."""
    values: dict[str, Any] = {name: texts[name] for name in PLAIN if name in texts}
    for name in DAYS:
        if name in texts:
            values[name] = date.fromisoformat(texts[name]) if texts[name] else None
    if "committee" in texts:
        values["committee_id"] = committees[texts["committee"]] if texts["committee"] else None
    if "kind" in texts:
        values["kind_presumed"] = False
    return values


def numbers_in(text: str) -> list[str]:
    """The numbers of a stored text of what is replaced."""
    return [number for number in text.split(JOIN) if number]
