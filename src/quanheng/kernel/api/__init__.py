"""The open API's common parts: renderer, problems, lists, rate limit.

An app's ``api.py`` holds one ``router`` and nothing but reading::

    from ninja import Router
    from quanheng.kernel.api import Page, list_operation, page_of

    router = Router(tags=["规范"])

    @router.get(
        "/specifications",
        response=Page[SpecificationOut],
        summary=_("列出计量技术规范"),
        **list_operation(EDITIONS),
    )
    def list_specifications(request: HttpRequest) -> dict[str, Any]:
        return page_of(request, EDITIONS, lambda day: queries.editions(request.actor, day), to_schema)

``list_operation`` documents every filter of the listing in the OpenAPI description; ``page_of`` checks the address with
the same ``Listing`` as the page does. ``to_schema`` makes a dict or schema of a row (and may be left out).
One record: ``@router.get("/specifications/{key}", response=SpecificationOut)``; raise ``Http404`` for what is not
there. Paths are written without a trailing slash; prefixes are the app's own. Errors become
``application/problem+json`` by themselves: ``BadInput`` (400, every fault), ``Refused`` (403), ``Http404``, ninja's
validation (422), throttling (429).
"""

from quanheng.kernel.api.assembly import OpenAPI
from quanheng.kernel.api.lists import Page, list_operation, page_of
from quanheng.kernel.api.problems import Problem, problem_response

__all__ = ["OpenAPI", "Page", "Problem", "list_operation", "page_of", "problem_response"]
