"""Whatever is given, each fault names file, sheet or cell and the remedy; nothing changes before somebody confirms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from quanheng.apps.evidence.models import Event
from quanheng.apps.imports.actions.confirm import confirm
from quanheng.apps.imports.models import Import, ImportRow
from quanheng.kernel.errors import BadInput
from quanheng.kernel.imports import importer_of, importers
from tests.apps.imports.conftest import HEADINGS
from tests.kernel.imports.conftest import xls, xlsx
from tests.working import work

HOSTILE = (
    "'; DROP TABLE people_organisation; --",
    '" OR 1=1 --',
    "1); DELETE FROM evidence_event; --",
    "{{ 7*7 }}{% debug %}",
    "${jndi:ldap://x}",
    '" onmouseover="alert(1)',
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "../../etc/passwd",
)
KEYS = ("organisations", "committees", "members", "specifications")


@pytest.fixture
def browser(client, desk):
    client.force_login(desk.account)
    return client


def counts() -> dict[str, int]:
    """How many rows each table of a register has."""
    tables = [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("people_", "committees_", "specifications_"))
    ]
    with connection.cursor() as cursor:
        found = {}
        for name in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
    return found


def test_there_is_an_importer_for_every_register_the_issue_names():
    assert set(KEYS) <= {one.key for one in importers()}


@pytest.mark.parametrize("key", KEYS)
def test_hostile_text_in_every_field_is_text_or_a_fault_with_its_cell(browser, desk, key):
    fields = importer_of(key).fields()
    rows = [tuple(text for _field in fields) for text in HOSTILE]
    rows += [tuple(HOSTILE[0] if other is one else "" for other in fields) for one in fields]
    before = counts()
    one = desk.preview(*rows, headings=tuple(str(field.label) for field in fields), importer=key)
    assert one.state == Import.State.READY
    assert counts() == before
    letters = {field.key: index for index, field in enumerate(fields)}
    for row in ImportRow.objects.filter(batch=one):
        assert row.state in {"error", "conflict", "duplicate", "new"}
        for fault in row.faults:
            assert fault["what"]
            if fault["field"]:
                assert fault["cell"].endswith(str(row.number))
                assert fault["field"] in letters
    for address in ("detail", "columns", "confirm"):
        page = browser.get(reverse(f"imports:{address}", args=[one.pk])).content.decode()
        assert "<script>alert" not in page
        assert 'onmouseover="alert' not in page
        assert "49{" not in page
    page = browser.get(reverse("imports:row", args=[one.pk, 8])).content.decode()
    assert "<script>alert" not in page
    if ImportRow.objects.filter(batch=one, state="new").exists():
        desk.apply(one)
    assert set(counts()) == set(before)
    assert Event.objects.exists()


@pytest.mark.parametrize("key", KEYS)
def test_markup_in_a_name_is_a_fault_in_its_cell(desk, key):
    fields = importer_of(key).fields()
    one = desk.preview(
        tuple("<b>甲</b>" for _field in fields), headings=tuple(str(field.label) for field in fields), importer=key
    )
    row = ImportRow.objects.get(batch=one)
    assert row.state == "error"
    named = {fault["field"] for fault in row.faults if "网页标记" in fault["what"]}
    assert named == {field.key for field in fields}
    with pytest.raises(BadInput, match="没有可以办理的行"):
        confirm(one=one, actor=desk.actor, now=desk.moment)


DAYS = {"specifications": "issued_on", "committees": "term_start", "members": "start"}


@pytest.mark.parametrize("key", DAYS)
def test_days_before_1949_and_after_2100_are_faults_in_their_cells(desk, key):
    fields = {field.key: field for field in importer_of(key).fields()}
    needed = [str(field.label) for field in fields.values() if field.required]
    rows = [(day, *needed) for day in ("1949-09-30", "2101-01-01", "1900年1月1日", "99999")]
    one = desk.preview(*rows, headings=(str(fields[DAYS[key]].label), *needed), importer=key)
    for row in ImportRow.objects.filter(batch=one):
        assert f"A{row.number}" in [fault["cell"] for fault in row.faults if fault["field"] == DAYS[key]]


def upload(browser, raw: bytes, name: str):
    return browser.post("/imports/new/organisations/", {"file": SimpleUploadedFile(name, raw)})


def test_repeated_headings_are_told_with_their_cells_and_a_person_chooses(browser, desk):
    upload(browser, xlsx(("名称", "类别", "名称"), ("甲院", "院校", "乙院")), "名单.xlsx")
    one = Import.objects.get()
    here = reverse("imports:columns", args=[one.pk])
    page = browser.get(here).content.decode()
    assert "“名称”：A1、C1" in page
    refused = browser.post(here, {"sheet": 0, "heading": 1, "column-kind": "1"})
    assert refused.status_code == 422
    assert "没有指定“名称”在哪一列" in refused.content.decode()
    browser.post(here, {"sheet": 0, "heading": 1, "column-kind": "1", "column-name": "2"})
    work()
    assert ImportRow.objects.get(batch=one).texts["name"] == "乙院"


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        pytest.param(xls(HEADINGS, ("甲院", "院校")), "名单.xlsx", "内容其实是“Excel 97-2003 工作簿", id="xls"),
        pytest.param("名称,类别\n甲院,院校\n".encode("gb18030"), "名单.xlsx", "按 GB18030 编码读取", id="csv"),
    ],
)
def test_a_disguised_file_is_read_as_what_it_is_and_the_page_says_so(browser, desk, raw, name, says):
    upload(browser, raw, name)
    one = Import.objects.get()
    here = reverse("imports:columns", args=[one.pk])
    assert says in browser.get(here).content.decode()
    browser.post(here, {"sheet": 0, "heading": 1, "column-name": "0", "column-kind": "1"})
    work()
    assert says in browser.get(reverse("imports:detail", args=[one.pk])).content.decode()
    assert ImportRow.objects.get(batch=one).state == "new"


def test_the_sheet_is_named_beside_the_cells(browser, desk):
    def two(book):
        sheet = book.create_sheet("二〇二四")
        sheet.append(HEADINGS)
        sheet.append(("甲院", "没有这一类"))

    upload(browser, xlsx(("备忘",), change=two), "名单.xlsx")
    one = Import.objects.get()
    here = reverse("imports:columns", args=[one.pk])
    browser.post(here, {"sheet": 1, "heading": 1, "column-name": "0", "column-kind": "1"})
    work()
    page = browser.get(reverse("imports:detail", args=[one.pk])).content.decode()
    assert "工作表“二〇二四”" in page
    assert "B2 类别" in page
