"""Every page people may open, with an address of real records; and the addresses that are no pages, with the reason."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC: dict[str, tuple[str, ...]] = {
    "web:home": ("/",),
    "web:help": ("/help/",),
    "web:search": ("/search/", "/search/?q=天平", "/search/?q=JJF1070", "/search/?q=没有这样的记录龘"),
    "web:open-data": ("/open-data/",),
    "web:api": ("/api/",),
    "specifications:list": (
        "/specifications/",
        "/specifications/?q=天平&on=2010-01-01",
        "/specifications/?q=没有这样的记录龘",
    ),
    "specifications:detail": ("/specifications/JJF-1070-2023/", "/specifications/JJG-543-1996/?on=2009-01-01"),
    "specifications:coverage": ("/specifications/coverage/",),
    "specifications:international-conflicts": ("/international/conflicts/",),
    "specifications:work": ("/specifications/works/JJF-1070/",),
    "specifications:international-list": ("/international/",),
    "specifications:international": ("/international/OIML-G-1-104-2009/",),
    "committees:list": ("/committees/",),
    "committees:detail": ("/committees/MTC1/",),
    "committees:tree": ("/committees/tree/",),
    "committees:coverage": ("/committees/coverage/",),
    "committees:network": ("/committees/network/",),
    "law:list": ("/law/",),
    "law:edition": ("/law/metrology-law-2018/",),
    "law:article": ("/law/metrology-law-2018/10/",),
    "law:compare": ("/law/metrology-law-2018/compare/metrology-law-2017/",),
    "units:table": ("/units/",),
    "units:convert": ("/units/convert/",),
    "units:unit": ("/units/metre/",),
    "people:organisations": ("/organisations/",),
    "people:organisation": ("/organisations/O000001/",),
    "people:provinces": ("/organisations/provinces/",),
    "people:sign-in": ("/sign-in/",),
    "evidence:changes": ("/changes/",),
}

NEEDS_TEXTS = {"law:article", "law:compare"}
"""Pages of legal texts: the project does not carry them, tests load them from the shared data."""

SIGNED_IN: dict[str, tuple[str, ...]] = {
    "web:workbench": ("/workbench/",),
    "evidence:events": ("/events/",),
    "people:persons": ("/people/",),
    "people:office-holders": ("/people/offices/",),
    "people:person": ("/people/P000001/", "/people/P000002/"),
    "people:register-organisation": ("/organisations/register/",),
    "people:correct-organisation": ("/organisations/O000001/correct/",),
    "people:set-parent": ("/organisations/O000001/parent/",),
    "people:register-person": ("/people/register/",),
    "people:appoint": ("/people/P000002/appoint/",),
    "people:end-appointment": ("/people/appointments/4/end/",),
    "people:open-account": ("/people/P000003/account/",),
    "people:change-password": ("/password/",),
}

NO_PAGES: dict[str, str] = {
    "web:catalogue": "JSON-LD",
    "web:dump": "a download",
    "web:openapi": "JSON",
    "open-api": "a redirect to the manual of the API",
    "specifications:record": "a download",
    "web:search-suggest": "a fragment inside the search page",
    "web:changes-feed": "Atom",
    "web:health": "JSON",
    "web:robots": "plain text",
    "web:opensearch": "XML",
    "web:security": "plain text",
    "web:sitemap": "XML",
    "web:sitemap-section": "XML",
    "people:sign-out": "an act, answered by a redirect",
    "people:reset-password": "an act of the person's page, only posted to",
}


def named() -> Iterator[str]:
    """The names of all addresses outside the API."""
    yield from _named(get_resolver(), "")


def _named(resolver: URLResolver, space: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _named(entry, inner)
        elif isinstance(entry, URLPattern) and not space.startswith("api:"):
            yield f"{space}{entry.name}"
