import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanheng.apps.committees.coverage import Finding, coverage
from quanheng.apps.committees.index import SOURCE
from quanheng.apps.committees.models import Committee, Field
from quanheng.apps.committees.network import network_of
from quanheng.apps.committees.queries import by_field, committees, tree
from quanheng.apps.people.public import Organisation
from quanheng.kernel.actor import ANONYMOUS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_static(settings):
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}


@pytest.mark.parametrize(
    "address",
    ["/committees/", "/committees/tree/", "/committees/coverage/", "/committees/network/", "/committees/MTC26/"],
)
def test_every_page_has_one_heading_and_no_inline_style_or_script(loaded, client, address):
    page = client.get(address).content.decode()
    assert page.count("<h1") == 1
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("mtc26", "MTC26"),
        ("MTC26/SC3", "MTC26-SC3"),
        ("AQSIQ/MTC26/SC03", "MTC26-SC3"),
        ("samr-mtc1-wg4", "MTC1-WG4"),
        ("c1", "C001"),
        ("ＭＴＣ２", "MTC2"),
    ],
)
def test_any_spelling_leads_to_the_canonical_address_for_good(loaded, client, spelling, key):
    answer = client.get(f"/committees/{spelling}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/committees/{key}/")
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("unknown", "suggested"),
    [("MTC27", "/committees/MTC26/"), ("MTC1-SC9", "/committees/MTC1/"), ("流量", "/committees/C009/")],
)
def test_an_unknown_committee_is_404_with_suggestions(loaded, client, unknown, suggested):
    answer = client.get(f"/committees/{unknown}/")
    assert answer.status_code == 404
    assert suggested in answer.content.decode()


@pytest.mark.parametrize("bad", ["x" * 3000, "%F0%28", "'; DROP TABLE committees_committee; --", "../../etc/passwd"])
def test_nonsense_in_the_address_is_404(loaded, client, bad):
    assert client.get(f"/committees/{bad}/").status_code in {301, 400, 404}
    assert Committee.objects.exists()


def test_the_page_of_a_committee_shows_what_is_known_and_says_what_is_not(loaded, client):
    page = client.get("/committees/MTC26-SC3/").content.decode()
    assert "钢研纳克" in page
    assert "来源未载届次" in page
    assert "/specifications/?committee=MTC26-SC3" in page
    assert "/committees/MTC26/" in page


def test_an_unverified_committee_says_so(loaded, client):
    assert "没有可查的来源证实" in client.get("/committees/C039/").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=mtc26", ["MTC26", "MTC26-SC1", "MTC26-SC2", "MTC26-SC3", "MTC26-SC4"]),
        ("q=AQSIQ/MTC1/WG4", ["MTC1-WG4"]),
        ("q=江苏省计量科学研究院", ["C002", "C017"]),
        ("host=yes&level=local", ["C026"]),
        ("number=no&tier=sc&level=regional", ["C033"]),
        ("field=carbon&level=local", ["C026"]),
    ],
)
def test_the_list_is_narrowed_by_text_and_facets(loaded, client, query, expected):
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/committees/?export=csv&{query}").getvalue().decode("utf-8-sig")))
    )
    assert [row["登记号"] for row in rows if row["登记号"]] == expected


@pytest.mark.parametrize("query", ["level=galactic", "sort=colour", "page=0", "unheard=of", "field=" + "x" * 300])
def test_an_unknown_condition_is_refused_by_name(loaded, client, query):
    assert client.get(f"/committees/?{query}").status_code in {200, 400} if query.startswith("field") else 400
    if not query.startswith("field"):
        assert client.get(f"/committees/?{query}").status_code == 400


@pytest.mark.parametrize(
    ("address", "most"),
    [("/committees/", 14), ("/committees/tree/", 3), ("/committees/coverage/", 4), ("/committees/MTC26/", 14)],
)
def test_a_page_asks_the_same_number_of_queries_whatever_the_number_of_rows(loaded, client, address, most):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= most, [query["sql"] for query in queries]


