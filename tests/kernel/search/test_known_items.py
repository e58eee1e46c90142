"""Phrases of real regulations find the article they were cut from."""

import csv
import json

from quanheng.kernel.search.engine import Request
from quanheng.kernel.search.query import parse
from quanheng.kernel.search.registry import Document


def articles(folder):
    for path in sorted(folder.glob("*.json")):
        instrument = json.loads(path.read_text())
        for article in instrument.get("articles", []):
            yield Document(
                kind="law-article",
                key=f"{instrument['id']}#{article['article']}",
                title=f"{instrument['title']} {article['article']}",
                url=f"/law/{instrument['id']}/{article['number']}/",
                body="\n".join(article["paragraphs"]),
            )


def test_the_first_hit_is_right_for_at_least_97_percent(shared_data, index_of):
    engine = index_of(articles(shared_data / "regulations"))
    with (shared_data / "search" / "known_item_queries.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    unambiguous = [row for row in rows if row["n_exact_hits"] == "1"]
    assert len(unambiguous) > 300
    right = 0
    for row in unambiguous:
        hits = engine.search(Request(parse(row["query"]))).hits
        right += bool(hits) and hits[0].document.key == f"{row['expected_doc']}#{row['expected_article']}"
    assert right / len(unambiguous) >= 0.97


def test_a_phrase_in_several_articles_finds_all_of_them_and_nothing_else(shared_data, index_of):
    engine = index_of(articles(shared_data / "regulations"))
    with (shared_data / "search" / "known_item_queries.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["n_exact_hits"] != "1"]
    for row in rows:
        results = engine.search(Request(parse(row["query"]), size=100))
        wanted = {key.strip() for key in row["all_exact_hits"].split(";")}
        assert {hit.document.key for hit in results.hits} == wanted, row["query"]
