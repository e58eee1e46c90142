"""Importing in the pages, without scripts: upload, columns, mend, confirm, undo."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.apps.people.models import Organisation
from quanheng.kernel.models import StoredFile
from tests.apps.imports.conftest import HEADINGS, states
from tests.kernel.files.conftest import changed_package
from tests.kernel.files.test_kinds import bomb, compound
from tests.kernel.imports.conftest import xls, xlsx
from tests.working import work

START = "/imports/new/organisations/"


@pytest.fixture
def browser(client, desk):
    client.force_login(desk.account)
    return client


def upload(browser, raw: bytes, name: str = "名单.xlsx", address: str = START):
    return browser.post(address, {"file": SimpleUploadedFile(name, raw)})


def test_from_the_upload_to_the_records_and_back(browser):
    rows = [("甲院", "院校", "", "江苏"), ("乙院", "不详"), ("<b>丙院</b>", "院校")]
    answer = upload(browser, xlsx(("机构名录",), HEADINGS, *rows))
    one = Import.objects.get()
    assert answer["Location"] == reverse("imports:columns", args=[one.pk])
    page = browser.get(answer["Location"]).content.decode()
    assert "文件开头的几行" in page
    form = {"sheet": 0, "heading": 2, "column-name": "0", "column-kind": "1", "column-region": "3"}
    answer = browser.post(answer["Location"], form, follow=True)
    assert "已读" in answer.content.decode()
    work()
    here = reverse("imports:detail", args=[one.pk])
    page = browser.get(here).content.decode()
    assert "试算" in page
    assert "B4 类别" in page
    assert "&lt;b&gt;丙院" in page
    assert "<b>丙院" not in page
    answer = browser.post(reverse("imports:row", args=[one.pk, 4]), {"name": "乙院", "kind": "企业"})
    assert answer["Location"] == reverse("imports:row", args=[one.pk, 5]), "the next row that is to be mended"
    assert browser.get(reverse("imports:confirm", args=[one.pk])).status_code == 200
    assert not Organisation.objects.filter(name="甲院").exists()
    browser.post(reverse("imports:confirm", args=[one.pk]))
    work()
    assert Organisation.objects.get(name="乙院").kind == "enterprise"
    page = browser.get(here).content.decode()
    assert "已导入" in page
    undo = reverse("imports:undo", args=[one.pk])
    assert browser.post(undo, {"whole": "yes", "reason": ""}).status_code == 422
    browser.post(undo, {"whole": "yes", "reason": "文件有误"})
    work()
    assert not Organisation.objects.filter(name__in=["甲院", "乙院"]).exists()
    assert "文件有误" in browser.get(here).content.decode()


def test_a_corrected_file_takes_the_place_of_the_first_one(browser, desk):
    one = desk.preview(("甲院", "不详"))
    raw = xlsx(HEADINGS, ("甲院", "院校"))
    answer = upload(browser, raw, "改好.xlsx", reverse("imports:replace", args=[one.pk]))
    assert answer["Location"] == reverse("imports:columns", args=[one.pk])
    browser.post(answer["Location"], {"sheet": 0, "heading": 1, "column-name": "0", "column-kind": "1"})
    work()
    assert states(one) == [(2, "new", "")]
    one.refresh_from_db()
    assert one.file_name == "改好.xlsx"


def test_the_report_marks_the_cells_at_fault_and_can_be_given_again(browser, desk):
    one = desk.preview(("甲院", "不详"), ("=1+1", "院校"))
    content = b"".join(browser.get(reverse("imports:report", args=[one.pk])).streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    heads = [cell.value for cell in sheet[1]]
    assert heads[:5] == ["行", "比对结果", "办理结果", "问题与变化", "名称"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    marked = [cell.coordinate for cell in cells if cell.fill.fgColor.rgb == "00F8CBAD"]
    assert marked == ["F2", "E3"]
    assert sheet["E3"].value == "'=1+1"
    sheet["F2"], sheet["E3"] = "院校", "乙院"
    mended = io.BytesIO()
    sheet.parent.save(mended)
    again = desk.open(mended.getvalue(), "核对.xlsx")
    assert set(desk.columns(again).columns) >= {"name", "kind", "credit_code"}


def test_the_report_is_there_as_csv_too_and_can_be_given_again(browser, desk):
    one = desk.preview(("甲院", "不详"), ("+1", "院校"))
    answer = browser.get(reverse("imports:report-csv", args=[one.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:5] == ["行", "比对结果", "办理结果", "问题与变化", "名称"]
    assert rows[1][:2] == ["2", "有错误"]
    assert rows[1][3].startswith("B2 类别：没有“不详”这个选项")
    assert rows[2][4] == "'+1"
    again = desk.open(text.replace("不详,", "院校,").encode(), "核对.csv")
    assert set(desk.columns(again).columns) >= {"name", "kind", "credit_code"}


def test_the_template_is_filled_in_and_read_without_a_word(browser, desk):
    content = browser.get("/imports/new/organisations/template.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["机构", "填写说明"]
    fields = [cell.value for cell in book.active[1]]
    book.active.append(["甲院", "院校"])
    filled = io.BytesIO()
    book.save(filled)
    one = desk.open(filled.getvalue(), "模板.xlsx")
    assert len(desk.columns(one).columns) == len(fields)


BAD = {
    "damaged": (xlsx(HEADINGS)[:-300], "损坏"),
    "a program renamed": (b"MZ\x90\0" + b"\0" * 100, "程序"),
    "encrypted": (compound("EncryptionInfo", "EncryptedPackage"), "密码"),
    "with macros": (changed_package(xlsx(HEADINGS), {"xl/vbaProject.bin": b"x"}), "宏"),
    "a bomb": (bomb(), "超出可以打开的范围"),
    "an unknown encoding": ("名前,種類\nけいりょう,きかん\n".encode("shift_jis"), "编码无法确定"),
    "empty": (b"", "空"),
    "damaged inside": (
        changed_package(xlsx(HEADINGS), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
        "读不出来",
    ),
    "a damaged old workbook": (xls(HEADINGS)[:1500], "损坏"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_refused_with_the_reason_and_nothing_changes(browser, what):
    raw, says = BAD[what]
    events = Event.objects.count()
    answer = upload(browser, raw)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Import.objects.exists()
    assert Event.objects.count() == events


INJECTIONS = (
    "<script>alert(1)</script>",
    "'; DROP TABLE people_organisation; --",
    '" onmouseover="alert(1)',
    "{{ 7*7 }}{% debug %}",
    "../../etc/passwd",
    "\u202egnp.exe",
    "𠀀𠀁",
    "9" * 3000,
)


@pytest.mark.parametrize("text", INJECTIONS)
def test_whatever_stands_in_a_cell_is_text(browser, desk, text):
    one = desk.preview((text, "院校"), (f"院{text}"[:150], text), headings=HEADINGS)
    for address in ("detail", "columns", "confirm"):
        page = browser.get(reverse(f"imports:{address}", args=[one.pk]))
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "49" not in page.content.decode() or "{{" not in text
    for number in (2, 3):
        page = browser.get(reverse("imports:row", args=[one.pk, number])).content.decode()
        assert "<script>alert" not in page
    if ImportRow.objects.filter(batch=one, state="new").exists():
        desk.apply(one)
        assert Organisation.objects.exclude(source="测试").count() >= 1


def test_a_million_empty_rows_are_told_and_not_read(browser, desk):
    def far(book):
        book.active.cell(200_000, 1, "孤零零")

    one = desk.open(xlsx(HEADINGS, ("甲院", "院校"), change=far))
    browser.post(
        reverse("imports:columns", args=[one.pk]), {"sheet": 0, "heading": 1, "column-name": "0", "column-kind": "1"}
    )
    work()
    assert states(one) == [(2, "new", "")]
    assert "连续一万行是空的" in browser.get(reverse("imports:detail", args=[one.pk])).content.decode()


def test_a_file_above_the_limit_is_refused_before_it_is_read_and_only_uploads_may_be_large(browser, settings):
    settings.FILE_UPLOAD_LIMIT = 3 * 1024 * 1024
    assert upload(browser, b"a,b\n" * 1_000_000).status_code == 422
    assert upload(browser, b"a,b\n" * 2_000_000).status_code == 413
    assert browser.post("/organisations/register/", {"name": "x" * 2_500_000}).status_code == 413
    assert not StoredFile.objects.exists()


def test_what_is_not_ones_own_is_not_there(client, registrar_at, desk):
    one = desk.preview(("甲院", "院校"))
    client.force_login(registrar_at("另一省市场监督管理局").account)
    for address in ("detail", "columns", "file", "report", "confirm", "undo", "progress"):
        assert client.get(reverse(f"imports:{address}", args=[one.pk])).status_code == 404
    assert client.post(reverse("imports:confirm", args=[one.pk])).status_code == 404
    client.logout()
    assert client.get("/imports/").status_code in (302, 403)


def test_progress_is_a_fragment_until_the_work_is_over(browser, desk):
    one = desk.preview(("甲院", "院校"))
    answer = browser.get(reverse("imports:progress", args=[one.pk]))
    assert answer["HX-Refresh"] == "true"
    browser.post(reverse("imports:confirm", args=[one.pk]))
    page = browser.get(reverse("imports:progress", args=[one.pk])).content.decode()
    assert "<progress" in page
    assert "<html" not in page


def test_a_page_costs_the_same_number_of_queries_whatever_the_number_of_rows(
    browser, desk, django_assert_max_num_queries
):
    one = desk.preview(*[(f"{number}院", "院校") for number in range(60)])
    with django_assert_max_num_queries(16):
        browser.get(reverse("imports:detail", args=[one.pk]))
