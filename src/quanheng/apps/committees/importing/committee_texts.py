"""A committee as stored texts by field."""

from typing import Any

from quanheng.apps.committees.models import Committee

JOIN, LINES = "、", "\n"


def texts_of(committee: Committee, ordinal: int = 0) -> dict[str, str]:
    """What is on record, and of the term ``ordinal`` (0: of none). Needs all that ``known.on_record`` loads."""
    loaded: Any = committee
    term = next((one for one in committee.terms.all() if one.ordinal == ordinal), None)
    return {
        "name": committee.name,
        "code": committee.code,
        "tier": committee.tier,
        "level": committee.level,
        "parent": called(committee.parent),
        "fields": JOIN.join(field.name for field in committee.fields.all()),
        "host": JOIN.join(sorted(hosting.organisation.name for hosting in loaded.open_hostings)),
        "approved_by": committee.approved_by.name if committee.approved_by else "",
        "founded": committee.founded_on,
        "planned": "1" if committee.planned else "0",
        "region": committee.organisation.region_id or "",
        "facts": LINES.join(committee.facts),
        "confidence": committee.confidence,
        "source": committee.source,
        "term": str(term.ordinal) if term else "",
        "term_start": term.start.isoformat() if term and term.start else "",
        "term_end": term.end.isoformat() if term and term.end else "",
    }


def called(committee: Committee | None) -> str:
    """What a committee is called as the parent of another: its number, or its name while it has none."""
    return (committee.code or committee.name) if committee else ""
