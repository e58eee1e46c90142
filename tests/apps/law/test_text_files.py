"""Reading files of legal texts."""

import json

import pytest

from quanheng.apps.law.text_files import parse
from quanheng.kernel.errors import BadInput


def article(label="第一条", number=1, paragraphs=("文字。",), **more):
    return {"article": label, "number": number, "chapter": "", "section": "", "paragraphs": list(paragraphs), **more}


def law(**changes):
    data = {"id": "a-law-2000", "title": "甲法", "level": "法律", "complete": True, "articles": [article()]}
    data.update(changes)
    return {key: value for key, value in data.items() if value is not None}


def read(data):
    return parse(json.dumps(data, ensure_ascii=False).encode(), "a.json")


def faults(raw):
    with pytest.raises(BadInput) as caught:
        parse(raw if isinstance(raw, bytes) else json.dumps(raw).encode(), "a.json")
    assert all(fault.where.startswith("a.json") or "第" in fault.where for fault in caught.value.faults)
    return str(caught.value)


def test_a_good_file_is_read():
    text = read(law(articles=[article(), article("第二条", 2, ["一。", "二。"])]))
    assert [(a.anchor, a.label, a.paragraphs) for a in text.articles] == [
        ("1", "第一条", ("文字。",)),
        ("2", "第二条", ("一。", "二。")),
    ]
    assert (text.slug, text.kind, text.complete) == ("a-law-2000", "law", True)


def test_the_address_is_the_id_without_its_mark():
    assert read(law(id="a-law-2000-partial", complete=False)).slug == "a-law-2000"


def test_a_text_that_does_not_say_it_is_complete_is_not():
    assert read(law(complete=None)).complete is False


def test_an_inserted_article_keeps_its_own_address():
    text = read(law(articles=[article("第十条", 10), article("第十条之一", 10), article("第十一条", 11)]))
    assert [a.anchor for a in text.articles] == ["10", "10-1", "11"]


def test_a_text_without_articles_has_numbered_paragraphs():
    text = read(law(articles=None, body=["通知如下：", "一、甲。"]))
    assert [(a.anchor, a.paragraphs) for a in text.articles] == [("p1", ("通知如下：",)), ("p2", ("一、甲。",))]


def test_paragraphs_of_policies_bring_their_section():
    text = read(law(articles=None, paragraphs=[{"text": "甲。", "section": "一、总则", "pid": "x", "item": ""}]))
    assert (text.articles[0].chapter, text.articles[0].paragraphs) == ("一、总则", ("甲。",))


def test_the_digest_is_of_the_text_and_not_of_the_file():
    assert read(law()).digest == parse(json.dumps(law(), indent=3).encode(), "b.json").digest
    assert read(law()).digest != read(law(articles=[article(paragraphs=["别的。"])])).digest


def test_fields_without_a_place_are_named():
    assert read(law(colour="red")).unread == ("colour",)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": None}, "a.json id：缺少"),
        ({"id": "甲法"}, "a.json id：只能由"),
        ({"title": None}, "a.json title：缺少"),
        ({"title": 7}, "a.json title：应为"),
        ({"title": "甲" * 201}, "不超过 200 字"),
        ({"level": "圣旨"}, "不认识的效力级别"),
        ({"complete": "yes"}, "a.json complete：应为"),
        ({"issue_date": "昨天"}, "a.json issue_date：不是日期"),
        ({"articles": {}}, "a.json articles：应为列表"),
        ({"articles": None}, "没有 articles、body 或 paragraphs"),
        ({"articles": [], "n_articles": 3}, "没有 articles"),
        ({"n_articles": 9}, "写明 9 条，实有 1 条"),
        ({"articles": ["第一条"]}, "articles[0]：应为对象"),
        ({"articles": [article(label="")]}, "article：缺少"),
        ({"articles": [article(label="序言")]}, "article 不是条号"),
        ({"articles": [article(number=2)]}, "number（2）与条号不一致"),
        ({"articles": [article(paragraphs=[])]}, "articles[0]（第一条） paragraphs：应为至少一段"),
        ({"articles": [article(paragraphs=[" "])]}, "paragraphs[0]：应为非空"),
        ({"articles": [article(paragraphs=["a\x00b"])]}, "不含控制字符"),
        ({"articles": [article(paragraphs=["\ud800"])]}, "不含控制字符"),
        ({"articles": [article(paragraphs=[3])]}, "应为非空"),
        ({"articles": [article(text="x")]}, "不认识的项“text”"),
        ({"articles": [article(), article()]}, "第一条：出现了两次"),
        ({"articles": [article("第二条", 2), article()]}, "条号次序颠倒"),
        ({"source": ["x"]}, "a.json source：应为"),
    ],
)
def test_a_fault_names_file_article_and_field(changes, said):
    assert said in faults(law(**changes))


def test_every_fault_is_named_not_only_the_first():
    said = faults(law(title=None, articles=[article(label="序言"), article(number=2)]))
    assert "title" in said
    assert "条号" in said
    assert "number（2）" in said


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ('{"id": "甲"}'.encode("gb18030"), "不是 UTF-8 编码"),
        (b'{"id": "a-law', "不是有效的 JSON（第 1 行"),
        (b"[1, 2]", "最外层应为一个对象"),
        (b"[" * 100_000, "不是有效的 JSON"),
        (b"", "不是有效的 JSON"),
        (b" " * 20_000_001, "文件超过 20 MB"),
    ],
)
def test_a_damaged_file_is_refused(raw, said):
    assert said in faults(raw)


def test_all_shared_texts_are_read(shared_data):
    files = sorted((shared_data / "regulations").glob("*.json"))
    assert len(files) == 16
    texts = {file.stem: parse(file.read_bytes(), file.name) for file in files}
    assert sum(len(text.articles) for text in texts.values() if text.complete) == 527
    assert [stem for stem, text in texts.items() if not text.complete] == [
        "aqsiq-order-36-2002-partial",
        "legal-units-order-1984",
        "mtc-charter-2005-partial",
        "samr-announcement-2019-48-partial",
        "samr-order-89-2024-partial",
    ]