def test_the_tree_holds_every_committee_once(loaded):
    def keys(nodes):
        for node in nodes:
            yield node.committee.key
            yield from keys(node.children)

    shown = [key for nodes in tree(ANONYMOUS).values() for key in keys(nodes)]
    assert sorted(shown) == sorted(Committee.objects.values_list("key", flat=True))
    (first,) = [node for node in tree(ANONYMOUS)["national"] if node.committee.key == "MTC1"]
    assert [child.committee.key for child in first.children] == ["MTC1-SC1", *(f"MTC1-WG{n}" for n in range(1, 7))]


class TestCoverage:
    def rows(self):
        return {row.field.slug: {cell.level: cell for cell in row.cells} for row in coverage(by_field(ANONYMOUS), [])}

    def test_a_known_committee_covers_its_field_at_its_level(self, loaded):
        rows = self.rows()
        assert rows["thermal"]["national"].finding == Finding.COVERED
        assert rows["carbon"]["local"].finding == Finding.COVERED
        assert rows["thermal"]["local"].finding == Finding.GAP

    def test_unverified_and_planned_committees_close_no_gap(self, loaded):
        rows = self.rows()
        assert rows["optics"]["national"].finding == Finding.UNSURE
        assert rows["geometry"]["local"].finding == Finding.UNSURE

    def test_committees_under_one_another_do_not_overlap(self, loaded):
        rows = self.rows()
        assert rows["carbon"]["national"].finding == Finding.COVERED
        assert rows["geometry"]["national"].finding == Finding.OVERLAP
        assert [head.key for head in rows["geometry"]["national"].heads] == ["MTC2", "C018"]

    def test_fields_named_by_policy_and_without_committee_are_gaps(self, loaded):
        gaps = {row.field.slug for row in coverage(by_field(ANONYMOUS), []) if row.gap}
        assert {"artificial-intelligence", "new-energy", "surveying"} <= gaps
        assert "carbon" not in gaps

    def test_counts_of_other_registers_stand_beside(self, loaded):
        rows = coverage(by_field(ANONYMOUS), [{"thermal": 8}])
        assert {row.field.slug: row.measures for row in rows}["thermal"] == (8,)


def test_the_network_counts_every_committee_once(loaded):
    network = network_of(committees(ANONYMOUS))
    boxes = [network.national, *network.others]
    assert sum(box.founded + box.planned + box.unverified for box in boxes) == Committee.objects.count()
    assert "碳达峰碳中和" in {shared.name for shared in network.shared}


def test_the_page_of_a_host_lists_its_committees(loaded, client):
    host = Organisation.objects.get(name="江苏省计量科学研究院")
    page = client.get(f"/organisations/{host.key}/").content.decode()
    assert "/committees/C002/" in page
    assert "/committees/C017/" in page


class TestApi:
    def get(self, client, address):
        answer = client.get(f"/api/v1{address}")
        return answer.status_code, json.loads(answer.content)

    def test_a_committee_is_found_by_any_spelling(self, loaded, client):
        status, found = self.get(client, "/committees/mtc26sc3")
        assert status == 200
        assert (found["code"], found["parent"]) == ("MTC26/SC3", "MTC26")
        assert [hosting["organisation"]["name"] for hosting in found["hostings"]] == ["钢研纳克"]

    def test_a_list_is_paged_and_filtered_like_the_page(self, loaded, client):
        status, found = self.get(client, "/committees?level=regional&size=1")
        assert status == 200
        assert (found["total"], len(found["items"])) == (2, 1)
        assert found["next"]

    @pytest.mark.parametrize("address", ["/committees/MTC999", "/committees/nonsense", "/committees/" + "x" * 100])
    def test_what_is_not_there_is_a_problem_document(self, loaded, client, address):
        status, found = self.get(client, address)
        assert status in {404, 422}
        assert found["status"] == status

    def test_fields_come_in_order(self, loaded, client):
        _, found = self.get(client, "/fields")
        assert [field["slug"] for field in found] == list(
            Field.objects.order_by("order").values_list("slug", flat=True)
        )


def test_the_index_holds_every_committee_under_every_spelling_of_its_code(loaded):
    found = {document.key: document for document in SOURCE.documents(None)}
    assert len(found) == SOURCE.count() == Committee.objects.count()
    assert {"MTC26/SC3", "MTC26SC3", "AQSIQ/MTC26/SC3"} <= set(found["MTC26-SC3"].codes)
    assert [document.key for document in SOURCE.documents(["MTC1", "gone"])] == ["MTC1"]
