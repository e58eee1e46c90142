"""Every address of the platform, with a real value for each part that varies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

from quanheng.core.trust.labels.token import to_token

SAMPLES: dict[str, tuple[str, ...]] = {
    "evidence:history": ("committee", "MTC1"),
    "law:edition": ("metrology-law-2018",),
    "law:compare": ("metrology-law-2018", "metrology-law-2017"),
    "law:article": ("metrology-law-2018", "10"),
    "units:unit": ("metre",),
    "evidence:draw": ("{draw}",),
    "evidence:draw-steps": ("{draw}",),
    "evidence:draw-plan": ("{draw}",),
    "evidence:draw-bundle": ("{draw}",),
    "evidence:revise-draw": ("{draw}",),
    "evidence:abandon-draw": ("{draw}",),
    "evidence:publish-plan": ("{draw}",),
    "evidence:enter-numbers": ("{draw}",),
    "evidence:run-draw": ("{draw}",),
    "evidence:void-draw": ("{draw}",),
    "evidence:substitute": ("{draw}",),
    "evidence:commit-to-draw": ("{draw}", "{party}"),
    "evidence:reveal-secret": ("{draw}", "{party}"),
    "evidence:name-list": ("{name-list}",),
    "evidence:name-list-file": ("{name-list}",),
    "evidence:compose-draw": ("{name-list}",),
    "evidence:label": ("{label}",),
    "evidence:label-code": ("{label}",),
    "evidence:revoke-label": ("{label}",),
    "evidence:replace-label": ("{label}",),
    "evidence:end-label-key": ("{label-key}",),
    "evidence:label-check": ("{label-token}",),
    "evidence:label-seen": ("{label-token}",),
    "evidence:timestamp": ("{timestamp}",),
    "evidence:timestamp-answer": ("{timestamp}",),
    "evidence:timestamp-content": ("{timestamp}",),
    "evidence:take-timestamp": ("0",),
    "evidence:time-round": ("{time-round}",),
    "evidence:time-round-file": ("{time-round}",),
    "evidence:time-report": ("{time-comparison}",),
    "people:organisation": ("{organisation}",),
    "people:correct-organisation": ("{organisation}",),
    "people:set-parent": ("{organisation}",),
    "people:merge-organisation": ("{organisation}",),
    "people:merge-person": ("{person}",),
    "people:undo-merge": ("{merge}",),
    "people:person": ("{person}",),
    "people:appoint": ("{person}",),
    "people:open-account": ("{person}",),
    "people:reset-password": ("{person-account}",),
    "people:end-appointment": ("{appointment}",),
    "people:decide-proposal": ("{proposal}",),
    "people:account": ("{account}",),
    "people:disable-account": ("{account}",),
    "people:enable-account": ("{account}",),
    "people:reset-factors": ("{account}",),
    "people:end-sessions": ("{account}",),
    "people:unlock-account": ("{account}",),
    "people:propose-identity": ("{account}",),
    "people:decide-identity": ("{account}", "{identity}"),
    "people:take-off-identity": ("{account}", "{identity}"),
    "people:sign-in-with": ("province",),
    "people:sign-in-with-back": ("province",),
    "people:link-identity": ("province",),
    "people:unlink-identity": ("1",),
    "people:remove-factor": ("1",),
    "people:end-session": ("1",),
    **{f"imports:{name}": ("organisations",) for name in ("start", "template")},
    **{
        f"imports:{name}": ("{import}",)
        for name in (
            *("detail", "progress", "file", "report", "report-csv", "columns", "replace"),
            *("confirm", "undo", "resume", "abandon"),
        )
    },
    "imports:row": ("{import}", "2"),
    "imports:skip": ("{import}", "2"),
    "committees:detail": ("MTC1",),
    "planning:task": ("tc-opinion-2022-p4-1",),
    "planning:policy": ("tc-opinion-2022",),
    "planning:body": ("samr",),
    "planning:indicator": ("tasks-with-evidence",),
    "planning:report": ("{task}",),
    "planning:decide": ("{progress}",),
    "planning:intake": ("{intake}",),
    "planning:proposal": ("{intake}", "{intake-proposal}"),
    "planning:confirm": ("{intake}",),
    "planning:discard": ("{intake}",),
    "planning:undo": ("{intake}",),
    "planning:compare": ("{intake}", "{intake}"),
    "specifications:detail": ("JJF-1070-2023",),
    "specifications:work": ("JJF-1070",),
    "specifications:record": ("JJF-1070-2023", "json"),
    "specifications:international": ("OIML-R-76-1-2006",),
    "api:get_law": ("metrology-law-2018",),
    "api:list_articles": ("metrology-law-2018",),
    "api:get_article": ("metrology-law-2018", "10"),
    "api:compare_law": ("metrology-law-2018", "metrology-law-2017"),
    "api:get_organisation": ("{organisation}",),
    "api:get_unit": ("metre",),
    "api:get_label": ("AAAAAAAA",),
    "api:get_draw": ("{draw}",),
    "api:get_bundle": ("{draw}",),
    "api:get_committee": ("MTC1",),
    "api:get_specification": ("JJF-1070-2023",),
    "api:get_graph": ("JJF-1070-2023",),
    "api:get_work": ("JJF-1070",),
    "api:get_international": ("OIML-R-76-1-2006",),
    "evidence:log-proof": ("0",),
    "evidence:log-tile": ("entries/000.p/1",),
    "api:get_task": ("tc-opinion-2022-p4-1",),
    "web:dump": ("law", "csv"),
    "web:sitemap-section": ("law",),
}


@dataclass(frozen=True)
class Address:
    """A named address; ``template`` has ``{0}``, ``{1}`` for the parts that vary."""

    name: str
    template: str
    parts: int

    def at(self, *values: str) -> str:
        """The path with ``values``, quoted."""
        return self.template.format(*(quote(value, safe="") for value in values))


def sample(address: Address, values: Mapping[str, str] = MappingProxyType({})) -> str:
    """The path of a record that is there. A new address with parts needs a line in ``SAMPLES``; ``values`` may say what
    the place holders in it (``{person}``) stand for.
    """
    if not address.parts:
        return address.template
    assert address.name in SAMPLES, f"give tests/web/addresses.py a real value for {address.name}"
    return address.at(*(values.get(value) or _filled(value) for value in SAMPLES[address.name]))


def _filled(value: str) -> str:
    """A value of the database in place of ``{model}``; where there is none yet, one that could be."""
    from quanheng.apps.evidence.models import (
        Draw,
        DrawParty,
        Label,
        LabelKey,
        NameList,
        TimeComparison,
        TimeRound,
        Timestamp,
    )
    from quanheng.apps.imports.models import Import
    from quanheng.apps.people.models import (
        Account,
        Appointment,
        LinkedIdentity,
        Merge,
        OfficeProposal,
        Organisation,
        Person,
    )
    from quanheng.apps.planning.models import Intake, Progress, Proposal, Task

    found = {
        "{import}": (Import, "pk"),
        "{organisation}": (Organisation, "key"),
        "{person}": (Person, "key"),
        "{person-account}": (Person, "key"),
        "{appointment}": (Appointment, "pk"),
        "{merge}": (Merge, "pk"),
        "{proposal}": (OfficeProposal, "pk"),
        "{task}": (Task, "key"),
        "{progress}": (Progress, "pk"),
        "{intake}": (Intake, "pk"),
        "{intake-proposal}": (Proposal, "pk"),
        "{draw}": (Draw, "draw_id"),
        "{party}": (DrawParty, "slug"),
        "{name-list}": (NameList, "key"),
        "{timestamp}": (Timestamp, "pk"),
        "{time-round}": (TimeRound, "pk"),
        "{time-comparison}": (TimeComparison, "pk"),
        "{label}": (Label, "number"),
        "{label-key}": (LabelKey, "key_id"),
        "{label-token}": (Label, "token"),
        "{account}": (Account, "pk"),
        "{identity}": (LinkedIdentity, "pk"),
    }
    if value not in found:
        return value
    model, field = found[value]
    first = model.objects.order_by("pk").values_list(field, flat=True).first() or ("A" * 8 if field == "token" else "1")
    return str(first) if isinstance(first, str | int) else to_token(bytes(first))


def addresses() -> list[Address]:
    """Every address, by name, in the order of the URLconf."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, space: str, before: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one, inner, before + _literal(one))
        else:
            yield _address(resolver, one, space, before)


def _literal(one: URLResolver) -> str:
    return str(one.pattern).lstrip("^")


def _address(resolver: URLResolver, one: URLPattern, space: str, before: str) -> Address:
    name = f"{space}{one.name}"
    [(template, names)] = resolver.reverse_dict.getlist(one.name)[0][0][:1]
    for place, part in enumerate(names):
        template = template.replace(f"%({part})s", f"{{{place}}}")
    return Address(name, "/" + before + template, len(names))
