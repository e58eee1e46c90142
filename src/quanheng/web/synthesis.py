"""A synthetic register of any size, for measurements of scale: marked, reproducible, never mixed in by accident."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from quanheng.apps.law.public import synthesise as synthesise_law
from quanheng.apps.people.public import synthesise as synthesise_people
from quanheng.apps.specifications.public import synthesise as synthesise_specifications
from quanheng.kernel.actor import system_actor
from quanheng.kernel.errors import bad_input
from quanheng.kernel.synthetic import database_is_synthetic, mark_synthetic

ACTOR = system_actor("synthesis")
SEEDS = 100_000
"""Seeds of the chunks of one run; runs whose seeds differ never meet."""
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many of each, and from which seed."""

    organisations: int
    persons: int
    specifications: int
    clauses: int
    seed: int


def permit(*, agreed: bool) -> None:
    """Raise ``BadInput`` where synthetic records would stand among real work."""
    if database_is_synthetic():
        return
    if Session.objects.exists():
        raise bad_input(
            "DATABASE_URL", _("有人登录过这个数据库"), _("合成数据只能放进专门的数据库：用 QUANHENG_HOME 另设目录。")
        )
    if not agreed:
        raise bad_input(
            "--yes", _("这个数据库将永久标记为含有合成数据"), _("确认这是专门用于测量的数据库后，加上 --yes。")
        )


def synthesise(wanted: Wanted, *, now: datetime, progress: Progress) -> None:
    """Make the records, in chunks short enough that other writers get their turn between them.

    A second run adds to the first: numbers and addresses go on, so a run that was broken off can simply be repeated.
    """
    mark_synthetic()
    common: dict[str, Any] = {"actor": ACTOR, "now": now}
    for chunk, count in _chunks(wanted.organisations, 5_000):
        synthesise_people(organisations=count, persons=0, seed=wanted.seed * SEEDS + chunk, **common)
        progress(_("机构 %d") % _done(chunk, 5_000, count))
    for chunk, count in _chunks(wanted.persons, 5_000):
        synthesise_people(organisations=0, persons=count, seed=wanted.seed * SEEDS + chunk + SEEDS // 2, **common)
        progress(_("人员 %d") % _done(chunk, 5_000, count))
    for chunk, count in _chunks(wanted.specifications, 2_000):
        synthesise_specifications(count=count, seed=wanted.seed * SEEDS + chunk, **common)
        progress(_("规范 %d") % _done(chunk, 2_000, count))
    for chunk, count in _chunks(wanted.clauses, 5_000):
        synthesise_law(clauses=count, seed=wanted.seed * SEEDS + chunk, **common)
        progress(_("条文 %d") % _done(chunk, 5_000, count))


def _chunks(total: int, size: int) -> Iterator[tuple[int, int]]:
    """Number and size of each chunk."""
    return ((start // size, min(size, total - start)) for start in range(0, total, size))


def _done(chunk: int, size: int, count: int) -> int:
    return chunk * size + count
