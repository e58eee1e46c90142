"""The open API of people: organisations only."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Router

from quanheng.apps.people.listing import ORGANISATIONS, organisation_href
from quanheng.apps.people.models import Organisation, OrganisationParent
from quanheng.apps.people.queries.organisations import organisation_page, public_organisations, survivor_of
from quanheng.apps.people.schemas import OrganisationDetailOut, OrganisationOut
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.api import Page, list_operation, page_of

router = Router(tags=["organisations"])


def organisation_out(one: Organisation) -> dict[str, Any]:
    """One organisation as the API gives it."""
    return {
        "key": one.key,
        "name": one.name,
        "kind": one.kind,
        "kind_label": one.get_kind_display(),
        "credit_code": one.credit_code,
        "region": {"code": one.region.code, "name": one.region.name} if one.region else None,
        "confidence": one.confidence,
        "source": one.source,
        "synthetic": one.synthetic,
        "changed_at": one.changed_at,
        "url": organisation_href(one),
    }


def relation_out(relation: OrganisationParent, other: Organisation) -> dict[str, Any]:
    """One relation to ``other``."""
    return {
        "key": other.key,
        "name": other.name,
        "kind": relation.kind,
        "start": relation.start,
        "end": relation.end,
    }


Key = Annotated[str, Path(max_length=20, examples=["O000001"])]


@router.get(
    "/organisations",
    response=Page[OrganisationOut],
    summary=_("列出机构"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(ORGANISATIONS),
)
def list_organisations(request: HttpRequest) -> dict[str, Any]:
    """Public organisations."""
    return page_of(request, ORGANISATIONS, public_organisations(), organisation_out)


@router.get(
    "/organisations/{key}",
    response=OrganisationDetailOut,
    summary=_("读取一个机构"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_organisation(request: HttpRequest, key: Key) -> dict[str, Any]:  # noqa: ARG001  ninja passes it
    """One public organisation by its register number; a former number gives the record it was merged into."""
    page = organisation_page(ANONYMOUS, key)
    if page is None and (survivor := survivor_of(ANONYMOUS, key)):
        page = organisation_page(ANONYMOUS, survivor.key)
    if page is None:
        raise Http404
    return {
        **organisation_out(page.organisation),
        "former_keys": list(page.former_keys),
        "former_names": [{"name": former.name, "until": former.until} for former in page.former_names],
        "parents": [relation_out(relation, relation.parent) for relation in page.parents],
        "children": [relation_out(relation, relation.organisation) for relation in page.children],
    }
