"""Finding oneself in a draw: by number, by name where names are open, or by one's own salt where they are not."""

from dataclasses import dataclass
from enum import StrEnum

from quanheng.apps.evidence.draws.queries import named
from quanheng.apps.evidence.models.draws import Draw
from quanheng.apps.evidence.models.name_lists import ListEntry
from quanheng.core.trust.draw.algorithm import Algorithm, salted_id
from quanheng.core.trust.draw.outcome import Drawn
from quanheng.kernel.actor import Actor


class Lot(StrEnum):
    """What the draw gave to an entry."""

    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_DRAWN = "not_drawn"


@dataclass(frozen=True, slots=True)
class Found:
    """An entry somebody asked for. ``place`` counts from 1 within what was drawn."""

    code: str
    stratum: str
    lot: Lot
    place: int = 0


def codes_asked_for(actor: Actor, draw: Draw, text: str, salt: str) -> list[str]:
    """The numbers in the draw that ``text`` means: itself; with the ``salt`` of one's own entry the salted number; or a
    name or number that ``actor`` may read.
    """
    text = text.strip()
    if not text:
        return []
    codes = {text, *named(actor, draw, text)}
    try:
        codes.add(salted_id(Algorithm(draw.algorithm), bytes.fromhex(salt.strip()), text))
    except ValueError:  # no salt, or not one
        codes.add(text)
    return sorted(codes)


def find(draw: Draw, codes: list[str], strata: tuple[Drawn, ...]) -> list[Found]:
    """What the draw gave to those of ``codes`` that are on its list of objects."""
    rows = ListEntry.objects.filter(name_list=draw.objects_list, code__in=codes).order_by("code")
    return [_found(code, stratum, strata) for code, stratum in rows.values_list("code", "stratum")]


def _found(code: str, stratum: str, strata: tuple[Drawn, ...]) -> Found:
    for one in strata:
        if code in one.selected:
            return Found(code, stratum, Lot.SELECTED, one.selected.index(code) + 1)
        if code in one.reserve:
            return Found(code, stratum, Lot.RESERVE, one.reserve.index(code) + 1)
    return Found(code, stratum, Lot.NOT_DRAWN)
