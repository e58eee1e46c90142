"""Laws and other documents of the shared data folder, read as if they had come as files."""

import json

import pytest

from quanheng.core.texts.policy import read_policy
from quanheng.core.texts.refusal import Refusal, TextRefused
from tests.conftest import SHARED

LAWS = sorted((SHARED / "regulations").glob("*.json"))
ABSENT = "the regulations are not in the shared data folder (set QUANHENG_SHARED_DATA)"


def printed(law):
    """The text as printed: title, chapters, sections, articles."""
    lines, above = [law["title"]], ["", ""]
    for article in law["articles"]:
        for depth, name in enumerate(("chapter", "section")):
            if article.get(name) and article[name] != above[depth]:
                lines.append(article[name])
            above[depth] = article.get(name) or ""
        first, *others = article["paragraphs"]
        lines += [first if first.startswith(article["article"]) else f"{article['article']}　{first}", *others]
    return lines


@pytest.mark.skipif(not LAWS, reason=ABSENT)
@pytest.mark.parametrize("path", LAWS, ids=lambda path: path.stem)
def test_every_article_of_a_law_is_found_and_no_paragraph_lost_or_joined(path):
    law = json.loads(path.read_text(encoding="utf-8"))
    if not law.get("articles"):
        pytest.skip("this instrument has no articles")
    lines = printed(law)
    read = read_policy("\n".join(lines).encode("gb18030"), path.name)
    assert [point.number for point in read.outline.principals] == [article["number"] for article in law["articles"]]
    assert [each.text for each in read.cleaned.paragraphs] == [line.strip() for line in lines]
    assert read.title.text == law["title"]
    assert read.cleaned.listed == ()


def document(shared_data, name):
    return (shared_data / "documents" / name).read_bytes()


def test_a_law_in_markdown_gives_its_articles(shared_data):
    read = read_policy(document(shared_data, "metrology_law_2018.md"), "law.md")
    assert len(read.outline.principals) == 34
    assert not read.cleaned.damages


def test_a_real_docx_of_tables_is_read_row_by_row(shared_data):
    read = read_policy(document(shared_data, "TableOfExampleUcumCodesForElectronicMessagingwithPreface.docx"), "a.docx")
    assert len(read.received.lines) > 900
    assert any("\t" in each.text for each in read.cleaned.paragraphs)


def test_a_workbook_is_refused_by_its_kind(shared_data):
    data = document(shared_data, "TableOfExampleUcumCodesForElectronicMessaging.xlsx")
    with pytest.raises(TextRefused) as caught:
        read_policy(data, "a.docx")
    assert (caught.value.reason, caught.value.values) == (Refusal.NOT_READ, {"found": "XLSX"})


@pytest.mark.parametrize("name", ["metanorma_body-zh.adoc", "metanorma_rice.gb.zh.adoc"])
def test_a_standard_in_asciidoc_loses_nothing(shared_data, name):
    read = read_policy(document(shared_data, name), name)
    assert read.cleaned.account.balanced
    assert read.cleaned.account.removed == 0


@pytest.mark.parametrize(
    "line",
    [
        "著作权法所称的版权所有者应当依法登记。",
        "网站应当公布ICP备案的情况。",
        ":copyright-year: 2018",
        "来源单位应当登记造册。",
    ],
)
def test_prose_that_mentions_words_of_a_page_stays(line):
    read = read_policy(f"关于登记的意见\n一、总则\n（一）登记。应当登记。\n{line}".encode(), "a.txt")
    assert line in [each.text for each in read.cleaned.paragraphs]
