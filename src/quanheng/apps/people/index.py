"""What is searchable of people: public organisations. Never a person."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from quanheng.apps.people.listing import organisation_href
from quanheng.apps.people.models import Organisation
from quanheng.apps.people.queries.organisations import documents_of
from quanheng.kernel.search.registry import Document, Source

CHUNK = 2000


def documents(keys: Sequence[str] | None) -> Iterator[Document]:
    """All of them, or those with the given register numbers."""
    for one in documents_of(keys).iterator(chunk_size=CHUNK):
        yield document(one)


def document(one: Organisation) -> Document:
    """One organisation, findable by names, register number and credit code."""
    return Document(
        kind="organisation",
        key=one.key,
        title=one.name,
        url=organisation_href(one),
        body=" ".join(former.name for former in one.former_names.all()),
        codes=tuple(code for code in (one.key, one.credit_code) if code),
        facets={"subkind": one.kind, **({"region": one.region_id} if one.region_id else {})},
        note=" · ".join(str(part) for part in (one.get_kind_display(), one.region.name if one.region else "") if part),
        weight=0.8,
        synthetic=one.synthetic,
    )


SOURCE = Source("organisation", _("机构"), documents, lambda: documents_of(None).count())
