"""Loading the shipped register: repeatable, all or nothing, and every fault has its line."""

import json
import shutil
from datetime import UTC, datetime

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanheng.apps.evidence.public import from_json
from quanheng.apps.specifications.actions.load_register import load_register
from quanheng.apps.specifications.loading.files import SHIPPED
from quanheng.apps.specifications.models import Amendment, Edition, InternationalDocument, Replacement, Work
from quanheng.kernel.actor import ANONYMOUS, Refused, system_actor
from quanheng.kernel.errors import BadInput
from quanheng.kernel.models import SearchOutbox

pytestmark = pytest.mark.usefixtures("registers")

LOADER = system_actor("loader")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped data that a test may spoil."""
    return shutil.copytree(SHIPPED, tmp_path / "data")


def load(folder=SHIPPED):
    return load_register(actor=LOADER, now=NOW, folder=folder)


def events():
    from django.apps import apps

    return apps.get_model("evidence", "Event").objects.order_by("id")


def change(folder, number, **facts):
    """Change one record of the copy; ``None`` takes a field away."""
    path = folder / "specifications.yaml"
    records = yaml.safe_load(path.read_text(encoding="utf-8"))
    record = next((r for r in records if r["number"] == number), None)
    if record is None:
        record = {"number": number, "confidence": "B", "source": "试验"}
        records.append(record)
    record.update(facts)
    for name in [name for name, value in record.items() if value is None]:
        del record[name]
    path.write_text(yaml.safe_dump(records, allow_unicode=True, sort_keys=False), encoding="utf-8")


def spoil(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder):
    before = events().count(), Edition.objects.count(), InternationalDocument.objects.count()
    with pytest.raises(BadInput) as caught:
        load(folder)
    assert (events().count(), Edition.objects.count(), InternationalDocument.objects.count()) == before
    return [str(fault) for fault in caught.value.faults]


def test_a_second_run_changes_nothing_and_writes_no_event():
    before, outbox = events().count(), SearchOutbox.objects.count()
    assert not any(load().values())
    assert events().count() == before
    assert SearchOutbox.objects.count() == outbox


def test_every_edition_of_the_shared_table_is_on_record(shared_data):
    import csv

    with (shared_data / "specifications" / "china_metrology_specifications.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 149
    for row in rows:
        edition = Edition.objects.get(number=row["number"])
        assert edition.title == row["title_zh"]
        assert edition.confidence == row["confidence"]
        assert row["effective_date"] in ("", str(edition.effective_on))
        assert edition.claimed_status == row["status"].split("(")[0]


def test_the_first_load_leaves_one_event_for_each_edition_and_document():
    kinds = list(events().filter(subject_kind="specification").values_list("kind", flat=True))
    assert kinds.count("specifications.edition_recorded") == Edition.objects.count()
    documents = events().filter(kind="specifications.international_recorded")
    assert documents.count() == InternationalDocument.objects.count()


def test_a_changed_record_leaves_exactly_one_event(folder):
    before = events().count()
    change(folder, "JJG 443-2015", title="燃油加油机检定规程", note="核对封面")
    assert load(folder)["specifications_corrected"] == 1
    [event] = events()[before:]
    assert (event.kind, event.subject_key) == ("specifications.edition_corrected", "JJG-443-2015")
    assert from_json(event.kind, event.payload).sentence() == "更正 JJG 443-2015：名称、说明。"
    assert Edition.objects.get(number="JJG 443-2015").changed_at == NOW
    assert not any(load(folder).values())


def test_an_effective_date_that_becomes_known_moves_the_status_of_the_predecessor(folder):
    from datetime import date

    from quanheng.apps.specifications.public import editions_on

    def status():
        row = editions_on(ANONYMOUS, date(2013, 1, 1)).get(number="JJG 596-1999")
        return row.status, row.presumed

    assert status() == ("unknown", True)
    change(folder, "JJG 596-2012", effective_on=date(2012, 9, 1))
    load(folder)
    assert status() == ("replaced", False)
    touched = set(SearchOutbox.objects.order_by("-id").values_list("key", flat=True)[:2])
    assert touched == {"JJG-596-2012", "JJG-596-1999"}


def test_a_predecessor_that_is_only_cited_enters_with_confidence_c(folder):
    before = events().count()
    change(folder, "JJG 999-2024", replaces=[{"number": "JJG 999-1998"}])
    found = load(folder)
    assert (found["specifications_recorded"], found["specifications_cited"]) == (1, 1)
    stub = Edition.objects.get(number="JJG 999-1998")
    assert (stub.confidence, stub.kind, stub.kind_presumed) == ("C", "verification", True)
    assert "JJG 999-2024" in stub.source
    assert stub.spans.exists()
    assert events().count() == before + 2
    assert Work.objects.get(designation="JJG 999").level == "national"


def test_a_link_taken_out_of_the_record_goes_and_one_recorded_by_hand_stays(folder):
    new, old = Edition.objects.get(number="JJF 1217-2009"), Edition.objects.get(number="JJF 1149-2006")
    by_hand = Replacement.objects.create(
        successor=new, predecessor=Edition.objects.get(number="JJG 4-1999"), doubtful=True, source="封面"
    )
    change(folder, "JJF 1217-2009", replaces=None)
    load(folder)
    assert not Replacement.objects.filter(successor=new, predecessor=old).exists()
    assert Replacement.objects.filter(pk=by_hand.pk).exists()


def test_a_correction_made_here_outlives_a_reload_of_the_same_file():
    Edition.objects.filter(number="JJG 443-2015").update(title="更正后的名称")
    load()
    assert Edition.objects.get(number="JJG 443-2015").title == "更正后的名称"


def test_an_amendment_sheet_added_to_a_record_is_attached(folder):
    sheet = {"ordinal": 2, "year": 2025, "confidence": "B", "source": "试验"}
    path = folder / "specifications.yaml"
    records = yaml.safe_load(path.read_text(encoding="utf-8"))
    next(r for r in records if r["number"] == "JJF 1070-2023")["amendments"].append(sheet)
    path.write_text(yaml.safe_dump(records, allow_unicode=True), encoding="utf-8")
    before = events().count()
    load(folder)
    assert Amendment.objects.get(number="JJF 1070-2023 XG2-2025").key == "JJF-1070-2023-XG2-2025"
    assert [e.payload["fields"] for e in events()[before:]] == [["amendments"]]


def test_a_status_the_source_takes_back_ends_the_conflict(folder):
    path = folder / "oiml.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if '"OIML R 106-1:1997 (E)","body"' in line)
    record = json.loads(lines[at])
    record["claims"].pop(0)
    lines[at] = json.dumps(record, ensure_ascii=False)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = events().count()
    load(folder)
    document = InternationalDocument.objects.get(number="OIML R 106-1:1997 (E)")
    assert document.claimed == "superseded"
    assert [e.kind for e in events()[before:]] == ["specifications.international_corrected"]


SPOILT = [
    ("specifications.yaml", "number: JJF 1001-1998", "number: JJF1001-1998", ":5", "标准写法"),
    ("specifications.yaml", "number: JJF 1001-1998", "number: JJF 1001-2011", ":14", "已在 specifications.yaml:5 登记"),
    ("specifications.yaml", "field: legal", "field: nonsense", ":5", "没有专业领域"),
    ("specifications.yaml", "issued_on: 2000-07-03", "issued_on: 2001-07-03", "JJF 1070-2000", "早于发布日期"),
    ("specifications.yaml", "issued_on: 2000-07-03", "issued_on: 1900-07-03", "issued_on", "1949-10-01"),
    ("specifications.yaml", "issued_on: 2000-07-03", "issued_on: 某日", "issued_on", "日期"),
    ("specifications.yaml", "issued_on: 2000-07-03", "issued: 2000-07-03", "issued", "无法识别的字段"),
    ("specifications.yaml", "claimed: 废止", "claimed: 作废", "claimed", "状态说法"),
    ("specifications.yaml", "kind: other", "kind: law", "kind", "取值不在范围内"),
    ("specifications.yaml", "committee: 全国温度", "committee: 全国湿度", "committee", "没有委员会"),
    ("specifications.yaml", "number: JJG(航天) 34-1999", "number: JJG(航海) 34-1999", "JJG(航海)", "不在词表中"),
    ("specifications.yaml", "  confidence: B\n", "  confidence: B\n  confidence: A\n", "specifications.yaml:", "重复"),
    ("specifications.yaml", "- number: JJF 1001-1998\n", "- number: [JJF\n", "specifications.yaml:", ""),
    ("adoption.yaml", "document: OIML R 87:2016", "document: OIML R 87:1916", "adoption.yaml:", "没有国际文件"),
    ("adoption.yaml", "edition: JJF 1002-1998", "edition: JJF 1002-1999", "adoption.yaml:", "没有这一版本"),
    ("issuers.yaml", 'region: "110000"', 'region: "990000"', "issuers.yaml", "没有行政区划"),
    ("issuers.yaml", "short: 京", "short: Jing", "issuers.yaml:", "short"),
    ("oiml.jsonl", '"of":"OIML B 10-1:2004"', '"of":"OIML B 99:2004"', "oiml.jsonl:3", "没有国际文件"),
    ("oiml.jsonl", '"body":"OIML"', '"body":"ISO"', "oiml.jsonl:2", "body"),
    ("oiml.jsonl", '{"number":"OIML B 10-1:2004",', '{"number":"OIML B 10-1:2004"', "oiml.jsonl:2", ""),
    ("oiml.jsonl", '"records":1222', '"records":1221', "oiml.jsonl:1", "1222"),
    ("bipm.jsonl", '{"source"', '{"sauce"', "bipm.jsonl:1", "来源"),
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_fault_names_file_line_record_and_field_and_nothing_changes(folder, spoilt):
    name, old, new, where, what = spoilt
    spoil(folder, name, old, new)
    found = faults(folder)
    assert any(fault.startswith(name) and where in fault and what in fault for fault in found), found


def test_every_fault_of_every_file_is_reported_at_once(folder):
    spoil(folder, "specifications.yaml", "kind: other", "kind: law")
    spoil(folder, "oiml.jsonl", '"body":"OIML"', '"body":"ISO"')
    found = faults(folder)
    assert {fault.partition(":")[0] for fault in found} == {"specifications.yaml", "oiml.jsonl"}


def test_a_file_that_is_missing_or_not_utf_8_is_named(folder):
    (folder / "adoption.yaml").unlink()
    (folder / "issuers.yaml").write_bytes(b"\xff\xfe\x00")
    found = faults(folder)
    assert sorted(fault.partition("：")[0] for fault in found) == ["adoption.yaml", "issuers.yaml"]


def test_only_the_registrar_and_the_system_may_load():
    with pytest.raises(Refused, match="登记员"):
        load_register(actor=ANONYMOUS, now=NOW)


def test_a_reload_costs_a_handful_of_queries():
    with CaptureQueriesContext(connection) as queries:
        load()
    assert len(queries) < 40
