"""Questions only the pages ask: searching inside the list, and plain values of one record."""

from typing import Any

from django.db.models import Q, QuerySet

from quanheng.apps.specifications.rules.numbers import fold, parse

MOST_WORDS = 8
MOST_DIGITS = 6


def search_editions(queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Editions whose number ``text`` spells in any way (all parts and years of it), or that have all its words in
    number, titles, committee or announcement. A bare number is a serial: 1070 finds every JJF 1070.
    """
    number = parse(text)
    if number is not None:
        same = Q(work__series=number.series, work__number=number.number)
        same &= Q(work__issuer=number.issuer) if number.issuer else Q()
        same &= Q(work__part=number.part) if number.part else Q()
        same &= Q(year=number.year) if number.year else Q()
        return queryset.filter(same)
    for word in text.split()[:MOST_WORDS]:
        queryset = queryset.filter(_has(word))
    return queryset


def _has(word: str) -> Q:
    found = Q(title__icontains=word) | Q(title_en__icontains=word) | Q(number__icontains=fold(word))
    found |= Q(committee__name__icontains=word) | Q(responsible__icontains=word) | Q(announcement__icontains=word)
    if word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS:
        found |= Q(work__number=int(word))
    return found


def search_international(queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Documents that have every word of ``text`` in number, titles, quantity or instrument; blanks in the number do not
    count: ``R76`` finds ``OIML R 76-1:2006``.
    """
    for word in text.split()[:MOST_WORDS]:
        plain = fold(word)
        found = Q(number__icontains=plain) | Q(title_en__icontains=word) | Q(title_fr__icontains=word)
        found |= Q(quantity__icontains=word) | Q(instrument__icontains=word) | Q(family__icontains=plain)
        queryset = queryset.filter(found)
    return queryset
