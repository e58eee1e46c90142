"""Name lists as officials have them: files and pasted tables, faults by cell, two steps, who may read them."""

import io

import openpyxl
import pytest

from quanheng.apps.evidence.draws import received, tables
from quanheng.apps.evidence.draws.composing import conflicts_of
from quanheng.apps.evidence.draws.received import Received
from quanheng.apps.evidence.models import ListEntry, NameList
from quanheng.core.trust.draw.algorithm import Algorithm, salted_id
from quanheng.kernel.errors import BadInput
from quanheng.kernel.models import StoredFile
from tests.apps.evidence.draws.offices import Offices

OBJECTS, INSPECTORS = "/draws/lists/freeze-objects/", "/draws/lists/freeze-inspectors/"
HEADING = ("编号", "名称", "风险等级")


def workbook(*rows, title="名录", more=()):
    """An XLSX file with these rows, and further sheets."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name in more:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return named(out.getvalue(), "名录.xlsx")


def named(content: bytes, name: str):
    file = io.BytesIO(content)
    file.name = name
    return file


@pytest.fixture
def offices(moment, db, settings, tmp_path) -> Offices:
    settings.FILES = tmp_path / "files"
    return Offices(moment)


def facts(offices, **more):
    told = {"title": "集贸市场", "source": "由业务系统导出", "organiser": offices.own.id, "algorithm": "MDRAW-1-SHA256"}
    return {**told, "table": "", "ticket": "", **more}


def entries(kind, text):
    return tables.entries_of(kind, tables.pasted_rows(text))


@pytest.mark.parametrize(
    "text",
    [
        "编号\t名称\t风险等级\nZJ1\t甲市场\td\nZJ2\t乙市场\tA",
        "编号,名称,风险等级\nZJ1,甲市场,D\nZJ2,乙市场,A",
        "编号，名称，风险等级\nZJ1，甲市场，D\n\nZJ2，乙市场，A\n",
        '名称\t备注\t等级\t统一社会信用代码\n"甲市场"\t无\tD\tZJ1\n乙市场\t\tA\tZJ2',
    ],
    ids=["tabs", "commas", "wide commas", "other order and names"],
)
def test_a_pasted_table_is_read_whatever_stands_between_its_cells(text):
    assert [(one.number, one.name, one.stratum) for one in entries("objects", text)] == [
        ("ZJ1", "甲市场", "D"),
        ("ZJ2", "乙市场", "A"),
    ]


def test_skills_and_conflicts_are_cut_where_names_are_not():
    text = "编号\t姓名\t专业\t回避\n浙A1\t张三\t衡器，流量 电能\tA & B 公司, Ltd、乙市场\n"
    [one] = entries("inspectors", text)
    assert one.skills == ("衡器", "流量", "电能")
    assert one.barred == ("A & B 公司, Ltd", "乙市场")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "名录是空的"),
        ("编号\t名称\t风险等级", "没有内容"),
        ("名称\t备注\n甲\t无", "缺少列：风险等级"),
        ("备注\t风险等级\n无\tA", "缺少列：“编号”或“名称”"),
        ("编号\t名称\t风险等级\nZJ1\t甲\t高", "第 2 行“风险等级”：“高”不是风险等级"),
        ("编号\t名称\t风险等级\n\t\tA", "第 2 行“编号”：没有编号，也没有名称"),
        ("编号\t名称\t风险等级\nZJ1\t甲\tA\nZJ1\t乙\tA", "第 3 行“编号”：与第 2 行重复"),
        ("编号\t名称\t风险等级\nZJ1\t=1+1\tA", "第 2 行“名称”：是公式"),
        ("编号\t名称\t风险等级\nZJ1\t" + "长" * 200 + "\tA", "第 2 行“名称”：超过 120 个字"),
        ('编号\t名称\t风险等级\nZJ1\t"甲\n乙"\tA', "第 2 行“名称”：含有换行"),
    ],
)
def test_what_cannot_be_taken_is_said_by_row_and_column(text, told):
    with pytest.raises(BadInput) as fault:
        entries("objects", text)
    assert told in str(fault.value)
    assert all(one.remedy for one in fault.value.faults)


def test_a_file_names_the_cell_and_all_faults_at_once(offices):
    file = workbook(HEADING, ("ZJ1", "甲", "A"), ("ZJ2", "乙", "高"), ("ZJ3", "丙", "=A1"), ("ZJ1", "丁", "B"))
    response = offices.organiser.post(OBJECTS, facts(offices, file=file, step="check"))
    page = response.content.decode()
    assert response.status_code == 422
    for told in (
        "名录.xlsx 的 C3（风险等级）",
        "名录.xlsx 的 C4（风险等级）：是公式",
        "名录.xlsx 的 A5（编号）：与第 2 行重复",
    ):
        assert told in page, told
    assert not NameList.objects.exists()


def test_too_many_faults_are_cut_and_said_to_be():
    with pytest.raises(BadInput) as fault:
        entries("objects", "编号\t风险等级\n" + "\n".join(f"ZJ{n}\t高" for n in range(500)))
    assert len(fault.value.faults) == tables.MOST_FAULTS + 1
    assert "只列出前" in str(fault.value)


def test_a_file_is_checked_looked_at_and_frozen_without_being_sent_twice(offices):
    file = workbook(HEADING, ("ZJ1", "甲市场", "A"), ("ZJ2", "乙市场", "d"), more=("说明",))
    response = offices.organiser.post(OBJECTS, facts(offices, file=file, open_names="on", step="check"))
    page = response.content.decode()
    assert response.status_code == 200
    for told in ("文件“名录.xlsx”中读到 2 条", "A 级 1 条，D 级 1 条", "只读第一张工作表“名录”，其余 1 张没有读"):
        assert told in page, told
    assert not NameList.objects.exists(), "checking freezes nothing"
    ticket = response.context["form"]["ticket"].value()
    done = offices.organiser.post(OBJECTS, facts(offices, ticket=ticket, open_names="on", step="freeze"))
    assert done.status_code == 302
    frozen = NameList.objects.get()
    assert (frozen.count, frozen.open, frozen.organiser_name) == (2, True, offices.own.name)
    assert sorted(ListEntry.objects.values_list("code", "stratum")) == [("ZJ1", "A"), ("ZJ2", "D")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_offices_use(offices, encoding):
    file = named("编号,姓名,专业\n浙A1,张三,衡器\n".encode(encoding), "人员.csv")
    response = offices.organiser.post(INSPECTORS, facts(offices, file=file, step="check"))
    assert "张三" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [("名录.xlsx", b"PK\x03\x04 no workbook\x00"), ("名录.csv", b"\x00\xff\x01"), ("名录.pdf", b"%PDF-1.7\n")],
)
def test_a_damaged_or_other_file_is_refused_with_its_name(offices, name, content):
    response = offices.organiser.post(OBJECTS, facts(offices, file=named(content, name), step="check"))
    assert response.status_code == 422
    assert name in response.content.decode()


def test_the_ticket_of_a_checked_file_is_good_for_who_checked_it_only(offices):
    file = workbook(HEADING, ("ZJ1", "甲", "A"))
    file.size = len(file.getvalue())
    response = offices.organiser.post(OBJECTS, facts(offices, file=file, step="check"))
    ticket = response.context["form"]["ticket"].value()
    with pytest.raises(BadInput, match="另一个人"):
        received.received({"ticket": ticket}, 999)
    with pytest.raises(BadInput, match="过期"):
        received.received({"ticket": ticket[:-2]}, 1)
    StoredFile.objects.all().delete()
    refused = offices.organiser.post(OBJECTS, facts(offices, ticket=ticket, step="freeze"))
    assert refused.status_code == 422
    assert "请重新选择文件" in refused.content.decode()


def test_a_pasted_table_takes_the_place_of_a_checked_file():
    assert received.received({"table": "编号\n1", "ticket": "x"}, 1) == Received(tables.pasted_rows("编号\n1"))


def test_who_reads_a_closed_list(offices):
    table = "\t".join(HEADING) + "\nZJ1\t甲市场\tA\nZJ2\t乙市场\tD"
    offices.organiser.post(OBJECTS, facts(offices, table=table, step="freeze"))
    one = NameList.objects.get()
    address = f"/draws/lists/{one.key}/"
    entry = ListEntry.objects.get(number="ZJ1")
    assert entry.code == salted_id(Algorithm.SHA256, bytes.fromhex(entry.salt), "ZJ1")
    for reader in (offices.organiser, offices.approver):
        page = reader.get(address).content.decode()
        assert "甲市场" in page
        assert entry.salt in page, "whoever draws can tell an object its number to check with"
        assert entry.salt in b"".join(reader.get(address + "?export=csv")).decode("utf-8-sig")
    for reader in (offices.nobody, offices.witness, offices.stranger):
        for path in (address, address + "?q=甲市场", address + "?export=csv", address + "list.json"):
            response = reader.get(path)
            text = (b"".join(response) if response.streaming else response.content).decode()
            assert "甲市场" not in text.replace("?q=甲市场", "").replace('value="甲市场"', "")
            assert "ZJ1" not in text
            assert entry.salt not in text
    assert "共 0 条" not in offices.nobody.get(address).content.decode()


def test_conflicts_that_match_nothing_are_told_to_who_composes_the_plan(offices):
    table = "\t".join(HEADING) + "\nZJ1\t甲市场\tA\nZJ2\t乙市场\tD"
    offices.organiser.post(OBJECTS, facts(offices, table=table, step="freeze"))
    people = "编号\t姓名\t专业\t回避对象\n浙A1\t张三\t衡器\tZJ1、甲市厂\n浙A2\t李四\t衡器\t乙市场"
    offices.organiser.post(INSPECTORS, facts(offices, table=people, step="freeze"))
    inspectors, objects = NameList.objects.all()
    codes = dict(ListEntry.objects.values_list("number", "code"))
    found = conflicts_of(objects, inspectors)
    assert found.barred == {codes["ZJ1"]: [codes["浙A1"]], codes["ZJ2"]: [codes["浙A2"]]}
    assert found.unknown == [("张三", "甲市厂")]
    page = offices.organiser.get(f"/draws/compose/{objects.key}/?inspectors={inspectors.key}").content.decode()
    assert "甲市厂" in page
