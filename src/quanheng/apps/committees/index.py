"""What is searchable of committees."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from quanheng.apps.committees.listing import committee_href
from quanheng.apps.committees.models import Committee
from quanheng.apps.committees.queries import documents_of, hosted_keys
from quanheng.apps.committees.rules.codes import parse_code, spellings
from quanheng.kernel.search.registry import Document, FacetLabels, Source

CHUNK = 500


def documents(keys: Sequence[str] | None) -> Iterator[Document]:
    """All of them, or those with the given keys."""
    for one in documents_of(keys).iterator(chunk_size=CHUNK):
        yield document(one)


def document(one: Committee) -> Document:
    """One committee, findable by name, by every spelling of its code, by host and by field."""
    code = parse_code(one.code)
    hosts = [hosting.organisation.name for hosting in one.hosts]  # type: ignore[attr-defined]  # prefetched
    return Document(
        kind="committee",
        key=one.key,
        title=one.name,
        url=committee_href(one),
        body=" ".join([*hosts, *(field.name for field in one.fields.all()), *one.facts]),
        codes=spellings(code) if code else (one.key,),
        facets={"level": one.level, "subkind": one.tier},
        note="，".join(str(part) for part in (one.code, one.get_level_display(), one.get_tier_display()) if part),
        weight=1.0,
    )


def hosted_documents(hostings: Sequence[int]) -> list[tuple[str, str]]:
    """The committees whose documents name the host units of these hostings."""
    return [("committee", key) for key in hosted_keys(hostings)]


FACETS = {
    "level": FacetLabels(_("层级"), dict(Committee.Level.choices)),
    "subkind": FacetLabels(_("类型"), dict(Committee.Tier.choices)),
}
SOURCE = Source("committee", _("委员会"), documents, lambda: documents_of(None).count(), FACETS)
