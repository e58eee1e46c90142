"""Make the catalogues of international documents from the shared folder of collected facts.

Bibliographic facts only. One record for each id; when the source has two rows for an id, both status claims stay, and
what the second row says otherwise stays beside its claim. Instruments and quantities are kept for recommendations only:
the source matched them by number, so that a basic publication carries the instrument of the recommendation that
happens to bear its number::

    QUANHENG_SHARED_DATA=../shared/data python -m tools.facts_international
"""

import csv
import json
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("QUANHENG_SHARED_DATA", ROOT.parent / "shared" / "data"))
TARGET = ROOT / "src" / "quanheng" / "apps" / "specifications" / "data"

RELATIONS = ("has_successor", "supersedes", "part_of", "has_part", "amends", "translated_from")
OIML_SOURCE = "relaton/relaton-data-oiml a61f96b（2026-07-17），题录事实"
BIPM_SOURCE = "relaton/relaton-data-bipm dd24e5d（2026-05-27）、relaton-data-jcgm 085f3bb（2026-08-20），题录事实"


def main() -> None:
    """Write ``oiml.jsonl`` and ``bipm.jsonl``."""
    write("oiml.jsonl", OIML_SOURCE, oiml())
    write("bipm.jsonl", BIPM_SOURCE, bipm())


def write(name: str, source: str, records: list[dict[str, Any]]) -> None:
    """A head line with source and confidence, then one record a line."""
    lines = [{"source": source, "confidence": "B", "records": len(records)}, *map(_lean, records)]
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    (TARGET / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(records)} records")


def oiml() -> list[dict[str, Any]]:
    """One record for each OIML id, in the order of the source."""
    rows: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    for line, row in _rows(SHARED / "oiml" / "oiml_publications.csv"):
        rows[row["id"]].append((line, row))
    quantities = {
        row["measuring_instrument"]: row["quantity"]
        for _, row in _rows(SHARED / "instruments" / "oiml_instrument_quantity_map.csv")
    }
    base = {number: found[0][1]["instance_of"] for number, found in rows.items()}
    return [_publication(number, found, base, quantities) for number, found in rows.items()]


def _publication(
    number: str, found: list[tuple[int, dict[str, str]]], base: dict[str, str], quantities: dict[str, str]
) -> dict[str, Any]:
    values = [(line, _values(row, quantities)) for line, row in found]
    fullest = max(values, key=lambda item: sum(bool(v) for v in item[1].values()))[1]
    row = found[0][1]
    origin = row["translated_from"]
    return {
        "number": number,
        "body": "OIML",
        "family": re.sub(r"^OIML([A-Z])(\d+)$", r"OIML \1 \2", row["family"]),
        "kind": row["doc_type"],
        **fullest,
        "relations": _relations([row for _, row in found]),
        "date": row["year"],
        "of": row["instance_of"] or base.get(origin) or (origin if origin in base else ""),
        "claims": [
            {"status": row["status"], "row": line, "differs": _differs(said, fullest)}
            for (line, row), (_, said) in zip(found, values, strict=True)
        ],
    }


def _values(row: dict[str, str], quantities: dict[str, str]) -> dict[str, Any]:
    instrument = row["measuring_instrument"] if re.match(r"OIMLR\d", row["family"]) else ""
    url = row["source_url"]
    return {
        "title_en": _clean(row["title_en"]),
        "title_fr": _clean(row["title_fr"]),
        "languages": row["languages"],
        "instrument": instrument,
        "quantity": (row["quantity"] or quantities.get(instrument, "")) if instrument else "",
        "doi": row["doi"],
        "url": url if url.startswith("https://www.oiml.org/") else "",
    }


def _relations(rows: list[dict[str, str]]) -> dict[str, list[str]]:
    """Everything any row says of other documents."""
    said = {kind: [cited for row in rows if row[kind] for cited in row[kind].split("; ")] for kind in RELATIONS}
    return {kind: list(dict.fromkeys(cited)) for kind, cited in said.items() if cited}


def _differs(said: dict[str, Any], taken: dict[str, Any]) -> dict[str, Any]:
    """What one row says otherwise. A gap is no statement."""
    return {key: value for key, value in said.items() if value and value != taken[key]}


def bipm() -> list[dict[str, Any]]:
    """Meetings and outcomes of the organs of the Metre Convention, and the documents of the JCGM; each id once."""
    records: dict[str, dict[str, Any]] = {}
    folder = SHARED / "bipm"
    for name in ("jcgm_documents.csv", "bipm_meetings_and_outcomes.csv"):
        for _, row in _rows(folder / name):
            organ = row.get("body", "JCGM")
            records.setdefault(
                row["id"],
                {
                    "number": row["id"],
                    "body": "JCGM" if organ == "JCGM" else "BIPM",
                    "organ": organ,
                    "kind": row["kind"],
                    "title_en": _clean(row["title_en"]),
                    "title_fr": _clean(row.get("title_fr", "")),
                    "date": row["date"],
                    "edition": row.get("edition", ""),
                    "relations": {"part_of": row["part_of"].split("; ")} if row.get("part_of") else {},
                    "url": row["url"],
                },
            )
    return list(records.values())


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Rows with their number in the file, the header being row 1."""
    with path.open(encoding="utf-8") as file:
        return list(enumerate(csv.DictReader(file), start=2))


def _clean(title: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"</?(?:sup|sub|i|em|b)>", "", title)).strip()


def _lean(record: dict[str, Any]) -> dict[str, Any]:
    """Without empty values, nested ones included."""
    if "claims" in record:
        record = record | {"claims": [_lean(claim) for claim in record["claims"]]}
    return {key: value for key, value in record.items() if value not in ("", None, [], {})}


if __name__ == "__main__":
    main()
