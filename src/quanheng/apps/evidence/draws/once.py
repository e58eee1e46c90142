"""What may be said once only: a second time is an answer, not an error of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from quanheng.apps.evidence.models.draws import Draw, Stage
from quanheng.kernel.errors import bad_input


@contextmanager
def once(what: str, remedy: str = "") -> Iterator[None]:
    """A transaction in which a row that is there already becomes ``BadInput`` saying ``what``."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise bad_input("", what, remedy) from error


def move(draw: Draw, stage: Stage, *, since: Stage, otherwise: str) -> None:
    """Bring ``draw`` from one stage to the next, unless somebody else moved it meanwhile: then ``BadInput``."""
    if not draw.move(stage, since=since):
        raise bad_input("", otherwise)


def hold(draw: Draw, stage: Stage) -> None:
    """Hold ``draw`` at ``stage`` until the transaction ends: nobody moves it on while something is added to it, and
    nothing is added while it is moved on. ``BadInput`` when it is no longer there.
    """
    if not draw.hold(stage):
        raise bad_input("", _("抽取的进度刚刚变了，没有登记"), _("请刷新页面再看。"))
