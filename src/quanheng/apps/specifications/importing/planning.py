"""What importing one row of specifications would do."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.specifications.importing.fields import EDITION_FIELDS
from quanheng.apps.specifications.importing.matches import Matches, number_of
from quanheng.apps.specifications.importing.replaced import replaced_numbers
from quanheng.apps.specifications.importing.texts import JOIN, numbers_in, texts_of
from quanheng.apps.specifications.models import Edition
from quanheng.apps.specifications.policies import may_record
from quanheng.apps.specifications.rules.numbers import SpecificationNumber
from quanheng.apps.specifications.rules.suggestions import suggest
from quanheng.kernel.imports import CellFault, Entry, Plan, State, ValueFault, compared
from quanheng.kernel.records import Confidence

MEANT = frozenset({"number", "retitled"})
"""Fields that say which edition is meant, or how the row is meant: not kept as they are."""


def plan_of(entry: Entry, matches: Matches) -> Plan:
    """Changes nothing and asks nothing more."""
    number = number_of(entry)
    if number is None:
        return Plan(State.ERROR, faults=(_no_number(str(entry.values.get("number", ""))),))
    found = matches.editions.get(number.lookup)
    try:
        wanted = _resolved(entry, number, matches)
    except ValueFault as wrong:
        fault = CellFault(str(wrong.args[1]), wrong.what, wrong.remedy)
        return Plan(State.ERROR, number.lookup, found.key if found else "", number.canonical, faults=(fault,))
    was = texts_of(found, matches.replaced[found.pk]) if found else {}
    fields = [one for one in EDITION_FIELDS if one.key not in MEANT]
    now = compared(Entry(entry.row, wanted, entry.source), fields, was)
    faults = (*_faults(number, {**was, **now}, new=found is None), *_beyond(number, now, matches))
    label = f"{number.canonical} {now.get('title') or was.get('title', '')}".strip()
    if faults:
        return Plan(State.ERROR, number.lookup, found.key if found else "", label, was, now, faults)
    if found is None:
        return Plan(State.NEW, number.lookup, "", label, {}, now)
    return _on_record(entry, found, Plan(State.SAME, number.lookup, found.key, label, was, now))


def _on_record(entry: Entry, found: Edition, plan: Plan) -> Plan:
    was, now = plan.was, dict(plan.now)
    doubts: list[CellFault] = []
    if "title" in now and was["title"]:
        if formless(now["title"]) == formless(was["title"]):
            now.pop("title")
        elif not entry.values.get("retitled"):
            what = _("登记的名称是《%s》") % was["title"]
            doubts.append(CellFault("title", what, _("登记有误的，请在“更正名称”栏填“是”；否则请核对编号。")))
    if "replaces" in now and (more := sorted(set(numbers_in(was["replaces"])) - set(numbers_in(now["replaces"])))):
        what = _("登记簿还记有它代替 %s") % JOIN.join(more)
        doubts.append(CellFault("replaces", what, _("请一并写上；登记有误的，请先在规范的页面上更正。")))
    if now and found.confidence == Confidence.C:  # so far known only from citations
        now.setdefault("confidence", Confidence.B)
        now.setdefault("source", entry.source)
    state = State.CONFLICT if doubts else State.CHANGE if now else State.SAME
    return Plan(state, plan.key, plan.target, plan.label, was, now, tuple(doubts))


def _resolved(entry: Entry, number: SpecificationNumber, matches: Matches) -> dict[str, Any]:
    """The values with the committee's key and the canonical numbers of what is replaced. ``ValueFault`` also carries
    the field.
    """
    values = {key: value for key, value in entry.values.items() if key not in MEANT}
    if number.issuer and number.issuer not in matches.issuers:
        raise _at(
            "number", _("发布主体“%s”不在词表中") % number.issuer, _("请核对括号里的简称，或先登记这一发布主体。")
        )
    if text := values.get("committee"):
        committee = matches.committee(str(text))
        if committee is None:
            what = _("没有委员会“%s”") % str(text)[:40]
            raise _at("committee", what, _("请核对名称或代号；不是委员会的写在“归口单位（非委员会）”栏。"))
        values["committee"] = committee.key
    if "replaces" in values:
        try:
            replaced = replaced_numbers(str(values["replaces"]))
        except ValueFault as wrong:
            raise _at("replaces", wrong.what, wrong.remedy) from None
        unknown = [one.canonical for one in replaced if one.issuer and one.issuer not in matches.issuers]
        if unknown:
            raise _at("replaces", _("%s 的发布主体不在词表中") % unknown[0], _("请核对括号里的简称。"))
        if number.lookup in {one.lookup for one in replaced}:
            raise _at("replaces", _("规范不能代替自身"), _("请核对编号。"))
        values["replaces"] = JOIN.join(sorted(one.canonical for one in replaced))
        if not replaced:
            del values["replaces"]
    return values


def _at(field: str, what: str, remedy: str) -> ValueFault:
    fault = ValueFault(what, remedy)
    fault.args = (what, field)
    return fault


def _faults(number: SpecificationNumber, texts: Mapping[str, str], *, new: bool) -> Iterator[CellFault]:
    if new and not texts.get("title"):
        yield CellFault("title", _("没有填写"), _("新登记时须写名称。"))
    issued, effective = texts.get("issued_on", ""), texts.get("effective_on", "")
    if issued and effective and effective < issued:
        yield CellFault("effective_on", _("实施日期早于发布日期 %s") % issued, _("请核对两个日期。"))
    if issued and int(issued[:4]) != number.year:
        what = _("发布日期是 %(day)s，编号的年份是 %(year)s") % {"day": issued, "year": number.year}
        yield CellFault("issued_on", what, _("请核对编号和日期。"))


def _beyond(number: SpecificationNumber, now: Mapping[str, str], matches: Matches) -> Iterator[CellFault]:
    """What the registrar's region did not issue."""
    numbers = [number.canonical, *numbers_in(now.get("replaces", ""))]
    if now and not (said := may_record(matches.actor, numbers)):
        yield CellFault("number", _("这件规范不由您的职务登记"), said.reason)


def _no_number(text: str) -> CellFault:
    meant = suggest(text)
    if meant:
        return CellFault("number", _("“%s”不是规范编号") % text[:40], _("是不是 %s？") % "、".join(meant[:3]))
    return CellFault("number", _("“%s”不是规范编号") % text[:40], _("请写成 JJF 1070-2023 的样子，年份写四位。"))


def formless(title: str) -> str:
    """A title without what typing habits change: width, blanks, book-title marks and punctuation."""
    plain = unicodedata.normalize("NFKC", title)
    return "".join(each for each in plain if unicodedata.category(each)[0] in "LNM").casefold()
