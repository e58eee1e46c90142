"""Pages of specifications, asked as a reader asks."""

import csv
import io
import json
import re

import pytest
from django.test import Client

from quanheng.apps.people.public import Organisation
from quanheng.apps.specifications.models import Edition

pytestmark = pytest.mark.usefixtures("registers")


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:800]
    return response.content.decode()


def badge(text: str) -> str:
    """The words of the first status badge of the page's content."""
    found = re.search(r'class="badge [^"]*"><svg.*?</svg>([^<]*)', text.split('<main id="main"')[1], re.DOTALL)
    return found[1].strip()


GOLDEN = [
    ("JJF-1070-2005", "2024-10-11", "现行"),
    ("JJF-1070-2005", "2024-10-12", "被代替"),
    ("JJF-1070-2023", "2024-10-11", "即将实施"),
    ("JJF-1070-2023", "2024-10-12", "现行"),
    ("JJG-543-1996", "2026-11-22", "部分被代替"),
    ("JJG-961-2001", "2018-05-20", "被代替"),
    ("JJG-1026-2007", "2018-05-20", "被代替"),
]


@pytest.mark.parametrize(("key", "day", "word"), GOLDEN)
def test_the_status_on_the_page_is_that_of_the_day(client, key, day, word):
    text = page(client, f"/specifications/{key}/?on={day}")
    assert badge(text) == word
    assert f"{day} 当日" in text


def test_an_amendment_sheet_is_attached_before_the_edition_takes_effect(client):
    text = page(client, "/specifications/JJF-1070-2023/?on=2024-10-11")
    assert "有修改单" in text
    assert "JJF 1070-2023 XG1-2024" in text
    early = page(client, "/specifications/JJF-1070-2023/?on=2024-04-08")
    assert "查询日期尚未发布" in early


def test_a_presumption_is_explained_with_its_rule(client):
    text = page(client, "/specifications/JJG-543-1996/")
    assert "状态为何是推定" in text
    assert "来源未载 JJG 543-1996 的发布和实施日期" in text
    assert "未核实" in text
    assert "状态为何是推定" not in page(client, "/specifications/JJF-1070-2023/")


def test_a_split_is_drawn_in_part_and_listed_in_words(client):
    text = page(client, "/specifications/JJG-543-1996/")
    assert text.count("graph-edge--partial") == 2 + 1  # two arrows and the legend
    for number in ("JJG 543-2008", "JJG 1043-2008"):
        assert number in text
    assert "心电图机部分" in text
    assert 'aria-current="true"' in text


def test_a_merge_and_a_doubtful_relation_are_marked(client):
    assert page(client, "/specifications/JJG-961-2017/").count("graph-edge--whole") == 2 + 1
    text = page(client, "/specifications/JJG-1163-2019/")
    assert text.count("graph-edge--doubtful") == 1 + 1
    assert "疑为引用文件清单" in text


def test_a_calibration_specification_may_replace_a_verification_regulation(client):
    assert "JJG 41-1990" in page(client, "/specifications/JJF-1207-2008/")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("jjf1070—2023", "/specifications/JJF-1070-2023/"),
        ("JJF 1070-2023", "/specifications/JJF-1070-2023/"),
        ("ＪＪＦ１０７０－２０２３", "/specifications/JJF-1070-2023/"),
        ("JJF1070", "/specifications/works/JJF-1070/"),
        ("JJG（冀）121—2015", "/specifications/JJG(%E5%86%80)-121-2015/"),
        ("JJF 1002-98", "/specifications/JJF-1002-1998/"),
        ("JJF 1070.2-2011 XG1-2012", "/specifications/JJF-1070.2-2011/#amendments"),
    ],
)
def test_any_spelling_leads_to_the_permanent_address(client, asked, canonical):
    response = client.get(f"/specifications/{asked}/")
    assert response.status_code == 301
    assert response["Location"] == canonical


def test_the_day_survives_the_way_to_the_permanent_address(client):
    response = client.get("/specifications/jjf1070-2023/?on=2024-10-11")
    assert response["Location"] == "/specifications/JJF-1070-2023/?on=2024-10-11"


def test_every_edition_has_its_page_with_one_heading(client):
    for key in Edition.objects.values_list("key", flat=True):
        text = page(client, f"/specifications/{key}/")
        assert text.count("<h1") == 1, key


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("JJFl07O-2023", ["JJF 1070-2023", "疑为识别或录入错误"]),
        ("JJF-9999-2023", ["登记中没有这个编号", "JJF 9999-2023"]),
        ("JJF-1070-2019", ["JJF 1070-2023", "同一规范"]),
        ("不是编号", ["没有这个编号", "编号的写法例如"]),
        ("<script>alert(1)", ["&lt;script&gt;"]),
        ("A" * 3000, ["没有这个编号"]),
    ],
)
def test_an_unknown_number_is_answered_with_what_may_have_been_meant(client, asked, words):
    text = page(client, f"/specifications/{asked}/", 404)
    for word in words:
        assert word in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("day", ["1949-09-30", "2101-01-01", "2024-02-30", "yesterday", "2024-1-1"])
def test_a_day_outside_the_register_is_refused(client, day):
    for address in ("/specifications/JJF-1070-2023/", "/specifications/works/JJF-1070/", "/specifications/coverage/"):
        assert "on" in page(client, f"{address}?on={day}", 400)


