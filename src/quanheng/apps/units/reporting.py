"""Findings as a table for people and as plain values for programs."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanheng.apps.units.checking import Placed
from quanheng.apps.units.records import LegalStatus
from quanheng.apps.units.words import STATUS_LABELS
from quanheng.core.basis import Basis
from quanheng.core.metrology.units.lint import Finding, FindingKind

KINDS = {
    FindingKind.NON_LEGAL: gettext_lazy("非法定单位"),
    FindingKind.WRITING: gettext_lazy("写法"),
    FindingKind.AMBIGUOUS: gettext_lazy("两种读法"),
    FindingKind.FULL_WIDTH: gettext_lazy("全角字符"),
}
CERTAINTY = {
    "confirmed": gettext_lazy("已核实"),
    "analog": gettext_lazy("类比"),
    "assumed": gettext_lazy("未核实"),
}


def rows(name: str, found: Sequence[Placed]) -> list[tuple[str, ...]]:
    """Place, kind, text, remedy, remark and basis of each finding."""
    return [
        (
            _position(name, each),
            str(KINDS[each.finding.kind]),
            " ".join(each.finding.whole.split()),
            remedy(each.finding),
            f"{_why(each.finding)}{basis_words(each.finding.basis)}",
        )
        for each in found
    ]


def table(lines: Sequence[tuple[str, ...]]) -> str:
    """``lines`` in columns, full-width characters counted as two; the last column is not padded."""
    widths = [max(_width(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def remedy(finding: Finding) -> str:
    """What to write instead: the converted value (= exact, ≈ rounded), the right writing, or the choice."""
    if finding.converted:
        sign = "=" if finding.converted.exact else "≈"
        one = finding.whole if finding.whole != finding.text else f"1 {finding.text}"
        return f"{one} {sign} {finding.converted.text}"
    if finding.replacement is not None:
        return finding.replacement
    return "、".join(finding.legal) or _("请加括号")


def plain(name: str, placed: Placed) -> dict[str, Any]:
    """A finding as JSON values."""
    finding = placed.finding
    value = finding.converted
    basis = finding.basis
    return {
        "file": name,
        "place": placed.place,
        "line": placed.line,
        "column": placed.column,
        "start": finding.start,
        "end": finding.end,
        "kind": finding.kind.value,
        "text": finding.text,
        "quantity": finding.whole,
        "unit": finding.unit,
        "status": finding.status,
        "rule": finding.rule,
        "legal": list(finding.legal),
        "converted": value
        and {"text": value.text, "unit": value.unit, "exact": value.exact, "significant_digits": value.digits},
        "replacement": finding.replacement,
        "basis": basis
        and {
            "instrument": basis.instrument,
            "article": basis.article,
            "status": basis.status,
            "source": basis.source,
        },
        "remark": finding.remark,
    }


def basis_words(basis: Basis | None) -> str:
    """依据 in one bracket, with how sure we are of it."""
    if basis is None:
        return ""
    what = f"{basis.instrument} {basis.article}".strip() or basis.source
    return _("（依据：%(what)s，%(certainty)s）") % {"what": what, "certainty": CERTAINTY[basis.status]}


def _why(finding: Finding) -> str:
    status = str(STATUS_LABELS[LegalStatus(finding.status)]) if finding.status else ""
    return "；".join(filter(None, (status, finding.remark.rstrip("。"))))


def _position(name: str, placed: Placed) -> str:
    place = f" {placed.place}" if placed.place else ""
    return f"{name}{place}:{placed.line}:{placed.column}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
