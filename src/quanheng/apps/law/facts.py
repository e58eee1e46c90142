"""The shipped facts about instruments (``data/instruments.yaml``), read and checked with the line of every fault."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from quanheng.apps.law.models import Instrument
from quanheng.kernel.data_files import LINE, read_yaml
from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.records import Confidence

FILE = Path(__file__).parent / "data" / "instruments.yaml"
KINDS = frozenset(Instrument.Kind.values)
CONFIDENCES = frozenset(Confidence.values)
FIELDS = {"title", "kind", "number", "issuer", "year", "issued", "effective", "abolished"}
NATION = "000000"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_INSTRUMENT_KEYS = {"slug", "title", "kind", "jurisdiction", "editions"}
_EDITION_KEYS = {
    "slug", "version", "number", "issuer", "year", "issued", "effective", "abolished", "draft", "confidence", "source",
    "note", "unverified", "replaces",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplacementFact:
    """代替: the edition of another instrument that is replaced, wholly or in part."""

    edition: str
    partial: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class EditionFact:
    """What is on record about one edition. ``unverified`` names the fields its source does not confirm."""

    slug: str
    confidence: str
    source: str
    version: str = ""
    number: str = ""
    issuer: str = ""
    year: int | None = None
    issued: date | None = None
    effective: date | None = None
    abolished: date | None = None
    draft: bool = False
    note: str = ""
    unverified: tuple[str, ...] = ()
    replaces: tuple[ReplacementFact, ...] = ()


@dataclass(frozen=True, slots=True)
class InstrumentFact:
    """An instrument with its editions in the order of time; each replaces the one before it."""

    slug: str
    title: str
    kind: str
    jurisdiction: str
    editions: tuple[EditionFact, ...]


def read(path: Path = FILE) -> list[InstrumentFact]:
    """The facts in ``path``. Raises :class:`BadInput` with every fault and its line."""
    raw = read_yaml(path)
    faults: list[Fault] = []
    sources = {key: text for key, text in raw["sources"].items() if key != LINE}
    facts = [_instrument(entry, sources, faults) for entry in raw["instruments"]]
    faults.extend(_references(facts))
    if faults:
        raise BadInput([Fault(f"{path.name} {fault.where}", fault.what, fault.remedy) for fault in faults])
    return facts


def _instrument(raw: dict[str, Any], sources: dict[str, str], faults: list[Fault]) -> InstrumentFact:
    where = _("第 %(line)s 行") % {"line": raw[LINE]}
    faults.extend(
        Fault(where, _("不认识的项“%(key)s”") % {"key": key}) for key in raw.keys() - _INSTRUMENT_KEYS - {LINE}
    )
    if not _SLUG.fullmatch(str(raw.get("slug", ""))):
        faults.append(Fault(where, _("slug 只能由小写字母、数字和连字符组成")))
    if raw.get("kind") not in KINDS:
        faults.append(Fault(where, _("kind 应为 %(kinds)s 之一") % {"kinds": "、".join(sorted(KINDS))}))
    if not raw.get("title") or not raw.get("editions"):
        faults.append(Fault(where, _("缺少 title 或 editions")))
    editions = tuple(_edition(entry, sources, faults) for entry in raw.get("editions", ()))
    return InstrumentFact(
        str(raw.get("slug")),
        str(raw.get("title")),
        str(raw.get("kind")),
        str(raw.get("jurisdiction", NATION)),
        editions,
    )


def _edition(raw: dict[str, Any], sources: dict[str, str], faults: list[Fault]) -> EditionFact:
    where = _("第 %(line)s 行") % {"line": raw[LINE]}
    faults.extend(Fault(where, _("不认识的项“%(key)s”") % {"key": key}) for key in raw.keys() - _EDITION_KEYS - {LINE})
    faults.extend(_edition_faults(raw, where))
    source = str(raw.get("source", ""))
    dates = {key: raw.get(key) for key in ("issued", "effective", "abolished")}
    first = next((day for day in dates.values() if isinstance(day, date)), None)
    return EditionFact(
        slug=str(raw.get("slug")),
        confidence=str(raw.get("confidence")),
        source=sources.get(source, source),
        version=str(raw.get("version", "")),
        number=str(raw.get("number", "")),
        issuer=str(raw.get("issuer", "")),
        year=raw.get("year") or (first.year if first else None),
        draft=bool(raw.get("draft", False)),
        note=str(raw.get("note", "")),
        unverified=tuple(raw.get("unverified", ())),
        replaces=tuple(
            ReplacementFact(entry["edition"], entry.get("part", False), entry.get("note", ""))
            for entry in raw.get("replaces", ())
        ),
        **dates,
    )


def _edition_faults(raw: dict[str, Any], where: str) -> list[Fault]:
    faults: list[Fault] = []
    if not _SLUG.fullmatch(str(raw.get("slug", ""))):
        faults.append(Fault(where, _("slug 只能由小写字母、数字和连字符组成")))
    if raw.get("confidence") not in CONFIDENCES or not raw.get("source"):
        faults.append(Fault(where, _("缺少 confidence（A、B、C、R）或 source")))
    faults.extend(
        Fault(where, _("%(key)s 应为日期（YYYY-MM-DD）") % {"key": key})
        for key in ("issued", "effective", "abolished")
        if key in raw and not isinstance(raw[key], date)
    )
    issued, effective = raw.get("issued"), raw.get("effective")
    if isinstance(issued, date) and isinstance(effective, date) and effective < issued:
        faults.append(Fault(where, _("施行日期早于公布日期")))
    faults.extend(
        Fault(where, _("unverified 中的“%(name)s”不是可标注的项") % {"name": name})
        for name in set(raw.get("unverified", ())) - FIELDS
    )
    return faults


def _references(facts: list[InstrumentFact]) -> list[Fault]:
    """Addresses used twice, and replacements of editions that are not on record."""
    faults: list[Fault] = []
    editions = [edition for fact in facts for edition in fact.editions]
    slugs = [edition.slug for edition in editions]
    faults.extend(Fault(slug, _("版本地址用了两次")) for slug in sorted({s for s in slugs if slugs.count(s) > 1}))
    names = [fact.slug for fact in facts]
    faults.extend(Fault(slug, _("文件地址用了两次")) for slug in sorted({s for s in names if names.count(s) > 1}))
    for fact in facts:
        own = {edition.slug for edition in fact.editions}
        if fact.slug in set(slugs) - own:
            faults.append(Fault(fact.slug, _("文件地址与另一文件的版本地址相同")))
    faults.extend(
        Fault(edition.slug, _("replaces 指向未登记的 %(edition)s") % {"edition": entry.edition})
        for edition in editions
        for entry in edition.replaces
        if entry.edition not in slugs
    )
    return faults
