"""What is searchable of draws: every draw, from the day its plan was announced."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.draws import queries
from quanheng.apps.evidence.draws.listing import draw_href
from quanheng.apps.evidence.models.draws import Draw, Stage
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.search.outbox import touch
from quanheng.kernel.search.registry import Document, FacetLabels, Source

KIND = "draw"
CHUNK = 500


def documents(keys: Sequence[str] | None) -> Iterator[Document]:
    """All of them, or those with the given numbers."""
    rows = queries.draws(ANONYMOUS).select_related("objects_list").order_by("pk")
    for one in (rows if keys is None else rows.filter(draw_id__in=list(keys))).iterator(chunk_size=CHUNK):
        yield document(one)


def document(one: Draw) -> Document:
    """One draw, findable by its title, its number, who draws, and from which list. Never by who was drawn."""
    return Document(
        kind=KIND,
        key=one.draw_id,
        title=one.title,
        url=draw_href(one),
        body=f"{one.organiser_name}\n{one.objects_list.title}",
        codes=(one.draw_id,),
        facets={"subkind": one.stage, "year": str(one.open_after.astimezone(LEGAL_ZONE).year)},
        note=f"{one.organiser_name}，{one.get_stage_display()}",
        weight=0.75,
    )


def changed(draw_id: str) -> None:
    """Called inside the transaction of every action that changes what is found."""
    touch(KIND, [draw_id])


FACETS = {"subkind": FacetLabels(_("进度"), dict(Stage.choices)), "year": FacetLabels(_("年份"))}
SOURCE = Source(KIND, _("随机抽取"), documents, lambda: queries.draws(ANONYMOUS).count(), FACETS)
