"""The ledger by policy, body and deadline, and its exports."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.oxml.ns import qn

from quanheng.apps.planning.models import Task

PAGES = (
    "/planning/",
    "/planning/tasks/",
    "/planning/policies/jiangxi-opinions-2022/",
    "/planning/tasks/work-points-2024-p12-1/",
    "/planning/bodies/",
    "/planning/bodies/jx-dst/",
    "/planning/deadlines/",
    "/planning/indicators/",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_and_asks_a_bounded_number_of_queries(registers, client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    assert page.count("<h1") == 1
    assert "style=" not in page
    assert len(asked) <= 50, len(asked)


@pytest.mark.parametrize(("day", "overdue"), [("2024-12-31", 0), ("2025-01-01", 66), ("2026-01-01", 67)])
def test_what_is_overdue_is_computed_for_the_day_that_is_asked_for(registers, client, day, overdue):
    rows = client.get(f"/planning/tasks/?export=json&state=overdue&on={day}")
    records = rows.getvalue().decode()
    assert abs(records.count('"state":"逾期"') - overdue) <= 1
    assert client.get(f"/planning/?on={day}").status_code == 200


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("policy=jiangxi-opinions-2022&body=jx-police", 3),
        ("policy=jiangxi-opinions-2022&body=jx-sports", 1),
        ("due=2035", 1),
        ("region=360000&target=number", 2),
        ("q=主审人", 1),
        ("q=没有的单位", 0),
        ("q=江西省公安厅", 3),
        ("joint=yes&policy=work-points-2024&q=大区", 2),
    ],
)
def test_the_list_is_narrowed_by_facets_and_words(registers, client, query, count):
    told = client.get(f"/api/v1/planning/tasks?{query}&size=200").json()
    assert told["total"] == count, [item["title"] for item in told["items"]]


def test_the_bodies_of_jiangxis_points_are_shown_as_organisations(registers, client):
    page = client.get("/planning/tasks/jiangxi-opinions-2022-p19-1/").content.decode()
    for name in ("江西省市场监督管理局", "江西省公安厅", "江西省司法厅", "江西省各市、县（区）人民政府"):
        assert name in page
    assert "机构登记" in client.get("/planning/bodies/jx-police/").content.decode()


def test_the_excel_export_opens_and_holds_every_task(registers, client):
    book = openpyxl.load_workbook(io.BytesIO(client.get("/planning/tasks/?export=xlsx").getvalue()))
    rows = list(book.worksheets[0].values)
    assert len(rows) == Task.objects.count() + 1
    assert rows[0][:3] == ("任务", "政策条目", "责任单位")


@pytest.mark.parametrize(
    ("query", "conditions", "rows"),
    [
        ("policy=jiangxi-opinions-2022", ["政策：江西省计量高质量发展意见"], 52),
        ("body=jx-police", ["责任单位：江西省公安厅"], 3),
        ("due=2025", ["期限年份：2025 年"], 2),
    ],
)
def test_the_word_export_is_a_report_by_policy_body_and_deadline(registers, client, query, conditions, rows):
    answer = client.get(f"/planning/tasks/?export=docx&{query}")
    document = Document(io.BytesIO(answer.getvalue()))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[0] == "政策任务"
    assert set(conditions) <= set(words)
    assert any("来源" in line for line in words)
    (table,) = document.tables
    assert len(table.rows) == rows + 1
    assert [cell.text for cell in table.rows[0].cells] == [
        "序号",
        "任务",
        "政策条目",
        "责任单位",
        "期限",
        "目标",
        "状态",
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None, "the head repeats on every page"
    faces = {run.font.element.rPr.rFonts.get(qn("w:eastAsia")) for run in table.rows[1].cells[1].paragraphs[0].runs}
    assert faces == {"仿宋_GB2312"}
    assert "PAGE" in document.sections[0].footer._element.xml


def test_formulas_and_control_characters_do_not_reach_a_document(registers, client):
    Task.objects.filter(key="tc-opinion-2022-p4-1").update(title="=1+1\x0b<b>x</b>")
    document = Document(io.BytesIO(client.get("/planning/tasks/?export=docx&q=tc-opinion-2022-p4-1").getvalue()))
    assert document.tables[0].rows[1].cells[1].text == "=1+1<b>x</b>"


def test_the_api_gives_a_task_with_its_evidence(registers, client):
    told = client.get("/api/v1/planning/tasks/work-points-2024-p12-1?on=2026-11-22").json()
    assert (told["state"], told["presumed"], told["deadline"]) == ("done", True, "2024-12-31")
    assert told["progress"][0]["evidence"][0]["url"] == "/law/reference-material-measures-2026/"
    assert client.get("/api/v1/planning/tasks/nothing-p1-1").status_code == 404
    policies = {one["slug"]: one for one in client.get("/api/v1/planning/policies").json()}
    assert policies["tc-opinion-2022"]["points"] == 20
    standing = policies["tc-opinion-2022"]["standing"]
    assert standing.pop("total") == sum(standing.values()) == 53


@pytest.mark.parametrize("address", ["tasks/none/", "policies/none/", "bodies/none/", "imports/1/", "indicators/none/"])
def test_what_is_not_there_is_404(registers, client, address):
    assert client.get(f"/planning/{address}").status_code == 404


def test_the_page_of_a_task_shows_the_text_of_its_point_where_it_is_on_record(registers, client):
    assert "没有收录这一条的原文" in client.get("/planning/tasks/tc-opinion-2022-p4-1/").content.decode()
    assert client.get("/law/tc-opinion-2022/point-4/").status_code == 200
