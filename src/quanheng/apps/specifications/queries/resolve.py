"""From any spelling of a number to the record, or to what it may have meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanheng.apps.specifications.models import Amendment, Edition, Work
from quanheng.apps.specifications.rules.numbers import SpecificationNumber, parse
from quanheng.apps.specifications.rules.suggestions import suggest
from quanheng.kernel.actor import Actor

MOST = 8
NEAR = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that may have been meant: an edition (``key``) or a whole work (``work_key``), and why it is offered."""

    number: str
    title: str
    why: Any
    key: str = ""
    work_key: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text names. ``found``: ``edition``, ``amendment``, ``work`` or ``""``.

    ``key`` is the edition's canonical address (for an amendment sheet: of the edition it belongs to, with
    ``amendment_key`` as its own); ``work_key`` that of the work; ``number`` the canonical spelling when the text is a
    number at all. ``suggestions`` are for a person to choose from.
    """

    found: str
    number: str = ""
    key: str = ""
    work_key: str = ""
    amendment_key: str = ""
    suggestions: tuple[Suggestion, ...] = ()


def resolve(actor: Actor, text: str) -> Resolution:
    """Find the record whose number ``text`` spells, in at most five SQL queries.

    Slips of scanning and typing are suggested, never accepted.
    """
    number = parse(text)
    if number is None:
        return Resolution("", suggestions=tuple(_meant(actor, suggest(text))[:MOST]))
    known = Work.objects.visible_to(actor).filter(lookup=number.work.lookup).first()
    work = known.key if known else ""
    edition = Edition.objects.visible_to(actor).filter(lookup=number.edition.lookup).first() if number.year else None
    if edition and number.ordinal:
        return _amendment(actor, number, edition, work)
    if edition:
        return Resolution("edition", edition.number, edition.key, work)
    if known and number.year is None:
        return Resolution("work", known.designation, work_key=work)
    return Resolution("", number.canonical, work_key=work, suggestions=_near(actor, number))


def _amendment(actor: Actor, number: SpecificationNumber, edition: Any, work: str) -> Resolution:
    sheets = Amendment.objects.visible_to(actor).filter(edition=edition, ordinal=number.ordinal, year=number.amended)
    if sheet := sheets.first():
        return Resolution("amendment", sheet.number, edition.key, work, sheet.key)
    offered = Suggestion(edition.number, edition.title, _("在册版本，未见所写的修改单"), key=edition.key)
    return Resolution("", number.canonical, work_key=work, suggestions=(offered,))


def _meant(actor: Actor, spellings: Iterable[str]) -> list[Suggestion]:
    """Records that the corrected spellings name, in the order of the spellings."""
    numbers = [number for number in map(parse, spellings) if number]
    editions = {
        e.lookup: e
        for e in Edition.objects.visible_to(actor).filter(lookup__in=[n.edition.lookup for n in numbers if n.year])
    }
    works = {w.lookup: w for w in Work.objects.visible_to(actor).filter(lookup__in=[n.work.lookup for n in numbers])}
    found: list[Suggestion] = []
    for number in numbers:
        if edition := editions.get(number.edition.lookup):
            found.append(Suggestion(edition.number, edition.title, _("疑为识别或录入错误"), key=edition.key))
        elif work := works.get(number.work.lookup):
            found.append(Suggestion(work.designation, "", _("疑为识别或录入错误"), work_key=work.key))
    return found


def _near(actor: Actor, number: SpecificationNumber) -> tuple[Suggestion, ...]:
    """Other years, other parts, the other series, other issuers, then neighbouring serials."""
    serial = number.number
    same = Q(work__number=serial)
    around = Q(work__series=number.series, work__number__range=(max(1, serial - NEAR), serial + NEAR))
    around &= Q(work__issuer=number.issuer or None)
    editions = (
        Edition.objects.visible_to(actor)
        .filter(same | around)
        .select_related("work")
        .order_by("work__number", "work__series", "work__key", "-year")[:200]
    )

    def rank(edition: Any) -> tuple[Any, ...]:
        work = edition.work
        return (
            work.number != serial,
            (work.issuer_id or "") != number.issuer,
            work.series != number.series,
            work.part != number.part,
            abs(work.number - serial),
            -edition.year,
        )

    return tuple(Suggestion(e.number, e.title, _why(e, number), key=e.key) for e in sorted(editions, key=rank)[:MOST])


def _why(edition: Any, number: SpecificationNumber) -> Any:
    work = edition.work
    if work.number != number.number:
        return _("编号相近")
    if (work.issuer_id or "") != number.issuer:
        return _("顺序号相同，发布主体不同")
    if work.series != number.series:
        return _("顺序号相同，系列不同")
    if work.part != number.part:
        return _("同一编号的其他部分")
    return _("同一规范的其他版本")
