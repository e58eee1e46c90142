"""What can be asked of draws and name lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from quanheng.apps.evidence.draws.composing import preview
from quanheng.apps.evidence.draws.conditions import Given, Phase, phase_of
from quanheng.apps.evidence.draws.files import json_of
from quanheng.apps.evidence.draws.policies import organises_for
from quanheng.apps.evidence.draws.witnessing import Witnessing, witnessing_of
from quanheng.apps.evidence.models.draws import Draw, DrawParty, PublicNumbers
from quanheng.apps.evidence.models.name_lists import ListEntry, NameList
from quanheng.core.trust.draw.plan import Plan, plan_of
from quanheng.kernel.actor import Actor

MOST_FOUND = 20


def draws(actor: Actor) -> QuerySet[Draw]:
    """Every draw ``actor`` may see, the latest first."""
    return Draw.objects.visible_to(actor)


def name_lists(actor: Actor) -> QuerySet[NameList]:
    """Every frozen list ``actor`` may see."""
    return NameList.objects.visible_to(actor)


def name_list(actor: Actor, key: str) -> NameList | None:
    """The list ``key``."""
    found: NameList | None = name_lists(actor).filter(key=key).first()
    return found


def classes_of(actor: Actor, one: NameList) -> list[tuple[str, int]]:
    """How many entries each class of a list has. The numbers of an open or closed list are public."""
    if one not in name_lists(actor):
        return []
    rows = one.entries.values_list("stratum").annotate(n=Count("pk")).order_by("stratum")
    return [(stratum, n) for stratum, n in rows]


def skills_of(actor: Actor, one: NameList | None) -> list[str]:
    """The skills on a list of inspectors."""
    if one is None or one not in name_lists(actor):
        return []
    return sorted({skill for skills in one.entries.values_list("skills", flat=True) for skill in skills})


def entries(actor: Actor, one: NameList) -> QuerySet[ListEntry]:
    """The entries of a list with their names, as far as ``actor`` may know them."""
    return ListEntry.objects.visible_to(actor).filter(name_list=one)


def lists_to_draw_from(actor: Actor, kind: str) -> QuerySet[NameList]:
    """The lists of the organisations ``actor`` composes plans for."""
    return name_lists(actor).filter(kind=kind, organiser__in=organises_for(actor))


@dataclass(frozen=True, slots=True)
class DrawPage:
    """Everything the pages of one draw show. ``plan`` is the one on record: sealed, or as composed."""

    draw: Draw
    parties: Sequence[DrawParty]
    numbers: Sequence[PublicNumbers]
    plan: Plan
    given: Given
    phase: Phase
    witnessing: Witnessing

    @property
    def not_revealed(self) -> list[str]:
        """The names of the parties that have not revealed."""
        return [party.name for party in self.parties if not hasattr(party, "reveal")]

    @property
    def void_parties(self) -> list[str]:
        """The names of the parties for whose silence the draw is void."""
        named = json_of(self.draw.void.text)["parties"] if hasattr(self.draw, "void") else []
        return [party.name for party in self.parties if party.slug in named]


def draw_page(actor: Actor, draw_id: str, now: datetime) -> DrawPage | None:
    """The draw ``draw_id`` as it stands at ``now``; ``None`` when there is none. Three queries, and where the rules
    published with the plan ask for witnesses those of its proof.
    """
    related = ("objects_list", "inspectors_list", "plan", "result", "void")
    draw: Draw | None = draws(actor).select_related(*related).filter(draw_id=draw_id).first()
    if draw is None:
        return None
    named = ("commitment", "commitment__file", "reveal", "reveal__file")
    parties = list(DrawParty.objects.visible_to(actor).filter(draw=draw).select_related(*named))
    numbers = list(PublicNumbers.objects.visible_to(actor).filter(draw=draw))
    witnessing = witnessing_of(draw)
    given = Given(
        parties=len(parties),
        committed=sum(hasattr(party, "commitment") for party in parties),
        revealed=sum(hasattr(party, "reveal") for party in parties),
        numbers=bool(numbers),
        witnessed=witnessing.in_time,
    )
    return DrawPage(draw, parties, numbers, _plan(draw), given, phase_of(draw, given, now), witnessing)


def _plan(draw: Draw) -> Plan:
    """The sealed plan; before, the one composed with zeros in place of the commitments."""
    sealed = getattr(draw, "plan", None)
    return plan_of(json_of(sealed.text)) if sealed else preview(draw.composition)


def names_of(actor: Actor, draw: Draw, codes: Sequence[str]) -> dict[str, ListEntry]:
    """The entries behind numbers of a draw, as far as ``actor`` may know them. One query."""
    lists = [draw.objects_list_id, draw.inspectors_list_id]
    rows = ListEntry.objects.visible_to(actor).filter(name_list__in=[one for one in lists if one], code__in=codes)
    return {row.code: row for row in rows}


def named(actor: Actor, draw: Draw, text: str) -> list[str]:
    """The numbers in the draw of the objects whose name holds ``text`` or whose number it is, as far as ``actor`` may
    know them. At most 20.
    """
    rows = ListEntry.objects.visible_to(actor).filter(name_list=draw.objects_list)
    return list(rows.filter(Q(number=text) | Q(name__icontains=text)).values_list("code", flat=True)[:MOST_FOUND])
