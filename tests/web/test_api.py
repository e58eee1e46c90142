"""The open API: what every operation keeps to."""

import json
from collections import Counter

import pytest
from django.core.cache import cache
from ninja import Schema

from quanheng.web.api import openapi
from quanheng.web.management.commands.openapi import SNAPSHOT, described
from quanheng.web.open_data.manual import operations
from tests.registers import MADE_BY_PEOPLE

pytestmark = pytest.mark.usefixtures("registers")
LISTS = sorted(
    path
    for path, methods in openapi()["paths"].items()
    if any(one["name"] == "page" for one in methods["get"].get("parameters", [])) and not path.endswith("/search")
)


def test_the_committed_description_is_the_one_we_serve(client):
    assert SNAPSHOT.read_text(encoding="utf-8") == described(), "run `quanheng openapi --write` and read the difference"
    assert client.get("/api/v1/openapi.json").json() == json.loads(described())


def test_every_operation_has_a_name_a_summary_and_its_problems():
    seen = set()
    for path, methods in openapi()["paths"].items():
        assert set(methods) == {"get"}, f"{path} is not read-only"
        found = methods["get"]
        assert found["operationId"] not in seen
        seen.add(found["operationId"])
        assert any("\u4e00" <= character <= "\u9fff" for character in found["summary"]), path
        assert {"200", "304", "400", "429", "500"} <= set(found["responses"]), path


def schemas(root=Schema):
    for one in root.__subclasses__():
        yield from schemas(one)
        if one.__module__.startswith("quanheng.") and "[" not in one.__name__:
            yield one


def test_no_two_schemas_share_a_name():
    """The description knows a schema by its name only: of two with one name, one would be described as the other."""
    names = Counter(one.__name__ for one in schemas())
    assert not [name for name, count in names.items() if count > 1]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_pages_through_every_record_once(client, path):
    found = client.get(path, {"size": 200}).json()
    total, seen = found["total"], [json.dumps(item, sort_keys=True) for item in found["items"]]
    for _ in range(3):
        if not found["next"]:
            break
        found = client.get(found["next"].removeprefix("http://127.0.0.1:8000")).json()
        seen += [json.dumps(item, sort_keys=True) for item in found["items"]]
    assert total or path.rpartition("/")[2] in MADE_BY_PEOPLE
    assert len(seen) == min(total, 800)
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ("size=0", 400, "size"),
        ("size=201", 400, "size"),
        ("page=0", 400, "page"),
        ("page=99999", 404, "page"),
        ("sort=nothing", 400, "sort"),
        ("nothing=1", 400, "nothing"),
        ("export=csv", 400, "export"),
    ],
)
def test_a_list_names_what_it_cannot_meet(client, path, query, status, named):
    response = client.get(f"{path}?{query}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert named in [fault["where"] for fault in response.json()["faults"]]


@pytest.mark.parametrize("path", LISTS)
def test_an_unchanged_answer_is_not_sent_again(client, path):
    first = client.get(path)
    assert first["ETag"].startswith('W/"')
    assert first["Cache-Control"] == "public, max-age=60"
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path, headers={"If-None-Match": 'W/"other"'}).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_head_is_get_without_a_body(client, path):
    got, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert (head["ETag"], head["Content-Type"]) == (got["ETag"], got["Content-Type"])
    assert head["Content-Length"] == str(len(got.content))


def test_any_page_may_read_it(client):
    assert client.get("/api/v1/law")["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/law?page=0")["Access-Control-Allow-Origin"] == "*"
    asked = client.options(
        "/api/v1/law", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    )
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert "GET" in asked["Access-Control-Allow-Methods"]


def test_a_client_beyond_its_rate_is_told_when_to_come_back(client, settings):
    settings.API_RATE = "2/d"
    cache.clear()
    assert [client.get("/api/v1/law").status_code for _ in range(4)] == [200, 200, 429, 429]
    refused = client.get("/api/v1/law")
    assert refused["Content-Type"] == "application/problem+json"
    assert 0 < int(refused["Retry-After"]) <= 86400


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/law/nothing-2018", "/api/v1/units/nothing"])
def test_what_is_not_there_is_a_problem(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404


@pytest.mark.usefixtures("searchable")
@pytest.mark.parametrize("operation", operations(openapi()), ids=lambda operation: operation.id)
def test_the_example_of_every_operation_works(client, operation):
    response = client.get(operation.curl.removeprefix('curl "http://127.0.0.1:8000').removesuffix('"'))
    not_shipped = operation.id in {"get_article", "get_draw", "get_bundle"}  # loaded by the operator, made by people
    assert response.status_code == (404 if not_shipped else 200), response.content.decode()[:300]


def test_the_manual_shows_every_operation(client):
    page = client.get("/api/").content.decode()
    for path, methods in openapi()["paths"].items():
        assert path in page
        assert f'id="{methods["get"]["operationId"]}"' in page


def test_pages_are_kept_by_readers_but_never_for_somebody_signed_in(client):
    first = client.get("/law/")
    assert first["Cache-Control"] == "private, no-cache"
    assert client.get("/law/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert "no-store" in client.get("/sign-in/")["Cache-Control"]
