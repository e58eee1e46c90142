"""Which organisation on record a row means."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quanheng.apps.people.models import FormerName, Organisation
from quanheng.apps.people.rules.credit_code import normalised
from quanheng.apps.people.rules.names import name_key
from quanheng.kernel.actor import Actor
from quanheng.kernel.imports import CellFault, Entry


@dataclass(frozen=True, slots=True)
class Match:
    """The organisation a row means (``None``: a new one), and why a person has to look at it first."""

    found: Organisation | None = None
    doubts: tuple[CellFault, ...] = ()


@dataclass
class Matches:
    """The organisations on record that any of ``entries`` may mean, by number, code, name and former name."""

    entries: Sequence[Entry]
    actor: Actor
    by_key: dict[str, Organisation] = field(default_factory=dict)
    by_code: dict[str, Organisation] = field(default_factory=dict)
    by_name: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    by_former: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Four queries, whatever the number of entries."""
        every = Organisation.objects.visible_to(self.actor).filter(synthetic=False)
        values = [entry.values for entry in self.entries]
        names = {name_key(one["name"]) for one in values if one.get("name")}
        self.by_key = {one.key: one for one in every.filter(key__in={_key(entry) for entry in self.entries} - {""})}
        codes = {_code(entry) for entry in self.entries} - {""}
        self.by_code = {one.credit_code: one for one in every.filter(credit_code__in=codes)}
        for one in every.filter(name_key__in=names):
            self.by_name[one.name_key].append(one)
        formerly = FormerName.objects.visible_to(self.actor).filter(name_key__in=names)
        for former in formerly.select_related("organisation"):
            self.by_former[former.name_key].append(former.organisation)

    def of(self, entry: Entry) -> Match:
        """By register number, then by credit code, then by name."""
        name = name_key(entry.values.get("name", ""))
        if key := _key(entry):
            found = self.by_key.get(key)
            if found is None:
                return Match(None, (CellFault("key", _("没有这个登记号"), _("请核对；新登记时留空。")),))
            return Match(found, self._name_doubts(entry, found, name))
        if (code := _code(entry)) and code in self.by_code:
            found = self.by_code[code]
            return Match(found, self._name_doubts(entry, found, name))
        return self._by_name(entry, name, code)

    def _by_name(self, entry: Entry, name: str, code: str) -> Match:
        found = self.by_name.get(name, [])
        if len(found) > 1:
            keys = "、".join(one.key for one in found)
            return Match(None, (CellFault("name", _("同名的机构有几个：%s") % keys, _("请填登记号。")),))
        if not found and (formerly := self.by_former.get(name)):
            what = _("是%(name)s（%(key)s）的曾用名") % {"name": formerly[0].name, "key": formerly[0].key}
            return Match(formerly[0], (CellFault("name", what, _("请改用现名称，或填登记号。")),))
        if not found:
            return Match()
        if code and found[0].credit_code:
            what = _("同名机构 %(key)s 的统一社会信用代码是 %(code)s") % {
                "key": found[0].key,
                "code": found[0].credit_code,
            }
            return Match(found[0], (CellFault("credit_code", what, _("请核对代码；代码确有变更的，请填登记号。")),))
        return Match(found[0])

    def _name_doubts(self, entry: Entry, found: Organisation, name: str) -> tuple[CellFault, ...]:
        """Another name under the same number or code is a renaming only if somebody says so."""
        if not name or name == found.name_key or entry.values.get("renamed"):
            return ()
        what = _("登记的名称是“%(name)s”（%(key)s）") % {"name": found.name, "key": found.key}
        return (CellFault("name", what, _("机构已更名的，请在“更名”栏填“是”；否则请核对。")),)


def _key(entry: Entry) -> str:
    return str(entry.values.get("key", "")).upper()


def _code(entry: Entry) -> str:
    return normalised(str(entry.values.get("credit_code", "")))
