"""What may be said once only: a second time is an answer, not an error of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

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
