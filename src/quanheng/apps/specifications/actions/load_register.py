"""load_register: the registers this app ships: issuers, specifications, international documents, adoption."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.specifications.actions.load_adoptions import load_adoptions
from quanheng.apps.specifications.actions.load_editions import load_editions
from quanheng.apps.specifications.actions.load_international import load_international
from quanheng.apps.specifications.actions.load_issuers import load_issuers
from quanheng.apps.specifications.actions.refresh_spans import refresh_spans
from quanheng.apps.specifications.loading.files import (
    SHIPPED,
    Catalogue,
    IssuerWord,
    read_adoptions,
    read_catalogues,
    read_editions,
    read_issuers,
)
from quanheng.apps.specifications.loading.reading import Placed
from quanheng.apps.specifications.loading.records import AdoptionRecord, EditionRecord
from quanheng.apps.specifications.models import Edition
from quanheng.apps.specifications.policies import may_load
from quanheng.kernel.actor import Actor
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.search.outbox import touch

Progress = Callable[[str], None]
T = TypeVar("T")


def load_register(
    *, actor: Actor, now: datetime, progress: Progress | None = None, folder: Path = SHIPPED
) -> dict[str, int]:
    """Load everything in ``folder`` that differs from what was loaded before; all of it or, on any fault, nothing.

    People and committees are loaded before. Running it twice changes nothing and writes no event. Returns how many
    records of each kind changed. :class:`BadInput` carries every fault of every file.
    """
    may_load(actor).require()
    say = progress or _silent
    read = _read(folder)
    with transaction.atomic():
        issuers = load_issuers(words=read.issuers, actor=actor, now=now)
        say(_("规范：%s 条记录") % len(read.editions))
        specifications = load_editions(records=read.editions, actor=actor, now=now)
        say(_("国际文件：%s 条记录") % sum(len(catalogue.records) for catalogue in read.catalogues))
        international = load_international(catalogues=read.catalogues, actor=actor, now=now)
        adopted = load_adoptions(records=read.adoptions, actor=actor, now=now)
        moved = refresh_spans(day=now.astimezone(LEGAL_ZONE).date())
        touch("specification", sorted(Edition.objects.filter(pk__in=moved).values_list("key", flat=True)))
    return {
        "issuers": issuers,
        **{f"specifications_{name}": count for name, count in specifications.items()},
        **{f"international_{name}": count for name, count in international.items()},
        "adoptions": adopted,
    }


def _silent(message: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class _Files:
    issuers: list[IssuerWord]
    editions: list[Placed[EditionRecord]]
    catalogues: list[Catalogue]
    adoptions: list[Placed[AdoptionRecord]]


def _read(folder: Path) -> _Files:
    """Every file, or every fault of every file."""
    faults: list[Fault] = []

    def reading(read: Callable[[Path], list[T]]) -> list[T]:
        try:
            return read(folder)
        except BadInput as error:
            faults.extend(error.faults)
            return []

    found = _Files(reading(read_issuers), reading(read_editions), reading(read_catalogues), reading(read_adoptions))
    if faults:
        raise BadInput(faults)
    return found
