"""Whatever is typed into an address, the platform answers in words, and tells nothing about its inside."""

import re

import pytest
from django.db import connection
from django.test import Client

from tests.web.addresses import addresses, sample
from tests.web.walks import where_strict

pytestmark = pytest.mark.usefixtures("searchable")

EVERY = {address.name: address for address in addresses()}
WITH_PARTS = {name: address for name, address in EVERY.items() if address.parts}
QUERIES = (
    "page=0",
    "page=-1",
    "page=abc",
    "page=1e9",
    "page=99999999999999999999",
    "page=%EF%BC%91",
    "size=0",
    "size=1000000",
    "on=1949-09-30",
    "on=2101-01-01",
    "on=9999-99-99",
    "on=2024-02-30",
    "on=0000-00-00",
    "on=%2B292277026596-12-04",
    "sort=password",
    "sort=__class__",
    "sort=-",
    "export=exe",
    "export=../../etc/passwd",
    "q=%27%3B+DROP+TABLE+law_edition%3B--",
    "q=%3Cscript%3Ealert(1)%3C/script%3E",
    "q=" + "A" * 201,
    "q=" + "%E8%A1%A1" * 500,
    "q=%EF%BF%BD",
    "q=%01%02",
    "q=%22%22%22(((",
    "q=%F0%9F%98%80&q=2",
    "kind=%27+OR+1%3D1--",
    "kind=" + ",".join("x" * 3 for _ in range(60)),
    "__proto__=1",
    "a%5B%5D=1&a%5B%5D=2",
    "&".join(f"p{n}=1" for n in range(300)),
    "=",
    "%E8%A1%A1=1",
    "on=2024-10-11&on=2024-10-12",
    "next=https://example.org/",
    "q=%7B%7B7*7%7D%7D%7B%25debug%25%7D",
)
UNREADABLE = ("q=%ff", "q=%ED%A0%80", "q=%00", "%ff=1", "q=a%C0%80b", "q=%c3%28")
NASTY_PARTS = (
    "' OR 1=1--",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "A" * 300,
    "9" * 40,
    "-1",
    "{{7*7}}",
    "JJF 1070-9999",
    "ＪＪＦ１０７０",
    "😀",
    "%s%n",
    "\u202e",
    "JJF\t1070",
    "\r\nSet-Cookie: x=1",
    "metrology-law-2018 ",
    "METRE",
)
COUNTERS = {"evidence:label-seen"}
"""Addresses that take a post from anywhere and only count it."""
LEAKS = re.compile(
    r"Traceback|site-packages|/(?:home|root|srv|opt)/[a-z]|\.venv|quanheng[./](?:web|apps|kernel|core)|OperationalError|"
    r"ProgrammingError|DataError|DoesNotExist|sqlite3?\.|psycopg|SELECT |only-for-tests|Exception Type"
)
TYPES = re.compile(
    r"^(text/(html|plain|javascript); charset=utf-8|application/json(; charset=utf-8)?|"
    r"application/problem\+json|"
    r"application/ld\+json|application/atom\+xml; charset=utf-8|application/xml|text/csv; charset=utf-8|"
    r"application/opensearchdescription\+xml; charset=utf-8|"
    r"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)$"
)


def content_of(response):
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode("utf-8", "replace")


def judged(response, path):
    assert response.status_code < 500, f"{path} → {response.status_code}"
    text = content_of(response)
    found = LEAKS.search(text) if response.status_code >= 400 else None
    assert not found, f"{path} tells {found[0] if found else ''!r}"
    html = "html" in response.headers.get("Content-Type", "")
    assert not (html and "<script>alert" in text), f"{path} repeats a script"
    if response.status_code not in {204, 301, 302, 304, 308}:
        kind = response.headers.get("Content-Type", "")
        assert TYPES.match(kind), f"{path} answers {kind!r}"
        if path.startswith("/api/v1/") and response.status_code >= 400:
            assert kind == "application/problem+json", path
    return response


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("name", EVERY)
def test_every_address_answers_a_plain_visit(visitor, name):
    response = judged(visitor.get(sample(EVERY[name])), name)
    assert response.status_code in {200, 302, 400, 403, 404, 405, 422}, response.status_code


@pytest.mark.parametrize("name", EVERY)
def test_no_query_breaks_an_address(visitor, name):
    path = sample(EVERY[name])
    reads = visitor.get(f"{path}?page=abc").status_code != 200  # a page that passes over its query gets the short list
    for query in where_strict(QUERIES if reads else QUERIES[-8:], name):
        judged(visitor.get(f"{path}?{query}"), f"{path}?{query[:80]}")


@pytest.mark.parametrize("name", EVERY)
def test_bytes_that_are_no_text_are_refused_everywhere(visitor, name):
    path = sample(EVERY[name])
    for query in where_strict(UNREADABLE, name):
        response = judged(visitor.get(f"{path}?{query}"), f"{path}?{query}")
        assert response.status_code == 400, query


