"""The records of a draw as the files of its audit bundle, made from the rows on record."""

import json
from collections.abc import Iterable
from typing import Any

from quanheng.apps.evidence.models.draws import Draw, DrawParty, PublicNumbers
from quanheng.apps.evidence.models.name_lists import ListEntry, NameList
from quanheng.core.trust.canonical import canonical
from quanheng.core.trust.draw.lists import Inspector, pool_value
from quanheng.core.trust.draw.records import (
    Given,
    Published,
    Substitution,
    gifts_value,
    numbers_record,
)

PARTIES = "commit-reveal/1"
NUMBERS = "numbers/1"
"""The two sources every plan of this platform has, in this order."""


def populations(name_list: NameList) -> dict[str, list[str]]:
    """The objects of a list by stratum, sorted by bytes. Numbers of the draw only: names are never in a bundle."""
    found: dict[str, list[str]] = {}
    for stratum, code in name_list.entries.values_list("stratum", "code"):
        found.setdefault(stratum, []).append(code)
    return {stratum: sorted(found[stratum], key=str.encode) for stratum in sorted(found)}


def pool(name_list: NameList | None) -> list[Inspector]:
    """The inspectors of a list, sorted by bytes."""
    if name_list is None:
        return []
    rows = name_list.entries.values_list("code", "skills")
    return sorted((Inspector(code, frozenset(skills)) for code, skills in rows), key=lambda one: one.id.encode())


def list_file(kind: str, entries: Iterable[ListEntry]) -> bytes:
    """The file of a list that is about to be frozen; the same bytes :func:`list_content` gives later."""
    if kind == NameList.Kind.INSPECTORS:
        return canonical(pool_value(Inspector(one.code, frozenset(one.skills)) for one in entries))
    found: dict[str, list[str]] = {}
    for one in entries:
        found.setdefault(one.stratum, []).append(one.code)
    return canonical({stratum: sorted(codes, key=str.encode) for stratum, codes in found.items()})


def list_content(name_list: NameList) -> bytes:
    """The file of a frozen list."""
    if name_list.kind == NameList.Kind.INSPECTORS:
        return canonical(pool_value(pool(name_list)))
    return canonical(populations(name_list))


def commitments(parties: Iterable[DrawParty]) -> dict[str, dict[str, Given]]:
    """What the parties committed themselves to."""
    return {PARTIES: {one.slug: given(one.commitment) for one in parties if hasattr(one, "commitment")}}


def reveals(parties: Iterable[DrawParty]) -> dict[str, dict[str, Given]]:
    """What the parties revealed."""
    return {PARTIES: {one.slug: given(one.reveal) for one in parties if hasattr(one, "reveal")}}


def given(row: Any) -> Given:
    """What one party gave; a letter that was handed in stands in it by its digest."""
    file = f" (SHA-256 {row.file.sha256})" if row.file else ""
    return Given(bytes.fromhex(row.value), row.at, f"{row.evidence}{file}")


def published(rows: Iterable[PublicNumbers]) -> dict[str, Published]:
    """The public numbers that count: the last entry of each source."""
    return {
        one.source: Published(tuple(tuple(group) for group in one.groups), one.issue, one.published_at, one.where)
        for one in rows
    }


def substitutions(draw: Draw) -> list[Substitution]:
    """Who stood in for whom, in order."""
    return [
        Substitution(one.kind, one.object, one.inspector, one.successor, one.reason, one.at)
        for one in draw.substitutions.all()
    ]


def numbers_file(rows: Iterable[PublicNumbers]) -> bytes:
    """``numbers.json``."""
    return canonical(numbers_record(published(rows)))


def given_file(gifts: dict[str, dict[str, Given]]) -> bytes:
    """``commitments.json`` and ``reveals.json``."""
    return canonical(gifts_value(gifts))


def json_of(text: str) -> Any:
    """The value of a stored canonical text."""
    return json.loads(text)
