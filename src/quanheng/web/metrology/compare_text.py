"""A comparison as people read it in a terminal, as a picture, as tables for other programs."""

import csv
import io
import json
import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from django.utils.translation import gettext as _

from quanheng.core.metrology.plots import ComparisonWords, comparison_plot
from quanheng.core.metrology.rounding import reported, significant
from quanheng.kernel.exports.safety import text_cell
from quanheng.web.metrology.compare import Comparison
from quanheng.web.metrology.terminal import table
from quanheng.web.metrology.words import said
from quanheng.web.metrology.words_comparison import METHODS

BOM = "\ufeff"


def shown(found: Comparison, *, pairs: bool) -> str:
    """The whole comparison as text."""
    parts = []
    if found.given.guessed:
        parts += [_("编码按 GB 18030 读取（推测，文件没有标明）。请核对实验室名称。"), ""]
    parts += [*_reference(found), "", _("单边等效度（k = %s）") % f"{found.options.k:g}", _unilateral(found)]
    beyond = [name for name, en in zip(found.names, found.degrees.en, strict=True) if abs(en) > 1]
    if beyond:
        parts.append(_("|E_n| > 1：%s") % "、".join(beyond))
    else:
        parts.append(_("全部 |E_n| ≤ 1。"))
    if pairs:
        rows = [[a, b, *(significant(v, 5) for v in figures)] for a, b, *figures in _pairs(found)]
        heads = (_("实验室 i"), _("实验室 j"), "d_ij", "U(d_ij)", "E_n")
        parts += ["", _("双边等效度（k = %s）") % f"{found.options.k:g}", table(heads, rows, right=(2, 3, 4))]
    return "\n".join(parts)


def _reference(found: Comparison) -> Iterator[str]:
    reference, k = found.reference, found.options.k
    yield _("参考值方法：%s") % METHODS[found.options.method]
    value, expanded = reported(reference.value, k * reference.u)
    yield _("  参考值 %(value)s，u = %(u)s；报告 %(result)s（k = %(k)s）") % {
        "value": significant(reference.value, 10),
        "u": significant(reference.u, 5),
        "result": f"{value} ± {expanded}",
        "k": f"{k:g}",
    }
    for decision in reference.decisions:
        yield f"  · {said(decision)}"


def _unilateral(found: Comparison) -> str:
    heads = (_("实验室"), _("日期"), _("结果"), "u", _("权"), "d_i", "U(d_i)", "E_n", _("参与参考值"))
    rows = []
    for i, one in enumerate(found.given.participants):
        figures = (one.value, one.u, found.reference.weights[i], found.degrees.d[i], found.degrees.expanded[i])
        en = found.degrees.en[i]
        rows.append(
            [
                one.laboratory,
                one.date.isoformat() if one.date else "—",
                *(significant(float(v), 7 if place == 0 else 4) for place, v in enumerate(figures)),
                "—" if math.isnan(en) else f"{en:.2f}",
                _("是") if found.reference.included[i] else _("否"),
            ]
        )
    return table(heads, rows, right=(2, 3, 4, 5, 6, 7))


def _pairs(found: Comparison) -> Iterator[tuple[str, str, float, float, float]]:
    for i, j in combinations(range(len(found.names)), 2):
        d, expanded = float(found.pairs.d[i, j]), float(found.pairs.expanded[i, j])
        yield found.names[i], found.names[j], d, expanded, d / expanded


def picture(found: Comparison) -> str:
    """The SVG."""
    people = found.given.participants
    words = ComparisonWords(
        title=_("比对结果：%s") % found.path.stem,
        description=_("各实验室结果及其扩展不确定度，参考值及其扩展不确定度带。"),
        reference=_("参考值"),
        excluded=_("空心点：不参与参考值"),
        value=_("结果"),
        difference=_("与参考值之差："),
    )
    x, u = [one.value for one in people], [one.u for one in people]
    return comparison_plot(found.names, x, u, found.reference, k=found.options.k, words=words)


def unilateral_csv(found: Comparison) -> str:
    """The unilateral equivalence table: full precision, decimal point."""
    heads = ("laboratory", "date", "value", "u", "in_reference", "weight", "d_i", "U_i", "k", "En")
    rows = []
    for i, one in enumerate(found.given.participants):
        en = float(found.degrees.en[i])
        rows.append(
            [
                text_cell(one.laboratory),
                one.date.isoformat() if one.date else "",
                repr(one.value),
                repr(one.u),
                "yes" if found.reference.included[i] else "no",
                repr(float(found.reference.weights[i])),
                repr(float(found.degrees.d[i])),
                repr(float(found.degrees.expanded[i])),
                repr(found.options.k),
                "" if math.isnan(en) else repr(en),
            ]
        )
    return _csv(heads, rows)


def pairs_csv(found: Comparison) -> str:
    """The bilateral table."""
    rows = [[text_cell(a), text_cell(b), *(repr(v) for v in figures)] for a, b, *figures in _pairs(found)]
    return _csv(("laboratory_i", "laboratory_j", "d_ij", "U_ij", "En"), rows)


def _csv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(rows)
    return BOM + text.getvalue()


def as_json(found: Comparison, written: list[str], *, pairs: bool) -> str:
    """The comparison for programs."""
    reference = found.reference
    data = {
        "method": found.options.method,
        "k": found.options.k,
        "encoding": {"name": found.given.encoding, "guessed": found.given.guessed},
        "reference": {
            "value": reference.value,
            "u": reference.u,
            "between": reference.between,
            "chi2": reference.chi2,
            "p": reference.chi2_p,
            "decisions": [str(one) for one in reference.decisions],
        },
        "participants": [
            {
                "laboratory": one.laboratory,
                "value": one.value,
                "u": one.u,
                "date": one.date.isoformat() if one.date else None,
                "in_reference": bool(reference.included[i]),
                "weight": float(reference.weights[i]),
                "d": float(found.degrees.d[i]),
                "U": float(found.degrees.expanded[i]),
                "En": None if math.isnan(found.degrees.en[i]) else float(found.degrees.en[i]),
            }
            for i, one in enumerate(found.given.participants)
        ],
        "files": written,
    }
    if pairs:
        data["pairs"] = [dict(zip(("i", "j", "d", "U", "En"), row, strict=True)) for row in _pairs(found)]
    return json.dumps(data, ensure_ascii=False, indent=2)
