"""Who may open which address: one line an address, and an address without a line fails the walk.

A new page needs its line here and, where its address has parts, a value in ``tests/web/addresses.py``.

    "imports:list": read(REGISTRAR),             a page
    "imports:upload": form(REGISTRAR),           a page with a form
    "imports:undo": act(REGISTRAR | COLLEAGUES), only posted to; COLLEAGUES hold an office where the record belongs

Audiences are in ``audience.py``; what stands behind ``{organisation}``, ``{person}`` … is made in ``cast.py``.
"""

from tests.web.access.audience import (
    AUDITOR,
    COLLEAGUES,
    NOBODY,
    OWN_REGISTRAR,
    PLANNERS,
    PLANNERS_HERE,
    PUBLIC,
    REGISTRAR,
    SECURITY_ADMINISTRATOR,
    SIGNED_IN,
    SYSTEM_ADMINISTRATOR,
    Access,
    act,
    form,
    holder,
    read,
)

SEES_PERSONS = REGISTRAR | SYSTEM_ADMINISTRATOR | SECURITY_ADMINISTRATOR
ADMINISTRATORS = SYSTEM_ADMINISTRATOR | SECURITY_ADMINISTRATOR | AUDITOR

ADDRESSES: dict[str, Access] = {
    # the doors
    "web:home": read(PUBLIC),
    "web:help": read(PUBLIC),
    "web:search": read(PUBLIC),
    "web:search-suggest": read(PUBLIC),
    "web:open-data": read(PUBLIC),
    "web:catalogue": read(PUBLIC),
    "web:dump": read(PUBLIC),
    "web:api": read(PUBLIC),
    "web:openapi": read(PUBLIC),
    "open-api": read(PUBLIC),
    "web:changes-feed": read(PUBLIC),
    "web:health": read(PUBLIC),
    "web:robots": read(PUBLIC),
    "web:opensearch": read(PUBLIC),
    "web:security": read(PUBLIC),
    "web:sitemap": read(PUBLIC),
    "web:sitemap-section": read(PUBLIC),
    "web:workbench": read(SIGNED_IN),
    # imports: of the office they were made in
    "imports:list": read(REGISTRAR),
    "imports:start": form(REGISTRAR),
    "imports:template": read(REGISTRAR),
    **{f"imports:{name}": read(OWN_REGISTRAR) for name in ("detail", "progress", "file", "report")},
    **{f"imports:{name}": form(OWN_REGISTRAR) for name in ("columns", "replace", "row", "confirm", "undo")},
    **{f"imports:{name}": act(OWN_REGISTRAR) for name in ("skip", "resume", "abandon")},
    # evidence
    "evidence:changes": read(PUBLIC),
    "evidence:history": read(PUBLIC),
    "evidence:events": read(AUDITOR),
    "evidence:log": read(PUBLIC),
    "evidence:log-checkpoint": read(PUBLIC, empty=True),
    "evidence:log-key": read(PUBLIC, empty=True),
    "evidence:log-policy": read(PUBLIC, empty=True),
    "evidence:log-proof": read(PUBLIC, empty=True),
    "evidence:log-tile": read(PUBLIC, empty=True),
    "evidence:verify": read(PUBLIC),
    "evidence:draws": read(PUBLIC),
    "evidence:draw": read(PUBLIC),
    "evidence:draw-method": read(PUBLIC),
    "evidence:draw-steps": read(PUBLIC),
    "evidence:draw-plan": read(PUBLIC),
    "evidence:draw-bundle": read(PUBLIC),
    "evidence:name-lists": read(PUBLIC),
    "evidence:name-list": read(PUBLIC),
    "evidence:name-list-file": read(PUBLIC),
    "evidence:freeze-objects": form(holder("draw-organiser", "")),
    "evidence:freeze-inspectors": form(holder("draw-organiser", "")),
    "evidence:choose-lists": read(holder("draw-organiser", "")),
    "evidence:compose-draw": form(holder("draw-organiser")),
    "evidence:revise-draw": form(holder("draw-organiser")),
    "evidence:abandon-draw": form(holder("draw-organiser")),
    "evidence:publish-plan": form(holder("draw-approver")),
    "evidence:enter-numbers": form(holder("draw-organiser")),
    "evidence:run-draw": form(holder("draw-approver")),
    "evidence:void-draw": form(holder("draw-organiser") | holder("draw-approver")),
    "evidence:substitute": form(holder("draw-organiser")),
    "evidence:commit-to-draw": form(holder("draw-witness")),
    "evidence:reveal-secret": form(holder("draw-witness")),
    # people
    "people:organisations": read(PUBLIC),
    "people:provinces": read(PUBLIC),
    "people:organisation": read(PUBLIC),
    "people:register-organisation": form(REGISTRAR),
    "people:correct-organisation": form(REGISTRAR),
    "people:set-parent": form(REGISTRAR),
    "people:merge-organisation": form(REGISTRAR),
    "people:merge-person": form(REGISTRAR),
    "people:undo-merge": form(REGISTRAR),
    "people:persons": read(SEES_PERSONS),
    "people:office-holders": read(SEES_PERSONS),
    "people:person": read(COLLEAGUES | SEES_PERSONS),
    "people:proposals": read(ADMINISTRATORS),
    "people:decide-proposal": Access(ADMINISTRATORS, SECURITY_ADMINISTRATOR),
    "people:register-person": form(REGISTRAR),
    "people:appoint": form(SEES_PERSONS),
    "people:end-appointment": form(REGISTRAR),
    "people:open-account": form(SYSTEM_ADMINISTRATOR),
    "people:reset-password": act(SYSTEM_ADMINISTRATOR),
    "people:act-as": act(SIGNED_IN),
    "people:accounts": read(ADMINISTRATORS),
    "people:account": read(ADMINISTRATORS),
    "people:disable-account": form(SYSTEM_ADMINISTRATOR),
    "people:enable-account": form(SYSTEM_ADMINISTRATOR),
    "people:reset-factors": form(SECURITY_ADMINISTRATOR),
    "people:end-sessions": form(SECURITY_ADMINISTRATOR),
    "people:unlock-account": act(SECURITY_ADMINISTRATOR),
    "people:sign-in-passkey": act(PUBLIC),
    "people:sign-in-passkey-options": act(PUBLIC),
    "people:second-factor": read(SIGNED_IN),
    "people:security": read(SIGNED_IN),
    "people:confirm": form(SIGNED_IN),
    "people:confirm-options": act(SIGNED_IN),
    "people:enrol": read(SIGNED_IN),
    "people:enrol-app": form(SIGNED_IN),
    "people:enrol-passkey": form(SIGNED_IN),
    "people:passkey-options": act(SIGNED_IN),
    "people:remove-factor": act(NOBODY),
    "people:recovery-codes": act(SIGNED_IN),
    "people:end-session": act(NOBODY),
    "people:end-other-sessions": act(SIGNED_IN),
    "people:sign-in": form(PUBLIC),
    "people:sign-out": form(PUBLIC),
    "people:change-password": form(SIGNED_IN),
    # law
    "law:list": read(PUBLIC),
    "law:edition": read(PUBLIC),
    "law:article": read(PUBLIC, empty=True),
    "law:compare": read(PUBLIC),
    # planning
    "planning:overview": read(PUBLIC),
    "planning:tasks": read(PUBLIC),
    "planning:task": read(PUBLIC),
    "planning:policy": read(PUBLIC),
    "planning:bodies": read(PUBLIC),
    "planning:body": read(PUBLIC),
    "planning:deadlines": read(PUBLIC),
    "planning:indicators": read(PUBLIC),
    "planning:indicator": read(PUBLIC),
    "planning:publish": form(PLANNERS_HERE),
    "planning:report": form(PLANNERS_HERE),
    "planning:decide": form(PLANNERS_HERE),
    "planning:intakes": form(PLANNERS),
    "planning:intake": Access(PLANNERS_HERE | AUDITOR, PLANNERS_HERE),
    "planning:proposal": form(PLANNERS_HERE),
    "planning:confirm": form(PLANNERS_HERE),
    "planning:discard": act(PLANNERS_HERE),
    "planning:undo": form(PLANNERS_HERE),
    "planning:compare": read(PLANNERS_HERE | AUDITOR),
    # units
    "units:table": read(PUBLIC),
    "units:unit": read(PUBLIC),
    "units:convert": read(PUBLIC),
    # committees
    "committees:list": read(PUBLIC),
    "committees:tree": read(PUBLIC),
    "committees:coverage": read(PUBLIC),
    "committees:network": read(PUBLIC),
    "committees:detail": read(PUBLIC),
    # specifications
    "specifications:list": read(PUBLIC),
    "specifications:coverage": read(PUBLIC),
    "specifications:detail": read(PUBLIC),
    "specifications:record": read(PUBLIC),
    "specifications:work": read(PUBLIC),
    "specifications:international-list": read(PUBLIC),
    "specifications:international-conflicts": read(PUBLIC),
    "specifications:international": read(PUBLIC),
}

API_WITHOUT_RECORD = {"api:get_article"}
"""Operations of the open API are read by everybody and take no post, without a line each. These find nothing in the
platform as shipped, which carries no legal texts."""


def access_to(name: str) -> Access | None:
    """What the table says of the address ``name``; ``None`` when nobody declared it."""
    if name.startswith("api:"):
        return read(PUBLIC, empty=name in API_WITHOUT_RECORD)
    return ADDRESSES.get(name)
