"""Pages and API of the units register, asked as a reader asks."""

import json

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from quanheng.apps.units.index import SOURCE
from quanheng.apps.units.register import register

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def test_the_table_is_grouped_by_the_tables_of_the_order(client):
    text = page(client, "/units/")
    headings = [f"表 {n}" for n in (1, 2, 3, 4)]
    places = [text.index(f'colspan="5">{heading}') for heading in headings]
    assert places == sorted(places)
    assert text.count("<h1") == 1
    assert text.count('class="table__group"') == len(register().groups)


@pytest.mark.parametrize(
    ("query", "names", "absent"),
    [
        ("q=毫米汞柱", ["毫米汞柱"], ["英寸"]),
        ("q=kPa", ["帕[斯卡]"], ["英寸"]),
        ("status=abolished", ["[市]斤"], ["[市]亩", "千克"]),
        ("status=transitional&on=1990-06-01", ["[市]斤"], ["[市]亩"]),
        ("group=table-4", ["海里"], ["牛[顿]"]),
        ("quantity=pressure&status=not_legal", ["标准大气压"], ["帕[斯卡]", "英寸"]),
        ("q=不存在的单位", ["没有符合条件的记录"], ["千克"]),
    ],
)
def test_the_table_is_searched_and_narrowed(client, query, names, absent):
    results = page(client, f"/units/?{query}").split('class="listing__results"')[1].split('id="prefixes"')[0]
    for name in names:
        assert name in results
    for name in absent:
        assert f">{name}<" not in results


@pytest.mark.parametrize("query", ["status=x", "on=1948-01-01", "on=2101-01-01", "page=2", "sort=colour", "colour=1"])
def test_an_address_the_table_does_not_know_is_refused_by_name(client, query):
    response = client.get(f"/units/?{query}")
    assert response.status_code in {400, 404}
    assert query.split("=")[0] in response.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_table_is_exported(client, form):
    response = client.get(f"/units/?group=table-1&export={form}")
    body = b"".join(response.streaming_content)
    assert response.status_code == 200
    if form == "json":
        assert len(json.loads(body)["records"]) == 7
    elif form == "csv":
        assert "千克" in body.decode("utf-8-sig")
    else:
        assert body.startswith(b"PK")


@pytest.mark.parametrize("unit", register().units, ids=lambda unit: unit.slug)
def test_every_unit_has_its_page(client, unit):
    text = page(client, f"/units/{unit.slug}/")
    assert unit.plain_name in text
    assert "法定地位" in text


def test_a_unit_page_says_what_it_is_worth_and_why_it_is_legal(client):
    text = page(client, "/units/arcsecond/")
    assert "(1/648000)·π" in text
    assert "legal-units-order-1984" in text
    assert "https://si-digital-framework.org/SI/units/arcsecond" in text
    assert "\\arcsecond" in text
    text = page(client, "/units/nautical-mile/")
    assert "只用于航程" in text
    assert "未核实" in text
    text = page(client, "/units/psi/")
    assert "常见换算表印作 6895" in text
    page(client, "/units/no-such-unit/", 404)
    page(client, "/units/metre/?on=1848-01-01", 400)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("value=120&from=毫米汞柱&to=kPa", ["= 15.998\u202f686\u202f489\u202f8 kPa", "非法定", "Pa、kPa、MPa"]),
        ("value=１００&from=公斤&to=kg", ["= 100 kg", "精确值"]),
        ("value=98.6&from=华氏度&to=℃", ["= 37 ℃", "零点不同"]),
        ("value=1&from=亩&to=m²", ["≈ 666.666\u202f666\u202f667 m²", "2000/3 m²", "视用途而定"]),
        ("value=1&from=in&to=mm", ["= 25.4 mm"]),
        ("value=1&from=u&to=kg", ["测得值"]),
        ("value=180&from=°&to=rad&digits=6", ["≈ 3.141\u202f59 rad", "6 位有效数字", "π rad"]),
        ("value=1&from=海里&to=km", ["= 1.852 km", "只用于航程"]),
    ],
)
def test_the_converter_answers_exactly_and_says_what_is_not_legal(client, query, words):
    text = page(client, f"/units/convert/?{query}")
    for word in words:
        assert word in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("value=1&from=m&to=s", ["长度（m）", "时间（s）"]),
        ("value=1&from=N·m&to=J", ["力矩", "能量", "不是同一种量"]),
        ("value=1&from=kpa&to=J", ["没有“kpa”这个单位", "kPa"]),
        ("value=1e999999&from=m&to=km", ["指数超出范围"]),
        (f"value={'9' * 61}&from=m&to=km", ["数值过长"]),
        ("value=&from=m&to=km", ["没有填写数值"]),
        ("value=abc&from=&to=km", ["不是可以识别的数", "没有填写单位"]),
        ("value=1&from=W/m²·K&to=km", ["两种读法"]),
        (f"value=1&from={'米' * 70}&to=km", ["单位过长"]),
        ("value=1&from=rpm&to=Hz", ["没有“rpm”这个单位"]),
        ("value=1&from=<script>&to=m", ["&lt;script&gt;"]),
    ],
)
def test_what_cannot_be_converted_is_said_beside_its_field(client, query, words):
    text = page(client, f"/units/convert/?{query.replace('+', '%2B')}", 400)
    for word in words:
        assert word in text
    assert "<script>&" not in text


def test_the_empty_converter_is_a_page_and_a_bad_digit_count_is_not(client):
    assert "结果" not in page(client, "/units/convert/").split("<main")[1].split("例子")[0]
    page(client, "/units/convert/?digits=9999", 400)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_the_converter_never_fails_whatever_it_is_asked(value, source, target):
    response = Client(raise_request_exception=True).get(
        "/units/convert/", {"value": value, "from": source, "to": target}
    )
    assert response.status_code in {200, 400}


def test_the_api_lists_units_with_their_status_on_a_day(client):
    data = client.get("/api/v1/units?status=abolished&size=2&on=2000-01-01").json()
    assert data["total"] > 8
    assert len(data["items"]) == 2
    assert {item["status"] for item in data["items"]} == {"abolished"}
    assert "page=2" in data["next"]
    assert client.get("/api/v1/units?status=nothing").status_code == 400
    assert client.get("/api/v1/units?size=100000").status_code == 400


def test_the_api_gives_one_unit_exactly(client):
    unit = client.get("/api/v1/units/arcminute").json()
    assert (unit["factor"], unit["factor_pi"], unit["factor_exact"]) == ("1/10800", 1, True)
    assert unit["history"][0]["status"] == "no_record"
    assert unit["history"][1]["basis"]["instrument"] == "legal-units-order-1984"
    assert client.get("/api/v1/units/nothing").status_code == 404


def test_the_api_converts_and_refuses_with_the_field(client):
    data = client.get("/api/v1/units/convert", {"value": "1", "from": "lb", "to": "kg"}).json()
    assert data["result"] == "0.45359237"
    assert data["exact"]
    assert data["source"]["status"] == "not_legal"
    refused = client.get("/api/v1/units/convert", {"value": "1", "from": "m", "to": "s"})
    assert refused.status_code == 400
    assert refused.json()["faults"][0]["where"] == "to"
    assert client.get("/api/v1/units/convert", {"value": "1", "from": "m"}).status_code == 422


def test_units_are_searchable_by_name_symbol_and_quantity():
    documents = list(SOURCE.documents(None))
    assert len(documents) == SOURCE.count()
    psi = next(SOURCE.documents(["psi"]))
    assert "磅力每平方英寸" in psi.title
    assert "压力" in psi.body
    assert list(SOURCE.documents(["nothing"])) == []
