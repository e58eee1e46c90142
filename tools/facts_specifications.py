"""Make the data files of the specifications register from the shared folder of collected facts.

Facts only (numbers, titles, dates, links, statuses claimed); no text of any document is read or written. Run again when
the shared facts change; the result is checked in::

    QUANHENG_SHARED_DATA=../shared/data python -m tools.facts_specifications
"""

import csv
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from quanheng.apps.specifications.rules.numbers import parse_edition

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("QUANHENG_SHARED_DATA", ROOT.parent / "shared" / "data"))
TARGET = ROOT / "src" / "quanheng" / "apps" / "specifications" / "data"
COLLECTED = date(2026, 11, 1)
KINDS = {
    "通用/其他技术规范": "other",
    "校准规范": "calibration",
    "计量检定规程": "verification",
    "型式评价大纲": "type_evaluation",
}
FIELD_OF_COMMITTEE = {
    "几何量": "geometry",
    "温度": "thermal",
    "压力": "mechanics",
    "衡器": "mechanics",
    "振动": "mechanics",
    "电磁": "electromagnetism",
    "法制": "legal",
}
FIELD_OF_TITLE = (
    ("ionizing-radiation", r"辐射源|射线"),
    ("physical-chemistry", r"气体检测报警器"),
    ("thermal", r"温度|热电偶|电阻炉"),
    ("geometry", r"卷尺|卡尺|塞尺|针规"),
    ("medicine", r"血|心电|脑电|心脏|医用注射泵|呼吸机|婴儿|电刀|生化分析|酶标|监护仪|氧气吸入器|肺功能"),
    ("mechanics", r"砝码|秤|硬度|压力|扭矩|流量|燃气表|加油机|加气机|玻璃量器"),
    ("acoustics", r"超声"),
    ("optics", r"激光源"),
    ("electromagnetism", r"电桥|电阻|电压|电流|功率表|电能表|互感器|欧姆表|相位表|直阻仪|万?用表校准"),
    ("energy-resources", r"能源计量"),
    (
        "legal",
        r"计量术语|编写规则|编写导则|不确定度|计量标准考核|计量比对|检定周期|特性评定|国际计量规范|通用规范|净含量",
    ),
)
SOURCE_WORDS = (
    (r"^pages（研究笔记[^）]*）$", "公开资料汇编"),
    (r"^研究笔记引用$", "公开资料汇编"),
    (r"^pages?[:：]\s*", "公开网页 "),
    (r"^code[:：]\s*", "公开代码仓库 "),
    (r"^code（公开仓库(.*)）$", r"公开仓库\1"),
    (r"^code$", "公开代码仓库"),
    (r"^(xh3140|flimmy78|RASAAS)/", r"公开代码仓库 \1/"),
)
UNIT_KINDS = (
    (r"公司", "enterprise"),
    (r"计量|检测|检验|检定站|质量科学研究院|研究所|研究院", "institute"),
    (r"大学|学院", "school"),
)


