"""The units register, read from ``data/legal_units.yaml`` and checked with the line of every fault."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.units.records import Group, LegalStatus, QuantityKind, Standing, UnitRecord
from quanheng.apps.units.yaml_lines import LINE, read
from quanheng.core.basis import Basis, RuleStatus
from quanheng.core.metrology.units import Unit, UnitError, read_unit
from quanheng.kernel.errors import BadInput, Fault

FILE = Path(__file__).parent / "data" / "legal_units.yaml"
KEYS = frozenset(
    {
        "slug",
        "unit",
        "name",
        "symbol",
        "group",
        "quantity",
        "relation",
        "regime",
        "seen",
        "condition",
        "bipm",
        "rounded",
    }
    | {"note"}
)
NEEDED = ("slug", "unit", "name", "group", "quantity", "regime")
BASIS = frozenset({"confirmed", "analog", "assumed"})
ROTATION = "revolution-per-minute"  # the one atom, 转, that the order lists only in a compound
SEEN = frozenset({"", "wholly", "partly", "not"})


@dataclass(frozen=True)
class Register:
    """Every unit in the order of the file, its groups and quantities."""

    units: tuple[UnitRecord, ...]
    groups: Mapping[str, Group]
    quantities: Mapping[str, QuantityKind]
    by_slug: Mapping[str, UnitRecord]
    by_atom: Mapping[str, UnitRecord]


@cache
def register() -> Register:
    """The register that ships with the platform."""
    return load(FILE)


def load(path: Path) -> Register:
    """The register in ``path``. Raises ``BadInput`` with every fault and its line."""
    return _Reader(path).register()


class _Reader:
    """Reads one file and collects every fault instead of stopping at the first."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.data = read(path)
        self.faults: list[Fault] = []

    def fault(self, row: Mapping[str, Any], what: str, remedy: str = "") -> None:
        self.faults.append(Fault(f"{self.name}:{row.get(LINE, 1)}", what, remedy))

    def register(self) -> Register:
        sources = {key: text for key, text in dict(self.data.get("sources", {})).items() if key != LINE}
        groups = dict(self.groups(sources))
        quantities = dict(self.quantities())
        regimes = {row["key"]: row for row in self.data.get("regimes", ())}
        units = [unit for row in self.data.get("units", ()) if (unit := self.unit(row, groups, quantities, regimes))]
        self.no_duplicates(units)
        if self.faults:
            raise BadInput(self.faults)
        atoms: dict[str, UnitRecord] = {}
        for unit in units:
            terms = unit.unit.terms or ()
            if terms and (len(terms) == 1 or unit.slug == ROTATION):
                atoms.setdefault(terms[0].atom.id, unit)
        return Register(tuple(units), groups, quantities, {unit.slug: unit for unit in units}, atoms)

    def groups(self, sources: Mapping[str, str]) -> Iterator[tuple[str, Group]]:
        for row in self.data.get("groups", ()):
            if row.get("source") not in sources:
                self.fault(row, _("分组没有来源"), _("请给出 sources 中的一个键。"))
                continue
            yield row["key"], Group(row["key"], row["name"], row.get("article", ""), sources[row["source"]])

    def quantities(self) -> Iterator[tuple[str, QuantityKind]]:
        for row in self.data.get("quantities", ()):
            found = [self.readable(row, text) for text in row["legal"]]
            if len({unit.dimension for unit in found if unit}) > 1:
                self.fault(row, _("量 %s 的法定单位量纲不一致") % row["name"])
            yield row["key"], QuantityKind(row["key"], row["name"], tuple(row["legal"]))

    def readable(self, row: Mapping[str, Any], text: str) -> Unit | None:
        try:
            return read_unit(text)
        except UnitError as wrong:
            self.fault(row, _("单位 %(text)s 无法识别：%(why)s") % {"text": text, "why": wrong})
            return None

    def unit(
        self,
        row: Mapping[str, Any],
        groups: Mapping[str, Group],
        quantities: Mapping[str, QuantityKind],
        regimes: Mapping[str, Any],
    ) -> UnitRecord | None:
        before = len(self.faults)
        if strange := sorted(set(row) - KEYS - {LINE}):
            self.fault(row, _("有不认识的键：%s") % "、".join(strange), _("可用的键：%s。") % "、".join(sorted(KEYS)))
        if missing := [key for key in NEEDED if not row.get(key)]:
            self.fault(row, _("缺少：%s") % "、".join(missing))
            return None
        for key, known in (("group", groups), ("quantity", quantities), ("regime", regimes)):
            if row[key] not in known:
                self.fault(row, _("%(key)s 中没有 %(value)s") % {"key": key, "value": row[key]})
        if str(row.get("seen", "")) not in SEEN:
            self.fault(row, _("seen 只能是 wholly、partly 或 not"))
        unit = self.readable(row, row["unit"])
        if unit is None or len(self.faults) > before:
            return None
        quantity = quantities[row["quantity"]]
        if quantity.legal and read_unit(quantity.legal[0]).dimension != unit.dimension:
            self.fault(row, _("单位 %(unit)s 与量 %(name)s 量纲不符") % {"unit": row["unit"], "name": quantity.name})
        group = groups[row["group"]]
        standings = tuple(self.standings(row, regimes[row["regime"]], group))
        text = {key: str(row.get(key, "")) for key in ("relation", "condition", "seen", "bipm", "rounded", "note")}
        return UnitRecord(
            slug=row["slug"],
            written=row["unit"],
            unit=unit,
            name=row["name"],
            symbol=row.get("symbol", ""),
            group=group,
            quantity=quantity,
            standings=standings,
            line=row[LINE],
            **text,
        )

    def standings(self, row: Mapping[str, Any], regime: Mapping[str, Any], group: Group) -> Iterator[Standing]:
        """The regime as spans without gap, from before any record to open; a row not seen makes it 未核实."""
        spans = regime["spans"]
        yield Standing(None, spans[0]["from"], LegalStatus.NO_RECORD)
        ends: list[date | None] = [*(span["from"] for span in spans[1:]), None]
        for span, end in zip(spans, ends, strict=True):
            if not span.get("instrument") or span.get("basis") not in BASIS:
                self.fault(span, _("地位 %s 没有依据") % span.get("status"), _("请给出 instrument 和 basis。"))
                continue
            if span["status"] not in set(LegalStatus):
                self.fault(span, _("没有 %s 这种地位") % span["status"])
                continue
            own = span.get("article") == "group"
            article = group.article if own else span.get("article", "")
            unseen = own and row.get("seen") in {"not", "partly"}
            certainty: RuleStatus = "assumed" if unseen else span["basis"]
            basis = Basis(span["instrument"], article, certainty, group.source if unseen else "")
            yield Standing(span["from"], end, LegalStatus(span["status"]), basis, span.get("note", ""))

    def no_duplicates(self, units: list[UnitRecord]) -> None:
        seen: dict[tuple[str, str], UnitRecord] = {}
        for unit in units:
            for what, value in (("slug", unit.slug), ("symbol", unit.symbol), ("name", unit.plain_name)):
                # 秒 and 分 of angle and of time share a short name by law; their printed names differ.
                other = seen.setdefault((what, value), unit) if value else unit
                if other is not unit and not (what == "symbol" and {unit.slug, other.slug} == {"radian", "rad-dose"}):
                    told = {"what": what, "value": value, "line": other.line}
                    self.fault({LINE: unit.line}, _("%(what)s %(value)s 与第 %(line)s 行重复") % told)
