"""What importing one row of committees would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.committees.importing.committee_fields import MEANT
from quanheng.apps.committees.importing.committee_texts import called, texts_of
from quanheng.apps.committees.importing.committee_values import meant, parts
from quanheng.apps.committees.importing.known import Known
from quanheng.apps.committees.models import Committee
from quanheng.apps.committees.policies import may_record, place
from quanheng.apps.committees.rules.codes import Code, canonical_key, parse_code
from quanheng.apps.people.public import name_key
from quanheng.kernel.imports import CellFault, Entry, Field, Plan, State, compared

Values = Mapping[str, Any]
_TIER_WORDS = (("工作组", "wg"), ("分技术委员会", "sc"))


@dataclass(frozen=True, slots=True)
class Planning:
    """What rows are compared with: the register, and which committees the same rows call by name or number."""

    known: Known
    fields: Sequence[Field]
    said: Mapping[str, str]
    """The level of each of those, empty where its row does not say it."""

    @classmethod
    def of(cls, entries: Sequence[Entry], known: Known, fields: Sequence[Field]) -> "Planning":
        """For these entries."""
        said = {}
        for values in (entry.values for entry in entries):
            code, level = parse_code(str(values.get("code", ""))), str(values.get("level", ""))
            said[name_key(str(values.get("name", "")))] = level or (Committee.Level.NATIONAL.value if code else "")
            said |= {name_key(code.text): Committee.Level.NATIONAL.value} if code else {}
        return cls(known, [one for one in fields if one.key not in MEANT], said)

    def plan(self, entry: Entry) -> Plan:
        """Changes nothing and asks nothing more."""
        values, faults = meant(entry, self.known)
        name = str(values.get("name", ""))
        found, doubts = self._found(values, name)
        if found is None:
            return self._new(entry, values, [*faults, *doubts])
        was = texts_of(found, int(values.get("term") or 0))
        now = compared(Entry(entry.row, values), self.fields, was)
        if name_key(name) == name_key(was["name"]):
            now.pop("name", None)
        faults += _broken({**was, **now}, parse_code(found.code))
        doubts = [*doubts, *_doubts(values, was, now)]
        if parent := now.get("parent"):
            faults += self._missing(parent)
        faults += [*self._beyond(was), *self._beyond({**was, **now})][:1] if now else []
        state = State.ERROR if faults else State.CONFLICT if doubts else State.CHANGE if now else State.SAME
        return Plan(state, found.key, found.key, found.name, was, now, (*faults, *doubts))

    def _found(self, values: Values, name: str) -> tuple[Committee | None, list[CellFault]]:
        """The committee a row means: by register number, by number, by name (below the parent that is given)."""
        key, code = str(values.get("key", "")), parse_code(str(values.get("code", "")))
        if key:
            found = self.known.by_key.get(canonical_key(key) or "")
            return found, [] if found else [CellFault("key", _("没有这个登记号"), _("请核对；新登记时留空。"))]
        if code and code.key in self.known.by_key:
            return self.known.by_key[code.key], []
        return self._named(values, name, code)

    def _named(self, values: Values, name: str, code: Code | None) -> tuple[Committee | None, list[CellFault]]:
        named = [one for one in self.known.named(name) if _below(one, str(values.get("parent", "")))]
        if code:
            named = [one for one in named if not one.code]
            if named:
                what = _("登记簿中有同名而没有代号的委员会 %s") % named[0].key
                return named[0], [CellFault("code", what, _("请核对名称和代号；登记号不随代号改变。"))]
            return None, []
        if len(named) > 1:
            keys = "、".join(one.key for one in named)
            return None, [CellFault("name", _("同名的委员会有几个：%s") % keys, _("请填登记号或代号。"))]
        return (named[0] if named else None), []

    def _new(self, entry: Entry, values: dict[str, Any], faults: list[CellFault]) -> Plan:
        name = str(values.get("name", ""))
        code = parse_code(str(values.get("code", "")))
        self._complete(values, name, code)
        now = compared(Entry(entry.row, values), self.fields, {})
        if values.get("level") is None and not any(fault.field == "level" for fault in faults):
            faults.append(CellFault("level", _("没有填写"), _("新登记的委员会须填层级。")))
        faults += [] if faults else [*_broken(now, code), *self._beyond(now)]
        faults += self._missing(now.get("parent", ""))
        key = code.key if code else f"name:{now.get('parent', '')}:{name_key(name)}"
        return Plan(State.ERROR if faults else State.NEW, key, label=name, now=now, faults=tuple(faults))

    def _complete(self, values: dict[str, Any], name: str, code: Code | None) -> None:
        """What number, name and parent say without being asked."""
        if code and code.parent and not values.get("parent"):
            values["parent"] = code.parent.text
        if not values.get("tier"):
            told = "wg" if code and code.wg else "sc" if code and code.sc else "tc" if code else ""
            values["tier"] = told or next((tier for word, tier in _TIER_WORDS if name.endswith(word)), "tc")
        if not values.get("level"):
            above = self.known.named(str(values.get("parent", "")))
            said = self.said.get(name_key(str(values.get("parent", ""))), "")
            level = Committee.Level.NATIONAL.value if code else above[0].level if above else said
            values |= {"level": level} if level else {}

    def _beyond(self, texts: Mapping[str, str]) -> list[CellFault]:
        """A committee that is not the business of the registrar's region."""
        said = may_record(self.known.actor, place(texts.get("level", ""), texts.get("region", "")))
        return [] if said else [CellFault("region", _("这个委员会不由您的职务登记"), said.reason)]

    def _missing(self, parent: str) -> list[CellFault]:
        """A parent that is neither on record nor among the rows."""
        if not parent or self.known.named(parent) or name_key(parent) in self.said:
            return []
        return [CellFault("parent", _("没有委员会“%s”") % parent[:60], _("请先登记上级委员会，或核对名称、代号。"))]


