"""The register as a list: editions with their status on a day."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from quanheng.apps.law.models import Article, Edition, Instrument, Supersession
from quanheng.apps.law.words import STATUS_LABELS
from quanheng.core.validity import Status
from quanheng.kernel.actor import Actor
from quanheng.kernel.spans import holding_on

_BRACKETS = str.maketrans("[]【】()", "〔〕〔〕（）")
MOST_WORDS = 8


def editions(actor: Actor, day: date) -> QuerySet[Any]:
    """Every edition with its status on ``day`` as ``status``, ``presumed`` and ``amended``."""
    later = Supersession.objects.visible_to(actor).filter(
        predecessor=OuterRef("pk"), partial=False, successor__instrument=OuterRef("instrument")
    )
    rows: QuerySet[Any] = (
        Edition.objects.visible_to(actor)
        .select_related("instrument")
        .filter(holding_on(day))
        .annotate(status=F("spans__status"), presumed=F("spans__presumed"), amended=Exists(later))
    )
    return rows


def search_editions(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Editions whose title, number, issuer, version or address holds every word of ``text``."""
    for word in text.split()[:MOST_WORDS]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(number__icontains=word)
            | Q(number__icontains=word.translate(_BRACKETS))
            | Q(issuer__icontains=word)
            | Q(version__icontains=word)
            | Q(slug__icontains=word)
        )
    return rows


def edition_on(actor: Actor, slug: str, day: date) -> Any:
    """One edition with its status on ``day``. Raises ``Http404``."""
    edition = editions(actor, day).filter(slug=slug).first()
    if edition is None:
        raise Http404(_("登记簿中没有这个法规版本。"))
    return edition


def current_edition_slug(actor: Actor, instrument: str, day: date) -> str | None:
    """The address of the edition of ``instrument`` in force on ``day``, else of its newest; ``None`` if unknown."""
    rows = list(
        editions(actor, day).filter(instrument__slug=instrument, draft=False).order_by("-year", "-issued_on", "-pk")
    )
    current = [row for row in rows if row.status in {Status.IN_FORCE.value, Status.PARTLY_REPLACED.value}]
    return str((current or rows)[0].slug) if rows else None


def register_state(actor: Actor, day: date) -> list[tuple[str, int]]:
    """What ``quanheng law status`` says: how much is on record, with what text, in which status on ``day``."""
    known = Edition.objects.visible_to(actor).order_by()
    rows = [(_("法规文件"), Instrument.objects.visible_to(actor).count()), (_("版本"), known.count())]
    texts = dict(known.values_list("completeness").annotate(Count("pk")))
    rows += [(str(label), texts.get(value, 0)) for value, label in Edition.Completeness.choices]
    rows.append((_("条文"), Article.objects.visible_to(actor).count()))
    held = dict(known.filter(holding_on(day)).values_list("spans__status").annotate(Count("pk")))
    return rows + [(str(label), held.get(status, 0)) for status, label in STATUS_LABELS.items()]


def all_editions(actor: Actor) -> QuerySet[Any]:
    """Every edition, without a day."""
    return Edition.objects.visible_to(actor).select_related("instrument").order_by("slug")
