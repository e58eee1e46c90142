"""The parts of the open API: rate limit, problems, description of lists."""

import json

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from quanheng.kernel.api.lists import parameters
from quanheng.kernel.api.problems import problem_response
from quanheng.kernel.api.renderer import dumps
from quanheng.kernel.api.throttle import ClientThrottle, client_of, parse_rate
from quanheng.kernel.errors import Fault
from quanheng.kernel.listing import Column, Facet, Listing

LISTING = Listing(
    key="x",
    title="x",
    columns=(Column("a", "甲", sort=("a",)),),
    facets=(
        Facet("kind", "类", lookup="kind", options=[("p", "甲"), ("q", "乙")]),
        Facet("free", "开放", lookup="free"),
    ),
    search=lambda rows, _text: rows,
    default_sort="a",
    asof=True,
)


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize(
    ("rate", "meant"), [("600/m", (600, 60)), ("1/s", (1, 1)), ("5/h", (5, 3600)), ("9/d", (9, 86400))]
)
def test_a_rate_is_read(rate, meant):
    assert parse_rate(rate) == meant


@pytest.mark.parametrize("rate", ["", "600", "0/m", "-1/m", "600/min", "m/600", "1e3/m", "600 / m"])
def test_a_rate_that_says_nothing_is_refused(rate):
    with pytest.raises(ValueError, match="a rate is written like"):
        parse_rate(rate)


def test_a_client_beyond_its_rate_waits_and_others_do_not(settings):
    settings.API_RATE = "3/d"
    throttle = ClientThrottle()
    one, other = (RequestFactory().get("/", REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2"))
    assert [throttle.allow_request(one) for _ in range(5)] == [True, True, True, False, False]
    assert throttle.allow_request(other)
    assert 0 < throttle.wait() <= 86400


def test_a_client_cannot_name_itself(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert client_of(request) == "192.0.2.1"


def test_behind_the_declared_proxy_the_last_address_counts(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 198.51.100.7")
    assert client_of(request) == "198.51.100.7"


def test_a_problem_carries_every_fault():
    request = RequestFactory().get("/api/v1/x")
    response = problem_response(request, 400, "坏", [Fault("kind", "没有", "改"), Fault("page", "不是数")])
    assert response["Content-Type"] == "application/problem+json"
    found = json.loads(response.content)
    assert (found["status"], found["instance"], found["detail"]) == (400, "/api/v1/x", "坏")
    assert [fault["where"] for fault in found["faults"]] == ["kind", "page"]


def test_chinese_stays_readable():
    assert dumps({"名": "计量"}) == '{"名":"计量"}'.encode()


def test_every_filter_of_a_list_is_described():
    described = {one["name"]: one["schema"] for one in parameters(LISTING)}
    assert set(described) == {"q", "kind", "free", "on", "sort", "page", "size"}
    assert described["kind"]["items"]["enum"] == ["p", "q"]
    assert described["sort"]["enum"] == ["a", "-a"]
    assert described["size"]["maximum"] == 200