def _below(committee: Committee, parent: str) -> bool:
    """Whether it may be meant: names below a technical committee are only told apart by what stands above them."""
    return not parent or committee.tier == Committee.Tier.TC or called(committee.parent) == parent


def _broken(texts: Mapping[str, str], code: Code | None) -> list[CellFault]:
    """What cannot be together."""
    faults = []
    tier, parent = texts.get("tier", ""), texts.get("parent", "")
    told = ("wg" if code.wg else "sc" if code.sc else "tc") if code else tier
    if told != tier:
        faults.append(CellFault("tier", _("代号与类型不符"), _("请核对代号和类型。")))
    if code and code.parent and parent != code.parent.text:
        what = _("代号 %(code)s 的上级应是 %(parent)s") % {"code": code.text, "parent": code.parent.text}
        faults.append(CellFault("parent", what, _("请核对代号和上级委员会。")))
    if tier != "tc" and not parent and texts.get("planned") != "1":
        faults.append(CellFault("parent", _("没有填写"), _("分技术委员会和工作组须有上级委员会。")))
    if parent and parent in (texts.get("code"), texts.get("name")):
        faults.append(CellFault("parent", _("委员会不能是自身的上级"), _("请核对上级委员会。")))
    start, end = texts.get("term_start", ""), texts.get("term_end", "")
    if start and end and end <= start:
        faults.append(CellFault("term_end", _("本届止不晚于本届起 %s") % start, _("请核对两个日期。")))
    if (start or end) and not texts.get("term"):
        faults.append(CellFault("term", _("没有填写"), _("写了本届起止的，须写届次。")))
    return faults


def _doubts(values: Values, was: Mapping[str, str], now: dict[str, str]) -> list[CellFault]:
    """What a person has to look at first."""
    doubts = []
    if "name" in now and not values.get("renamed"):
        what = _("登记的名称是“%s”") % was["name"]
        doubts.append(CellFault("name", what, _("委员会已更名的，请在“更名”栏填“是”；否则请核对。")))
    if "code" in now and was["code"]:
        doubts.append(CellFault("code", _("登记的代号是 %s") % was["code"], _("代号不随登记更正；请核对。")))
    if "region" in now:
        doubts.append(CellFault("region", _("登记的行政区划不同"), _("行政区划请在机构登记簿更正。")))
    others = {*parts(was["host"])} - {*parts(now.get("host", was["host"]))}
    if others and "host_start" not in values:
        what = _("登记的挂靠单位是%s") % was["host"]
        doubts.append(CellFault("host", what, _("已变更的，请填“挂靠起”；共同挂靠的，请一并写上。")))
    return doubts
