"""Known items on the whole platform: every register indexed together with the real texts of the law."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from quanheng.apps.law.models import Article


@pytest.fixture
def with_texts(registers, shared_data, settings, tmp_path):
    """The registers with the real texts loaded, and an index of all of it."""
    settings.SEARCH_INDEX = tmp_path
    settings.API_RATE = "1000000/m"
    call_command("law", "load", str(shared_data / "regulations"), stdout=StringIO())
    call_command("reindex", stdout=StringIO())
    return shared_data / "search" / "known_item_queries.csv"


def test_the_first_hit_of_the_platform_is_right_for_at_least_97_percent(with_texts, client):
    with with_texts.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["n_exact_hits"] == "1"]
    addresses = {
        (article.edition.slug, article.label): f"/law/{article.edition.slug}/{article.anchor}/"
        for article in Article.objects.select_related("edition")
    }
    right = 0
    for row in rows:
        hits = client.get("/api/v1/search", {"q": row["query"], "size": 1}).json()["items"]
        wanted = addresses[row["expected_doc"].removesuffix("-partial"), row["expected_article"]]
        right += bool(hits) and hits[0]["url"].endswith(wanted)
    assert len(rows) > 300
    assert right / len(rows) >= 0.97
