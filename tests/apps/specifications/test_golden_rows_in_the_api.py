"""The golden rows of "as of a date" in every answer a machine reads: record, list, work, graph, search row, dump."""

import csv
import io
import json

import pytest

pytestmark = pytest.mark.usefixtures("registers")

GOLDEN = [
    ("JJF 1070-2005", "2024-10-11", "in_force", "现行"),
    ("JJF 1070-2005", "2024-10-12", "replaced", "被代替"),
    ("JJF 1070-2023", "2023-10-11", "not_issued", "未发布"),
    ("JJF 1070-2023", "2024-10-11", "upcoming", "即将实施"),
    ("JJF 1070-2023", "2024-10-12", "in_force", "现行"),
    ("JJG 543-1996", "2008-11-22", "in_force", "现行"),
    ("JJG 543-1996", "2008-11-23", "partly_replaced", "部分被代替"),
    ("JJG 961-2001", "2018-05-19", "in_force", "现行"),
    ("JJG 961-2001", "2018-05-20", "replaced", "被代替"),
    ("JJG 1026-2007", "2018-05-19", "in_force", "现行"),
    ("JJG 1026-2007", "2018-05-20", "replaced", "被代替"),
    ("JJG 41-1990", "2008-12-05", "in_force", "现行"),
    ("JJG 41-1990", "2008-12-06", "replaced", "被代替"),
]
rows = pytest.mark.parametrize(("number", "day", "status", "word"), GOLDEN)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return json.loads(body(response))


@rows
def test_the_record(client, number, day, status, word):
    found = get(client, f"/api/v1/specifications/{number.replace(' ', '-')}?on={day}")
    assert (found["status"]["status"], found["status"]["label"], found["on"]) == (status, word, day)
    held = [span for span in found["spans"] if (span["start"] or "") <= day < (span["end"] or "9999")]
    assert [span["status"] for span in held] == [status]


@rows
def test_the_list_narrowed_by_that_status_and_by_any_other(client, number, day, status, word):
    others = {"not_issued", "upcoming", "in_force", "partly_replaced", "replaced"} - {status}
    held = get(client, f"/api/v1/specifications?q={number}&on={day}&status={status}")
    assert number in [item["number"] for item in held["items"]]
    elsewhere = get(client, f"/api/v1/specifications?q={number}&on={day}&status={','.join(sorted(others))}")
    assert number not in [item["number"] for item in elsewhere["items"]]


@rows
def test_the_editions_of_the_work(client, number, day, status, word):
    work = number.rpartition("-")[0].replace(" ", "-")
    editions = get(client, f"/api/v1/works/{work}?on={day}")["editions"]
    assert [one["status"]["status"] for one in editions if one["number"] == number] == [status]


@rows
def test_the_record_to_take_away(client, number, day, status, word):
    found = get(client, f"/specifications/{number.replace(' ', '-')}/record.json?on={day}")
    assert word in json.dumps(found, ensure_ascii=False)


@rows
def test_the_dump_of_the_day(client, number, day, status, word):
    text = body(client.get(f"/open-data/specifications.csv?on={day}")).decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text, newline="")))
    place = table[0].index("状态")
    assert [row[place] for row in table if row[0] == number] == [word]


def test_the_amendment_sheet_is_attached_before_the_edition_takes_effect(client):
    for day, attached in (("2024-04-08", False), ("2024-04-09", True), ("2024-10-11", True), ("2024-10-12", True)):
        [sheet] = get(client, f"/api/v1/specifications/JJF-1070-2023?on={day}")["amendments"]
        assert (sheet["number"], sheet["issued_on"]) == ("JJF 1070-2023 XG1-2024", "2024-04-09")
        assert sheet["attached"] is attached


@pytest.mark.parametrize(
    ("number", "field", "expected"),
    [
        ("JJG-543-1996", "replaced_by", {("JJG 543-2008", True), ("JJG 1043-2008", True)}),
        ("JJG-961-2017", "replaces", {("JJG 961-2001", False), ("JJG 1026-2007", False)}),
        ("JJF-1207-2008", "replaces", {("JJG 41-1990", False)}),
    ],
)
def test_what_replaces_what(client, number, field, expected):
    found = get(client, f"/api/v1/specifications/{number}")[field]
    assert {(one["number"], one["partial"]) for one in found} == expected