@pytest.mark.parametrize("name", WITH_PARTS)
def test_no_value_breaks_a_part_of_an_address(visitor, name):
    address = WITH_PARTS[name]
    for nasty in where_strict(NASTY_PARTS, name):
        path = address.at(*[nasty] * address.parts)
        judged(visitor.get(path), path[:120])


@pytest.mark.parametrize("path", ["/%ff/", "/specifications/%ff/", "/law/%ED%A0%80/", "/units/%00/", "/%c3%28"])
def test_paths_that_are_no_text_are_refused(visitor, path):
    assert judged(visitor.get(path), path).status_code == 400


@pytest.mark.parametrize("name", EVERY)
def test_no_method_breaks_an_address(visitor, name):
    path = sample(EVERY[name])
    for method in ("head", "options", "put", "patch", "delete", "trace"):
        response = judged(getattr(visitor, method)(path), f"{method} {path}")
        if method in {"put", "patch", "delete", "trace"}:
            assert response.status_code == 405
            assert "GET" in response["Allow"]
    judged(visitor.post(path, {"q": "'", "next": "https://example.org/", "day": "x" * 5000}), f"post {path}")
    judged(visitor.post(path, b'{"a": ', content_type="application/json"), f"post {path}")
    judged(visitor.post(path, b"--x\r\n", content_type="multipart/form-data; boundary=x"), f"post {path}")


@pytest.mark.parametrize("name", EVERY)
def test_a_form_from_elsewhere_is_refused(name):
    path = sample(EVERY[name])
    response = judged(Client(enforce_csrf_checks=True, raise_request_exception=False).post(path, {"a": "1"}), path)
    assert response.status_code in ({204} if name in COUNTERS else {403, 405})


def test_ten_megabytes_in_an_address_are_refused_at_once(visitor):
    for path in ("/law/", "/api/v1/law", "/search/", "/nothing"):
        assert judged(visitor.get(path, {"q": "A" * 10_000_000}), path).status_code == 414
        assert judged(visitor.get(path + "A" * 10_000_000), path).status_code == 414


def test_ten_megabytes_in_a_body_are_refused_unread(visitor):
    response = judged(
        visitor.post("/sign-in/", b"a" * 10_000_000, content_type="application/x-www-form-urlencoded"), "/"
    )
    assert response.status_code == 413


@pytest.mark.parametrize("length", ["-1", "x", "1" * 30, "1.5", "０"])
def test_a_length_that_is_no_number_is_refused(visitor, length):
    assert judged(visitor.get("/law/", CONTENT_LENGTH=length), length).status_code in {400, 413}


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=" + "x" * 60_000},
        {"Cookie": "sessionid=%00; csrftoken=\x7f; a"},
        {"X-Anything": "x" * 70_000},
        {"If-None-Match": '"', "If-Modified-Since": "not a date"},
        {"If-Modified-Since": "Mon, 31 Feb 99999 99:99:99 GMT"},
        {"Accept-Language": "x" * 5000 + ";q=9"},
        {"Accept": "nothing/at-all"},
        {"Range": "bytes=99999999999999-1"},
        {"HX-Request": "true", "HX-Current-URL": "http://[broken"},
        {"X-Forwarded-For": "' OR 1=1, " * 50},
        {"X-Forwarded-Proto": "javascript"},
        {"Referer": "javascript:alert(1)"},
    ],
)
def test_no_header_breaks_a_page(visitor, headers):
    for path in ("/law/", "/api/v1/law", "/search/?q=%E7%A7%A4", "/sign-in/", "/open-data/law.json"):
        judged(visitor.get(path, headers=headers), path)


def test_a_foreign_host_is_refused_without_repeating_it(visitor):
    response = judged(visitor.get("/law/", headers={"Host": "evil.example.org"}), "/law/")
    assert response.status_code == 400


def test_a_bad_value_is_named_with_a_remedy(visitor):
    for path in ("/law/", "/api/v1/law"):
        text = content_of(visitor.get(f"{path}?kind=nonsense&page=0"))
        assert "kind" in text
        assert "page" in text
        assert "可用的取值" in text


def test_a_failing_page_tells_nothing(visitor, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("quanheng.web.open_data.views.schema_org", broken)
    response = visitor.get("/open-data/")
    assert response.status_code == 500
    assert "系统出错" in content_of(response)
    assert "secret detail" not in content_of(response)


def test_a_failing_operation_is_a_problem(visitor, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("quanheng.apps.evidence.api.page_of", broken)
    response = visitor.get("/api/v1/changes")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert "secret detail" not in content_of(response)


def test_the_database_is_unharmed(visitor):
    visitor.get("/law/?q=%27%3B+DROP+TABLE+law_edition%3B--")
    assert "law_edition" in connection.introspection.table_names()