class _Plain(yaml.SafeDumper):
    """Every value written out where it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        """No anchors: each record can be read alone."""
        return True


def main() -> None:
    """Write ``specifications.yaml``."""
    records = table()
    additions(records)
    replacements(records)
    for record in records.values():
        field_of(record)
    ordered = sorted(records.values(), key=lambda r: _order(r["number"]))
    header = (
        "# Specifications on record: facts with source and confidence. Made by tools/facts_specifications.py;\n"
        "# a correction goes into tools/facts_specifications_additions.yaml. `claimed` is what the source says of the\n"
        "# status and is evidence only: status is computed from the dates.\n\n"
    )
    text = yaml.dump(
        [{k: v for k, v in r.items() if v not in ("", None, [], False)} for r in ordered],
        Dumper=_Plain,
        allow_unicode=True,
        sort_keys=False,
        width=110,
    )
    (TARGET / "specifications.yaml").write_text(header + text, encoding="utf-8")
    print(f"{len(ordered)} specifications")


def table() -> dict[str, dict[str, Any]]:
    """Every row of the shared table in our own fields, by canonical number."""
    records: dict[str, dict[str, Any]] = {}
    with (SHARED / "specifications" / "china_metrology_specifications.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            number = parse_edition(row["number"])
            if number is None:
                raise ValueError(f"the shared table has a number outside the grammar: {row['number']}")
            records[number.canonical] = _record(number.canonical, row)
    return records


def _record(number: str, row: dict[str, str]) -> dict[str, Any]:
    claimed = row["status"].split("(")[0]
    seen = {"现行(2020年时)": date(2020, 7, 20), "废止": COLLECTED}.get(row["status"])
    body = row["committee"]
    kind = KINDS.get(row["kind"], "") if row["title_zh"] else ""
    return {
        "number": number,
        "kind": kind,
        "title": row["title_zh"],
        "title_en": row["title_en"].replace("Calibratior", "Calibration"),
        "issued_on": _date(row["issue_date"]),
        "effective_on": _date(row["effective_date"]),
        "abolished_on": _date(row["abolition_date"]),
        "claimed": claimed,
        "claimed_on": seen,
        "ended_claim": claimed == "废止" and not row["abolition_date"],
        "committee": body if "委员会" in body else "",
        "responsible": "" if "委员会" in body else body,
        "drafting_units": [
            {"name": name, "kind": _unit_kind(name)} for name in row["drafting_units"].split(";") if name
        ],
        "replaces": _cited(row["replaces"]),
        "replaced_by": _cited(row["replaced_by"]),
        "confidence": row["confidence"],
        "source": _source(row["source"]),
    }


def additions(records: dict[str, dict[str, Any]]) -> None:
    """Merge what we know beyond the table."""
    extra = yaml.safe_load((ROOT / "tools" / "facts_specifications_additions.yaml").read_text(encoding="utf-8"))
    for item in extra["records"]:
        number = parse_edition(item["number"])
        if number is None or number.canonical != item["number"]:
            raise ValueError(f"additions: write the canonical number, not {item['number']}")
        record = records.setdefault(item["number"], {"number": item["number"], "replaces": [], "replaced_by": []})
        said = dict(item["set"])
        if said.get("source") in extra["sources"]:
            said["source"] = extra["sources"][said["source"]]
        said.pop("replaced_by_note", None)
        doubtful = said.pop("doubtful", [])
        record.update(said)
        for link in record["replaces"]:
            link["doubtful"] = link.get("doubtful", False) or link["number"] in doubtful


def replacements(records: dict[str, dict[str, Any]]) -> None:
    """Every link once, on the successor; where the source only says the document ended, the day it said so."""
    for number, record in records.items():
        for link in record.pop("replaced_by", []):
            successor = records.setdefault(
                link["number"],
                {"number": link["number"], "replaces": [], "confidence": "C", "source": f"{record['source']}（引用）"},
            )
            known = next((r for r in successor["replaces"] if r["number"] == number), None)
            if known is None:
                successor["replaces"].append(
                    {"number": number, "partial": link.get("partial", False), "source": record["source"]}
                )
    replaced = {
        link["number"]
        for record in records.values()
        for link in record["replaces"]
        if not link.get("partial") and not link.get("doubtful")
    }
    for number, record in records.items():
        if record.pop("ended_claim", False) and number not in replaced:
            record["seen_ended_on"] = COLLECTED
        record["replaces"] = [{k: v for k, v in link.items() if v} for link in record["replaces"]]


def field_of(record: dict[str, Any]) -> None:
    """The field where committee or title make it plain, and which of the two it was."""
    committee = record.get("committee") or ""
    for word, field in FIELD_OF_COMMITTEE.items():
        if word in committee:
            record.update(field=field, field_basis="committee")
            return
    for field, pattern in FIELD_OF_TITLE:
        if re.search(pattern, record.get("title") or ""):
            record.update(field=field, field_basis="title")
            return


def _cited(text: str) -> list[dict[str, Any]]:
    """``JJG 961-2001;JJG 543-1996(脑电图机部分)`` as links."""
    links: list[dict[str, Any]] = []
    for part in filter(None, text.split(";")):
        match = re.fullmatch(r"(.*?-\d{4})(?:\((.*)\))?", part)
        number = parse_edition(match[1]) if match else None
        if match is None or number is None:
            raise ValueError(f"the shared table cites {part!r}, which is no number")
        note = "" if match[2] in (None, "部分") else match[2]
        links.append({"number": number.canonical, "partial": match[2] is not None, "note": note})
    return links


def _source(text: str) -> str:
    for pattern, words in SOURCE_WORDS:
        text = re.sub(pattern, words, text)
    return text


def _unit_kind(name: str) -> str:
    return next((kind for pattern, kind in UNIT_KINDS if re.search(pattern, name)), "other")


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _order(number: str) -> tuple[Any, ...]:
    parsed = parse_edition(number)
    if parsed is None:
        raise ValueError(number)
    return (parsed.series, parsed.issuer, parsed.number, parsed.part or 0, parsed.year)


if __name__ == "__main__":
    main()
