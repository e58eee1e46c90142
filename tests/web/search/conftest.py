"""A small index of made-up records, and the shipped registers where a test asks for them."""

import pytest

from quanheng.kernel.search import registry
from quanheng.kernel.search.registry import Document, FacetLabels, Source
from tests.kernel.search.conftest import build

EDITIONS = [
    ("JJF 1070-2023", "定量包装商品净含量计量检验规则"),
    ("JJF 1070-2005", "定量包装商品净含量计量检验规则"),
    ("JJG 1036-2022", "电子天平"),
    ("JJF 1022-1991", "计量标准命名规范"),
]


def _documents():
    for number, title in EDITIONS:
        yield Document(
            "specification",
            number.replace(" ", "-"),
            f"{number} {title}",
            f"/specifications/{number.replace(' ', '-')}/",
            body="检定用砝码",
            codes=(number,),
            facets={"year": number[-4:], "subkind": number[:3].lower()},
            note="现行",
        )
    for at in range(1, 46):
        body = f"第{at}款：<b>计量器具</b>应当检定合格，未经检定的秤不得使用。"
        yield Document("law-article", f"law/{at}", f"计量法第{at}条", f"/law/law/{at}/", body, facets={"year": "2018"})


@pytest.fixture
def little(db, settings, tmp_path, monkeypatch):
    """49 documents of two kinds."""
    documents = list(_documents())

    def source(kind, label, facets):
        of_kind = [each for each in documents if each.kind == kind]
        return Source(kind, label, lambda _keys: of_kind, lambda: len(of_kind), facets)

    year = FacetLabels("年份")
    kinds = {
        "specification": source(
            "specification",
            "规范",
            {"subkind": FacetLabels("种类", {"jjf": "技术规范", "jjg": "检定规程"}), "year": year},
        ),
        "law-article": source("law-article", "法规条文", {"year": year}),
    }
    monkeypatch.setattr(registry, "_sources", kinds)
    settings.SEARCH_INDEX = tmp_path
    return build(tmp_path, documents)