def test_the_list_is_narrowed_by_status_on_the_day(client):
    before = page(client, "/specifications/?status=upcoming&on=2024-10-11")
    assert "JJF 1070-2023" in before
    assert "JJF 1070-2023" not in page(client, "/specifications/?status=upcoming&on=2024-10-12").split("<tbody>")[-1]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=1070", "JJF 1070.1-2011"),
        ("q=JJF1070—2023", "JJF 1070-2023"),
        ("q=净含量+肥皂", "JJF 1070.1-2011"),
        ("q=jjg(冀)", "JJG(冀) 3001-2017"),
        ("kind=calibration&level=local", "JJF(新) 46-2019"),
        ("committee=MTC2", "JJF 1207-2008"),
        ("field=electromagnetism&year=2013", "JJG 1085-2013"),
    ],
)
def test_the_list_finds_by_number_in_any_spelling_by_title_and_by_facet(client, query, number):
    rows = page(client, f"/specifications/?{query}").split("<tbody>")[1]
    assert f">{number}</a>" in rows


@pytest.mark.parametrize(
    "query",
    ["kind=x", "committee=MTC999", "sort=colour", "page=999", "year=abcd", "year=99999999999999999999", "on=x", "z=1"],
)
def test_a_list_address_that_means_nothing_is_refused_by_name(client, query):
    response = client.get(f"/specifications/?{query}")
    assert response.status_code in {400, 404}
    assert query.split("=")[0] in response.content.decode()


def test_the_work_shows_all_editions_and_other_parts(client):
    text = page(client, "/specifications/works/JJF-1070/")
    for number in ("JJF 1070-2023", "JJF 1070-2005", "JJF 1070-2000", "JJF 1070.1"):
        assert number in text
    assert client.get("/specifications/works/jjf1070/")["Location"] == "/specifications/works/JJF-1070/"
    page(client, "/specifications/works/JJF-9999/", 404)


def test_a_record_is_downloaded_whole(client):
    response = client.get("/specifications/JJF-1070-2023/record.json?on=2024-10-11")
    data = json.loads(response.content)
    assert data["status"]["status"] == "upcoming"
    assert data["amendments"][0]["attached"]
    assert data["licence"]
    rows = dict(
        csv.reader(io.StringIO(client.get("/specifications/JJF-1070-2023/record.csv").content.decode("utf-8-sig")))
    )
    assert rows["编号"] == "JJF 1070-2023"
    assert rows["实施"] == "2024-10-12"
    assert client.get("/specifications/JJF1070-2023/record.csv").status_code == 301
    assert client.get("/specifications/JJF-1070-2023/record.exe").status_code == 404
    assert client.get("/specifications/JJF-1070-1900/record.csv").status_code == 404


def test_the_page_describes_itself_to_machines(client):
    text = page(client, "/specifications/JJF-1070-2023/")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
    assert data["identifier"] == "JJF 1070-2023"
    assert data["datePublished"] == "2023-10-12"
    assert 'rel="canonical"' in text


def test_coverage_shows_gaps_and_leads_to_the_lists(client):
    text = page(client, "/specifications/coverage/")
    for name in ("by-field", "by-year", "by-province"):
        assert f'id="{name}-title"' in text
    assert "field=electromagnetism" in text
    assert "人工智能" in text  # a field without any specification is shown
    empty = page(client, "/specifications/coverage/?on=1950-01-01")
    assert "现行" in empty


def test_an_announcement_leads_to_the_law_register(client):
    text = page(client, "/specifications/JJF-1070-2023/")
    assert '<a href="/law/samr-announcement-2023-45/">市场监管总局公告2023年第45号</a>' in text
    assert '<a href="/law/samr-announcement-2024-13/">市场监管总局公告2024年第13号</a>' in text


def test_an_announcement_that_is_not_on_record_is_text(client):
    Edition.objects.filter(key="JJF-1070-2023").update(announcement="<b>第 1 号</b>")
    assert "&lt;b&gt;第 1 号&lt;/b&gt;" in page(client, "/specifications/JJF-1070-2023/")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/specifications/JJF-1070-2023/", 24),
        ("/specifications/JJG-1189.3-2022/", 24),
        ("/specifications/works/JJF-1070/", 20),
        ("/specifications/", 14),
        ("/specifications/coverage/", 12),
        ("/international/", 10),
        ("/international/conflicts/", 4),
        ("/international/OIML-R-76-1-2006/", 12),
    ],
)
def test_a_page_costs_a_bounded_number_of_queries(client, django_assert_max_num_queries, address, most):
    with django_assert_max_num_queries(most):
        page(client, address)


def test_the_coverage_map_of_committees_counts_specifications_in_force(registers, client):
    page = client.get("/committees/coverage/").content.decode()
    assert "现行规范" in page
    assert "/specifications/?field=electromagnetism&amp;status=in_force" in page


def test_the_page_of_a_committee_lists_what_it_answers_for_and_leads_to_all_of_it(registers, client):
    page = client.get("/committees/MTC2/").content.decode()
    assert "归口的规范" in page
    assert 'href="/specifications/JJF-1207-2008/"' in page
    everything = client.get("/specifications/?committee=MTC2")
    assert everything.status_code == 200
    assert "JJF 1207-2008" in everything.content.decode()


def test_the_page_of_an_organisation_lists_what_it_drafted(registers, client):
    unit = Organisation.objects.get(name="山东省计量科学研究院")
    page = client.get(f"/organisations/{unit.key}/").content.decode()
    assert "起草的规范" in page
    assert "JJG 1204-2025" in page
