"""Open data: page, dumps, catalogue, feed, site map."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from quanheng.apps.evidence.public import kinds
from quanheng.kernel.actor import system_actor
from quanheng.kernel.clock import legal_today
from quanheng.kernel.datasets import datasets
from quanheng.kernel.feeds import Entry, Feed, atom
from quanheng.kernel.search.outbox import touch
from quanheng.web import health
from tests.registers import MADE_BY_PEOPLE

pytestmark = pytest.mark.usefixtures("registers")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
KEYS = sorted(datasets())


def body(response):
    return b"".join(response.streaming_content)


def count_of(key):
    return datasets()[key].size(legal_today()).count


def test_the_page_shows_every_dataset_with_its_count(client):
    page = client.get("/open-data/").content.decode()
    for key, dataset in datasets().items():
        assert f'id="{key}"' in page
        assert str(dataset.title) in page
        for form in ("csv", "xlsx", "json"):
            assert f"/open-data/{key}.{form}" in page


def test_without_an_index_the_platform_is_degraded_but_up(client, settings, tmp_path):
    settings.SEARCH_INDEX = tmp_path / "nothing"
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"


def test_without_a_database_it_is_down_and_says_no_more(client, monkeypatch):
    def gone(*_args):
        raise OperationalError("secret: password=x")

    monkeypatch.setattr(health, "read_cursor", gone)
    monkeypatch.setattr(health, "place", lambda: SimpleNamespace(current=lambda: None))
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json() == {"status": "down", "version": response.json()["version"], "database": {"ok": False}}


def test_the_page_takes_a_constant_number_of_queries(client):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/open-data/")
    assert len(asked) <= 2 * len(KEYS) + 1


@pytest.mark.parametrize("key", KEYS)
def test_a_dump_holds_every_record(client, key):
    records = json.loads(body(client.get(f"/open-data/{key}.json")))["records"]
    assert len(records) == count_of(key)
    assert records or key in MADE_BY_PEOPLE
    rows = list(csv.reader(io.StringIO(body(client.get(f"/open-data/{key}.csv")).decode("utf-8-sig"), newline="")))
    assert len([row for row in rows[1:] if not row[0].startswith("# ")]) == len(records)
    assert body(client.get(f"/open-data/{key}.xlsx"))[:2] == b"PK"


@pytest.mark.parametrize("key", KEYS)
def test_an_unchanged_dump_is_not_sent_again(client, key):
    first = client.get(f"/open-data/{key}.json")
    body(first)
    again = client.get(f"/open-data/{key}.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["nothing.csv", "law.pdf", "law", "LAW.csv", "law.csv.csv"])
def test_a_dump_that_does_not_exist_is_not_found(client, path):
    assert client.get(f"/open-data/{path}").status_code == 404


@pytest.mark.parametrize("query", ["on=1900-01-01", "on=x", "kind=law", "export=csv"])
def test_a_dump_refuses_what_it_does_not_know(client, query):
    response = client.get(f"/open-data/law.csv?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.content.decode()


def test_a_dated_dump_answers_for_its_day(client):
    about = json.loads(body(client.get("/open-data/law.json?on=1990-01-01")))
    assert "1990-01-01" in about["about"]["说明"]


def test_open_data_may_be_read_from_any_page(client):
    for path in ("/open-data/", "/open-data/law.csv", "/feeds/changes.atom", "/api/v1/openapi.json"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"


def test_the_catalogue_describes_each_dataset_in_dcat(client):
    response = client.get("/open-data/catalog.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    catalogue = json.loads(response.content)
    assert catalogue["@type"] == "dcat:Catalog"
    assert {one["dct:identifier"] for one in catalogue["dcat:dataset"]} == set(KEYS)
    for one in catalogue["dcat:dataset"]:
        assert len(one["dcat:distribution"]) == 3
        for distribution in one["dcat:distribution"]:
            path = distribution["dcat:downloadURL"]["@id"].split("8000", 1)[1]
            assert client.head(path).status_code == 200


def feed(client, path="/feeds/changes.atom"):
    response = client.get(path)
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def link(root, relation):
    found = root.find(f"a:link[@rel='{relation}']", ATOM)
    return None if found is None else found.get("href").split("8000", 1)[1]


def test_the_feed_pages_through_every_public_event_once(client):
    seen, path = [], "/feeds/changes.atom"
    while path:
        root = feed(client, path)
        seen += [entry.findtext("a:id", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]
        path = link(root, "next")
    assert len(seen) == len(set(seen)) == count_of("changes")


def test_the_feed_can_be_narrowed_to_one_kind(client):
    kind = next(e.find("a:category", ATOM).get("term") for e in feed(client).findall("a:entry", ATOM))
    root = feed(client, f"/feeds/changes.atom?kind={kind}")
    assert {e.find("a:category", ATOM).get("term") for e in root.findall("a:entry", ATOM)} == {kind}


@pytest.mark.parametrize("query", ["kind=nothing", "before=0", "before=x", "before=99999999999999999999", "page=1"])
def test_the_feed_refuses_what_it_does_not_know(client, query):
    response = client.get(f"/feeds/changes.atom?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.content.decode()


def test_events_that_are_not_public_stay_out_of_the_feed(client):
    hidden = [name for name, kind in kinds().items() if not kind.public]
    assert hidden
    for name in hidden:
        assert client.get(f"/feeds/changes.atom?kind={name}").status_code == 400


def test_a_feed_survives_text_that_xml_cannot_hold():
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    entry = Entry("u:1", "a<b>&\x0b\x00", moment, "]]> \ud800", system_actor("x").name, "k", '"', "https://x/?a=1&b=2")
    root = ET.fromstring(atom(Feed("u:0", "t", moment, [("self", "https://x/?a&b")], "r", "g"), [entry]))
    assert root.find("a:entry/a:title", ATOM).text == "a<b>&"


def test_every_section_of_the_site_map_is_there(client):
    index = ET.fromstring(client.get("/sitemap.xml").content)
    found = [one.text.split("8000", 1)[1] for one in index.findall("m:sitemap/m:loc", MAP)]
    assert {path for path in found if "?" not in path} >= {
        f"/sitemap-{key}.xml" for key, dataset in datasets().items() if dataset.url and key not in MADE_BY_PEOPLE
    }
    for path in found:
        urls = ET.fromstring(client.get(path).content).findall("m:url/m:loc", MAP)
        assert 0 < len(urls) <= 10_000
        assert all(one.text.startswith("http://127.0.0.1:8000/") for one in urls)
        for one in urls[:3]:
            assert client.get(one.text.split("8000", 1)[1]).status_code == 200, one.text


@pytest.mark.parametrize(
    "path", ["/sitemap-nothing.xml", "/sitemap-law.xml?p=0", "/sitemap-law.xml?p=99", "/sitemap-law.xml?p=x"]
)
def test_a_site_map_that_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_small_files_for_machines(client):
    assert b"Sitemap: " in client.get("/robots.txt").content
    assert b"Expires: " in client.get("/.well-known/security.txt").content
    assert ET.fromstring(client.get("/opensearch.xml").content).tag.endswith("OpenSearchDescription")


@pytest.mark.usefixtures("searchable")
def test_health_says_what_is_well_and_nothing_else(client):
    found = client.get("/health/").json()
    assert found["status"] == "ok"
    pending = (
        0 if connection.vendor == "sqlite" else found["search"]["pending"]
    )  # other workers' transactions hold back
    seconds = found["search"]["seconds_since_read"]
    assert found["search"] == {"ok": True, "pending": pending, "seconds_since_read": seconds}
    assert found["database"]["ok"]
    touch("law", ["metrology-law-2018"])
    if connection.vendor == "sqlite":  # elsewhere a change counts once its transaction is over
        assert client.get("/health/").json()["search"]["pending"] == 1
    assert not any(word in json.dumps(found) for word in ("/tmp", "/home", "SECRET", "password", "sqlite3"))


def test_the_root_of_the_api_leads_to_its_manual(client):
    answer = client.get("/api/v1/")
    assert answer.status_code == 302
    assert answer.url == "/api/"
