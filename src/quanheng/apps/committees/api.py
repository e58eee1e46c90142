"""The open API of committees."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Router

from quanheng.apps.committees import queries
from quanheng.apps.committees.listing import COMMITTEES, committee_href
from quanheng.apps.committees.models import Committee
from quanheng.apps.committees.rules.codes import canonical_key
from quanheng.apps.committees.schemas import CommitteeDetailOut, CommitteeOut, FieldOut
from quanheng.apps.people.public import Organisation
from quanheng.kernel.actor import ANONYMOUS
from quanheng.kernel.api import Page, list_operation, page_of

router = Router(tags=["committees"])


def body_out(one: Organisation) -> dict[str, str]:
    """An organisation by its register number."""
    return {"key": one.key, "name": one.name}


def committee_out(one: Committee) -> dict[str, Any]:
    """One committee of a list."""
    return {
        **{name: getattr(one, name) for name in ("key", "code", "name", "tier", "level", "founded_on", "planned")},
        **{name: getattr(one, name) for name in ("confidence", "source", "changed_at")},
        "parent": one.parent.key if one.parent else None,
        "fields": list(one.fields.all()),
        "hosts": [body_out(hosting.organisation) for hosting in one.hosts],  # type: ignore[attr-defined]  # prefetched
        "approved_by": body_out(one.approved_by) if one.approved_by else None,
        "url": committee_href(one),
    }


@router.get(
    "/committees",
    response=Page[CommitteeOut],
    summary=_("列出委员会"),  # type: ignore[arg-type]  # said in the reader's language
    **list_operation(COMMITTEES),
)
def list_committees(request: HttpRequest) -> dict[str, Any]:
    """The register of committees."""
    return page_of(request, COMMITTEES, queries.public_committees(), committee_out)


@router.get(
    "/committees/{key}",
    response=CommitteeDetailOut,
    summary=_("读取一个委员会"),  # type: ignore[arg-type]  # said in the reader's language
)
def get_committee(request: HttpRequest, key: Annotated[str, Path(max_length=60)]) -> dict[str, Any]:  # noqa: ARG001
    """One committee, by its code in any spelling or its register number."""
    canonical = canonical_key(key)
    one = queries.public_committees().filter(key=canonical).first() if canonical else None
    page = queries.committee_page(ANONYMOUS, canonical) if canonical else None
    if one is None or page is None:
        raise Http404
    return {
        **committee_out(one),
        "organisation": body_out(one.organisation),
        "hostings": [
            {"organisation": body_out(h.organisation), "start": h.start, "end": h.end, "source": h.source}
            for h in page.hostings
        ],
        "terms": list(page.terms),
        "children": [child.key for child in page.children],
        "joint_founders": [body_out(founder) for founder in page.joint_founders],
        "facts": one.facts,
    }


@router.get(
    "/fields",
    response=list[FieldOut],
    summary=_("列出专业领域"),  # type: ignore[arg-type]  # said in the reader's language
)
def list_fields(request: HttpRequest) -> list[Any]:  # noqa: ARG001
    """The fields of metrology, in order."""
    return [field for field, _committees in queries.by_field(ANONYMOUS)]
