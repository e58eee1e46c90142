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
    "planning:overview": ("/planning/",),
    "planning:tasks": ("/planning/tasks/", "/planning/tasks/?policy=jiangxi-opinions-2022&on=2024-01-01"),
    "planning:task": ("/planning/tasks/work-points-2024-p12-1/",),
    "planning:policy": ("/planning/policies/tc-opinion-2022/",),
    "planning:bodies": ("/planning/bodies/",),
    "planning:body": ("/planning/bodies/jx-amr/",),
    "planning:deadlines": ("/planning/deadlines/",),
    "planning:indicators": ("/planning/indicators/",),
    "planning:indicator": ("/planning/indicators/tasks-with-evidence/",),
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
    "evidence:history": ("/changes/committee/MTC1/",),
    "evidence:log": ("/log/",),
    "evidence:verify": ("/verify/", "/verify/?q=0", "/verify/?q=%E6%B2%A1%E6%9C%89"),
}

NEEDS_TEXTS = {"law:article", "law:compare"}
"""Pages of legal texts: the project does not carry them, tests load them from the shared data."""

SIGNED_IN: dict[str, tuple[str, ...]] = {
    "web:workbench": ("/workbench/",),
    "evidence:events": ("/events/",),
    "people:persons": ("/people/",),
    "people:office-holders": ("/people/offices/",),
    "people:person": ("/people/P000001/", "/people/P000005/"),
    "people:proposals": ("/people/proposals/",),
    "people:decide-proposal": ("/people/proposals/1/",),
    "people:register-organisation": ("/organisations/register/",),
    "people:correct-organisation": ("/organisations/O000001/correct/",),
    "people:set-parent": ("/organisations/O000001/parent/",),
    "people:merge-organisation": ("/organisations/O000001/merge/",),
    "people:merge-person": ("/people/P000005/merge/",),
    "people:register-person": ("/people/register/",),
    "people:appoint": ("/people/P000005/appoint/",),
    "people:end-appointment": ("/people/appointments/5/end/",),
    "people:open-account": ("/people/P000006/account/",),
    "people:change-password": ("/password/",),
    "people:security": ("/account/",),
    "people:confirm": ("/account/confirm/",),
    "people:enrol": ("/account/enrol/",),
    "people:enrol-passkey": ("/account/enrol/passkey/",),
    "people:accounts": ("/accounts/",),
    "people:account": ("/accounts/5/",),
    "people:disable-account": ("/accounts/5/disable/",),
    "people:enable-account": ("/accounts/5/enable/",),
    "people:reset-factors": ("/accounts/5/factors/",),
    "people:end-sessions": ("/accounts/5/sessions/",),
    "imports:list": ("/imports/",),
    "imports:start": ("/imports/new/organisations/",),
    "imports:detail": ("/imports/1/",),
    "imports:columns": ("/imports/1/columns/",),
    "imports:replace": ("/imports/1/replace/",),
    "imports:row": ("/imports/1/rows/3/",),
    "imports:confirm": ("/imports/1/confirm/",),
    "imports:undo": ("/imports/1/undo/",),
}

SEAT: dict[str, str] = {
    "evidence:events": "auditor",
    "people:open-account": "system",
    "people:proposals": "auditor",
    "people:decide-proposal": "security",
    "people:accounts": "auditor",
    "people:account": "security",
    "people:disable-account": "system",
    "people:enable-account": "system",
    "people:reset-factors": "security",
    "people:end-sessions": "security",
}
"""Who opens a page for those who signed in; the registrar where nothing is said."""

NO_PAGES: dict[str, str] = {
    "planning:intakes": "looked at by the planning officer of test_planning.py",
    "planning:intake": "looked at by the planning officer of test_planning.py",
    "planning:proposal": "looked at by the planning officer of test_planning.py",
    "planning:confirm": "looked at by the planning officer of test_planning.py",
    "planning:compare": "looked at by the planning officer of test_planning.py",
    "planning:undo": "looked at by the planning officer of test_planning.py",
    "planning:report": "looked at by the planning officer of test_planning.py",
    "planning:decide": "the same form as the others, opened by tests/apps/planning/test_progress.py",
    "planning:publish": "the same form as the others, opened by tests/apps/planning/test_indicators.py",
    "planning:discard": "an act of the import's page, only posted to",
    "web:catalogue": "JSON-LD",
    "web:dump": "a download",
    "web:openapi": "JSON",
    "open-api": "a redirect to the manual of the API",
    "specifications:record": "a download",
    "web:search-suggest": "a fragment inside the search page",
    "web:changes-feed": "Atom",
    "web:health": "JSON",
    "web:robots": "plain text",
    "evidence:log-checkpoint": "plain text",
    "evidence:log-tile": "bytes",
    "evidence:log-proof": "a download",
    "evidence:log-key": "plain text",
    "evidence:log-policy": "plain text",
    "web:opensearch": "XML",
    "web:security": "plain text",
    "web:sitemap": "XML",
    "web:sitemap-section": "XML",
    "people:act-as": "an act of the line under the header, only posted to",
    "people:undo-merge": "a form as every other, of a merge the walk does not make",
    "imports:template": "a download",
    "imports:file": "a download",
    "imports:report": "a download",
    "imports:progress": "a fragment inside the page of an import",
    "imports:skip": "an act of the page of a row, only posted to",
    "imports:resume": "an act of the page of an import, only posted to",
    "imports:abandon": "an act of the page of an import, only posted to",
    "people:sign-out": "an act, answered by a redirect",
    "people:enrol-app": "open to an account without an app, walked by the journeys of signing in",
    "people:second-factor": "a step of signing in, walked by the journeys of signing in",
    "people:sign-in-passkey": "an act of the sign-in page, only posted to",
    "people:sign-in-passkey-options": "JSON",
    "people:passkey-options": "JSON",
    "people:confirm-options": "JSON",
    "people:remove-factor": "an act of the account page, only posted to",
    "people:recovery-codes": "an act of the account page, only posted to",
    "people:end-session": "an act of the account page, only posted to",
    "people:end-other-sessions": "an act of the account page, only posted to",
    "people:unlock-account": "an act of the account's page, only posted to",
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
